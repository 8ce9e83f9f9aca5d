import { Migration } from '@mikro-orm/migrations';

/** What a site's WordPress says of itself (time zone, currency, …), so that what differs from the site's settings can be offered on both sides. */
export class SettingsOfWordPress extends Migration {
  override up(): void {
    this.addSql('alter table sites add column wordpress jsonb;');
  }

  override down(): void {
    this.addSql('alter table sites drop column wordpress;');
  }
}
