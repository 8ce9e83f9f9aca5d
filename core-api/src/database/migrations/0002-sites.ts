import { Migration } from '@mikro-orm/migrations';

/** Sites, who is assigned to them, their destinations and API keys. */
export class Sites extends Migration {
  override up(): void {
    this.addSql(`
      create table sites (
        id uuid primary key default uuidv7(),
        agency_id uuid not null references agencies (id) on delete cascade,
        name varchar(255) not null,
        domain varchar(255) not null,
        domains text[] not null default '{}',
        script_id varchar(50) not null unique,
        secret bytea not null,
        status varchar(20) not null default 'active' check (status in ('active', 'paused', 'error')),
        config jsonb not null default '{}',
        last_event_at timestamptz,
        created_at timestamptz not null default now(),
        updated_at timestamptz not null default now()
      );
      create index sites_agency on sites (agency_id);

      create table user_sites (
        user_id uuid not null references users (id) on delete cascade,
        site_id uuid not null references sites (id) on delete cascade,
        primary key (user_id, site_id)
      );
      create index user_sites_site on user_sites (site_id);

      create table destinations (
        id uuid primary key default uuidv7(),
        site_id uuid not null references sites (id) on delete cascade,
        plugin varchar(100) not null,
        name varchar(255) not null,
        enabled boolean not null default true,
        settings jsonb not null default '{}',
        secrets bytea,
        events jsonb not null default '{}',
        status varchar(20) not null default 'active' check (status in ('active', 'paused')),
        status_reason text,
        created_at timestamptz not null default now(),
        updated_at timestamptz not null default now()
      );
      create index destinations_site on destinations (site_id);

      create table api_keys (
        id uuid primary key default uuidv7(),
        agency_id uuid not null references agencies (id) on delete cascade,
        site_id uuid references sites (id) on delete cascade,
        name varchar(255) not null,
        prefix varchar(16) not null,
        key_hash bytea not null unique,
        scopes text[] not null,
        created_by uuid references users (id) on delete set null,
        last_used_at timestamptz,
        revoked_at timestamptz,
        created_at timestamptz not null default now()
      );
      create index api_keys_agency on api_keys (agency_id);

      alter table sites enable row level security;
      create policy sites_app on sites to warp_app using (
        warp_scope() = 'all'
        or (warp_scope() = 'agency' and agency_id = warp_agency())
        or (warp_scope() = 'sites' and agency_id = warp_agency()
            and id in (select site_id from user_sites where user_id = warp_user()))
      );
      create policy sites_system on sites to warp_system using (true) with check (true);

      -- Reads of user_sites must not depend on sites, or the two policies would call each other.
      alter table user_sites enable row level security;
      create policy user_sites_app on user_sites to warp_app
        using (user_id in (select id from users)) with check (warp_scope() in ('all', 'agency') and user_id in (select id from users));
      create policy user_sites_system on user_sites to warp_system using (true) with check (true);

      -- From here on one rule serves every table: a row is seen by whoever sees its site.
      alter table destinations enable row level security;
      create policy destinations_app on destinations to warp_app using (site_id in (select id from sites));
      create policy destinations_system on destinations to warp_system using (true) with check (true);

      alter table api_keys enable row level security;
      create policy api_keys_app on api_keys to warp_app using (
        warp_scope() = 'all' or (warp_scope() = 'agency' and agency_id = warp_agency()));
      create policy api_keys_system on api_keys to warp_system using (true) with check (true);

      grant select, insert, update, delete on sites, user_sites, destinations, api_keys to warp_app, warp_system;
    `);
  }

  override down(): void {
    this.addSql('drop table api_keys, destinations, user_sites, sites;');
  }
}
