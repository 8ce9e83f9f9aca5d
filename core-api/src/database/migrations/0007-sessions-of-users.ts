import { Migration } from '@mikro-orm/migrations';

/** Sessions of one person on several devices are found by the id the site gave them. */
export class SessionsOfUsers extends Migration {
  override up(): void {
    this.addSql('create index sessions_user on sessions (site_id, user_id, last_event_at desc) where user_id is not null;');
  }

  override down(): void {
    this.addSql('drop index sessions_user;');
  }
}
