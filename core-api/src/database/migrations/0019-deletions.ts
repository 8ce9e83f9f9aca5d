import { Migration } from '@mikro-orm/migrations';

/**
 * Deleted sites and agencies: hidden at once, removed when their time to be restored is over. The record stays when everything else of a
 * site is gone, and of an agency with the super admins.
 */
export class Deletions extends Migration {
  override up(): void {
    this.addSql(`
      create table deletions (
        id uuid primary key default uuidv7(),
        subject varchar(10) not null check (subject in ('site', 'agency')),
        subject_id uuid not null,
        -- Whose admins see it; null: super admins only.
        agency_id uuid,
        name varchar(255) not null,
        requested_by uuid,
        requested_at timestamptz not null default now(),
        -- Until then it can be restored.
        erase_at timestamptz not null,
        state varchar(10) not null default 'waiting' check (state in ('waiting', 'erasing', 'erased', 'restored')),
        -- Rows per table: found when the removal began, and removed since.
        total jsonb not null default '{}',
        removed jsonb not null default '{}',
        -- Accounts at vendors: how many were disconnected, and of how many the vendor confirmed it.
        accounts jsonb not null default '{"disconnected": 0, "confirmed": 0}',
        -- Why the removal is not going on; it is tried again.
        problem text,
        -- Who is at work on it, and until when nobody else may.
        worker uuid,
        lease_until timestamptz,
        begun_at timestamptz,
        finished_at timestamptz,
        swept_at timestamptz
      );
      create unique index deletions_open on deletions (subject_id) where state in ('waiting', 'erasing');
      create index deletions_due on deletions (erase_at) where state in ('waiting', 'erasing');
      create index deletions_agency on deletions (agency_id, requested_at desc);

      alter table deletions enable row level security;
      create policy deletions_app on deletions for select to warp_app
        using (warp_scope() = 'all' or (warp_scope() = 'agency' and agency_id = warp_agency()));
      create policy deletions_system on deletions to warp_system using (true) with check (true);
      grant select on deletions to warp_app;
      grant select, insert, update on deletions to warp_system;

      -- Which deletion hides it; without a foreign key, because the record outlives what it is about.
      alter table agencies add column deletion_id uuid;
      alter table sites add column deletion_id uuid, add column erasing boolean not null default false;

      -- Restrictive: whatever else a policy allows, people see nothing of what is deleted. All other tables ask for the site.
      create policy agencies_not_deleted on agencies as restrictive to warp_app using (deletion_id is null);
      create policy sites_not_deleted on sites as restrictive to warp_app using (deletion_id is null);
      create policy users_not_deleted on users as restrictive to warp_app using (agency_id is null or agency_id in (select id from agencies));
      create policy api_keys_not_deleted on api_keys as restrictive to warp_app
        using (agency_id in (select id from agencies) and (site_id is null or site_id in (select id from sites)));

      -- Sites deleted before this have left their events, sessions and sums behind. One index look-up per site, however many rows.
      with recursive seen as (
        (select site_id from rollups order by site_id limit 1)
        union all
        select (select r.site_id from rollups r where r.site_id > seen.site_id order by r.site_id limit 1) from seen where seen.site_id is not null)
      insert into deletions (subject, subject_id, name, erase_at)
      select 'site', site_id, 'Deleted before', now() from seen
      where site_id is not null and not exists (select 1 from sites where sites.id = seen.site_id);
    `);
  }

  override down(): void {
    this.addSql(`
      drop policy api_keys_not_deleted on api_keys;
      drop policy users_not_deleted on users;
      drop policy sites_not_deleted on sites;
      drop policy agencies_not_deleted on agencies;
      alter table sites drop column erasing, drop column deletion_id;
      alter table agencies drop column deletion_id;
      drop table deletions;
    `);
  }
}
