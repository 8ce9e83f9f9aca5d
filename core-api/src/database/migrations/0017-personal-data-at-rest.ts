import { Migration } from '@mikro-orm/migrations';

/**
 * What is personal lies sealed or as a keyed hash. What earlier versions stored in the clear is rewritten by the pipeline in the background:
 * that takes the key ring, and time on a full table.
 */
export class PersonalDataAtRest extends Migration {
  override up(): void {
    this.addSql(`
      -- Secrets an installation makes for itself, sealed with the key ring.
      create table installation_secrets (
        name varchar(64) primary key,
        sealed bytea not null,
        created_at timestamptz not null default now()
      );
      alter table installation_secrets enable row level security;
      create policy installation_secrets_system on installation_secrets to warp_system using (true) with check (true);
      grant select, insert, update, delete on installation_secrets to warp_system;

      -- Rewriting of stored rows in the background that found nothing more to do.
      create table finished_rewrites (
        name varchar(64) primary key,
        finished_at timestamptz not null default now()
      );
      alter table finished_rewrites enable row level security;
      create policy finished_rewrites_system on finished_rewrites to warp_system using (true) with check (true);
      grant select, insert, delete on finished_rewrites to warp_system;

      -- False: a plain SHA-256 of an earlier version, or of one that still runs beside this.
      alter table events add column user_hashes_keyed boolean not null default false;

      -- The entry itself is sealed; beside it lies what a person or an event is found by.
      alter table quarantine
        alter column entry drop not null,
        add column sealed bytea,
        add column event_id varchar(128),
        add column event_type varchar(100),
        add column event_at timestamptz,
        add column user_id varchar(255),
        add column visitor_id varchar(255),
        add column session_id varchar(255),
        add column email_hash varchar(64),
        add constraint quarantine_entry check (entry is not null or sealed is not null);
      create index quarantine_site on quarantine (site_id, id desc);
      create index quarantine_age on quarantine (created_at);

      alter table quarantine enable row level security;
      -- What cannot be read belongs to no site that is known: the installation's administrators see it.
      create policy quarantine_app on quarantine for select to warp_app
        using (site_id in (select id from sites) or (site_id is null and warp_scope() = 'all'));
      create policy quarantine_system on quarantine to warp_system using (true) with check (true);
      grant select (id, site_id, event_id, event_type, event_at, reason, attempts, created_at) on quarantine to warp_app;
    `);
  }

  override down(): void {
    this.addSql(`
      delete from quarantine where entry is null;
      drop policy quarantine_app on quarantine;
      drop policy quarantine_system on quarantine;
      alter table quarantine disable row level security;
      revoke select (id, site_id, event_id, event_type, event_at, reason, attempts, created_at) on quarantine from warp_app;
      drop index quarantine_site, quarantine_age;
      alter table quarantine
        drop constraint quarantine_entry,
        drop column sealed, drop column event_id, drop column event_type, drop column event_at, drop column user_id,
        drop column visitor_id, drop column session_id, drop column email_hash,
        alter column entry set not null;
      alter table events drop column user_hashes_keyed;
      drop table finished_rewrites, installation_secrets;
    `);
  }
}
