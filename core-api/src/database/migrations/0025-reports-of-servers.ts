import { Migration } from '@mikro-orm/migrations';

/**
 * What a server reports without a page, such as the renewal of a subscription, is nobody's visit: it has neither a visitor nor a
 * session. On partitioned tables both changes are of the catalogue only, whatever the table's size.
 */
export class ReportsOfServers extends Migration {
  override up(): void {
    this.addSql('alter table events alter column visitor_id drop not null, alter column session_id drop not null;');
  }

  override down(): void {
    this.addSql(`
      update events set visitor_id = coalesce(visitor_id, user_id, event_id), session_id = coalesce(session_id, event_id)
      where visitor_id is null or session_id is null;
      alter table events alter column visitor_id set not null, alter column session_id set not null;
    `);
  }
}
