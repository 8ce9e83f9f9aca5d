import { Migration } from '@mikro-orm/migrations';

/**
 * How well it is proven who said an event, and what follows from it: an id counts once for each type and belongs to whoever proves it
 * better, and a session's user is known by a server's word rather than by a browser's. The numbers are those of `collect/proof.ts`.
 */
export class ProofOfEvents extends Migration {
  override up(): void {
    this.addSql(`
      alter table event_ids add column event_type varchar(100) not null default '', add column proof smallint not null default 0;
      -- Claims that are still in force keep counting for the type they were made with; what was erased or dropped has none.
      update event_ids i set event_type = coalesce(
        (select e.event_type from events e where e.site_id = i.site_id and e.event_id = i.event_id order by e.id desc limit 1), '');
      alter table event_ids drop constraint event_ids_pkey, add primary key (site_id, event_id, event_type);

      -- null: stored before it was known.
      alter table events add column proof smallint;

      alter table sessions add column user_proof smallint not null default 0;
      drop index sessions_user;
      create index sessions_user on sessions (site_id, user_id, user_proof desc, last_event_at desc) where user_id is not null;
      -- A program that repeats a visitor's id must not stand before the visitor's own last session.
      drop index sessions_visitor;
      create index sessions_visitor on sessions (site_id, visitor_id, is_bot, last_event_at desc);
    `);
  }

  override down(): void {
    this.addSql(`
      drop index sessions_visitor;
      create index sessions_visitor on sessions (site_id, visitor_id, last_event_at desc);
      drop index sessions_user;
      create index sessions_user on sessions (site_id, user_id, last_event_at desc) where user_id is not null;
      alter table sessions drop column user_proof;
      alter table events drop column proof;
      delete from event_ids a using event_ids b where a.site_id = b.site_id and a.event_id = b.event_id and a.event_type > b.event_type;
      alter table event_ids drop constraint event_ids_pkey, drop column event_type, drop column proof, add primary key (site_id, event_id);
    `);
  }
}
