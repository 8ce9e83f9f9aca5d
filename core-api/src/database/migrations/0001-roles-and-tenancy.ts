import { Migration } from '@mikro-orm/migrations';

/**
 * Agencies, users and what they may see.
 *
 * Two roles work on the data and neither owns it: `warp_app` (requests of people; row-level security decides by the
 * settings `warp.*` of the transaction, and without them shows nothing) and `warp_system` (collecting, processing,
 * delivering, schedules; sees every row).
 */
export class RolesAndTenancy extends Migration {
  override up(): void {
    this.addSql(`
      do $$ begin create role warp_app nologin; exception when duplicate_object then null; end $$;
      do $$ begin create role warp_system nologin; exception when duplicate_object then null; end $$;
      grant warp_app, warp_system to current_user;
      grant usage on schema public to warp_app, warp_system;

      -- 'all' (super admin), 'agency' (every site of one agency), 'sites' (only assigned ones); null: nothing.
      create function warp_scope() returns text language sql stable parallel safe
        return nullif(current_setting('warp.scope', true), '');
      create function warp_agency() returns uuid language sql stable parallel safe
        return nullif(current_setting('warp.agency_id', true), '')::uuid;
      create function warp_user() returns uuid language sql stable parallel safe
        return nullif(current_setting('warp.user_id', true), '')::uuid;

      create table agencies (
        id uuid primary key default uuidv7(),
        name varchar(255) not null,
        created_at timestamptz not null default now(),
        updated_at timestamptz not null default now()
      );

      create table users (
        id uuid primary key default uuidv7(),
        agency_id uuid references agencies (id) on delete cascade,
        email varchar(320) not null,
        name varchar(255) not null,
        role varchar(32) not null check (role in ('super_admin', 'agency_admin', 'agency_manager', 'client_user')),
        password_hash text not null,
        totp_secret bytea,
        totp_enabled_at timestamptz,
        disabled_at timestamptz,
        last_login_at timestamptz,
        created_at timestamptz not null default now(),
        updated_at timestamptz not null default now(),
        check ((role = 'super_admin') = (agency_id is null))
      );
      create unique index users_email on users (lower(email));
      create index users_agency on users (agency_id);

      -- One row per refresh token; a family is one login. A token used twice ends its family.
      create table refresh_tokens (
        id uuid primary key default uuidv7(),
        family_id uuid not null,
        user_id uuid not null references users (id) on delete cascade,
        token_hash bytea not null unique,
        expires_at timestamptz not null,
        used_at timestamptz,
        created_at timestamptz not null default now()
      );
      create index refresh_tokens_family on refresh_tokens (family_id);

      alter table agencies enable row level security;
      create policy agencies_app on agencies to warp_app
        using (warp_scope() = 'all' or id = warp_agency());
      create policy agencies_system on agencies to warp_system using (true) with check (true);

      alter table users enable row level security;
      create policy users_app on users to warp_app
        using (warp_scope() = 'all' or (warp_scope() = 'agency' and agency_id = warp_agency()) or id = warp_user());
      create policy users_system on users to warp_system using (true) with check (true);

      -- Only the log-in itself, which runs as warp_system, reads tokens.
      alter table refresh_tokens enable row level security;
      create policy refresh_tokens_system on refresh_tokens to warp_system using (true) with check (true);

      grant select, insert, update, delete on agencies, users to warp_app, warp_system;
      grant select, insert, update, delete on refresh_tokens to warp_system;
    `);
  }

  override down(): void {
    // The two roles stay: they belong to the cluster, and other databases of it may use them.
    this.addSql(`
      drop table refresh_tokens, users, agencies;
      drop function warp_scope(), warp_agency(), warp_user();
    `);
  }
}
