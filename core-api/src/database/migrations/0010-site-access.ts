import { Migration } from '@mikro-orm/migrations';

/**
 * What a connected WordPress needs: a token that opens one site, the codes it is handed over by, a second signing key for the
 * day after a change, page renders it counted, and ways to find one person's events by what WordPress knows of them.
 */
export class SiteAccess extends Migration {
  override up(): void {
    this.addSql(`
      -- Scope 'site': one site, for reading; what a token may change is written by the machinery.
      create function warp_site() returns uuid language sql stable parallel safe
        return nullif(current_setting('warp.site_id', true), '')::uuid;
      create policy sites_token on sites for select to warp_app using (warp_scope() = 'site' and id = warp_site());

      -- After a change the key before is accepted for a while.
      alter table sites add column previous_secret bytea, add column previous_secret_until timestamptz;

      create table site_tokens (
        id uuid primary key default uuidv7(),
        site_id uuid not null references sites (id) on delete cascade,
        -- Address of the WordPress, as far as it is known.
        name varchar(255) not null,
        via varchar(10) not null check (via in ('connect', 'code')),
        token_hash bytea not null unique,
        scopes text[] not null,
        created_by uuid references users (id) on delete set null,
        last_used_at timestamptz,
        revoked_at timestamptz,
        created_at timestamptz not null default now()
      );
      create index site_tokens_site on site_tokens (site_id);

      create table authorization_codes (
        code_hash bytea primary key,
        site_id uuid not null references sites (id) on delete cascade,
        user_id uuid not null references users (id) on delete cascade,
        redirect_uri text not null,
        code_challenge varchar(43) not null,
        scopes text[] not null,
        expires_at timestamptz not null,
        used_at timestamptz,
        -- What it was exchanged for.
        token_id uuid references site_tokens (id) on delete set null
      );
      create index authorization_codes_expiry on authorization_codes (expires_at);

      -- Pages a WordPress sent out to people on a day in the site's time zone, to be held against the page views that arrived.
      create table page_renders (
        site_id uuid not null references sites (id) on delete cascade,
        day date not null,
        renders bigint not null,
        script_page_views bigint not null default 0,
        consent_declined bigint not null default 0,
        updated_at timestamptz not null default now(),
        primary key (site_id, day)
      );

      -- Only events of people who logged in or left an address are in these two.
      create index idx_events_user on events (site_id, user_id) where user_id is not null;
      create index idx_events_email on events (site_id, (user_hashes->>'email')) where user_hashes->>'email' is not null;

      alter table site_tokens enable row level security;
      create policy site_tokens_app on site_tokens to warp_app
        using (warp_scope() <> 'site' and site_id in (select id from sites));
      create policy site_tokens_system on site_tokens to warp_system using (true) with check (true);
      alter table authorization_codes enable row level security;
      create policy authorization_codes_system on authorization_codes to warp_system using (true) with check (true);
      alter table page_renders enable row level security;
      create policy page_renders_app on page_renders to warp_app using (site_id in (select id from sites));
      create policy page_renders_system on page_renders to warp_system using (true) with check (true);

      grant select on site_tokens, page_renders to warp_app;
      grant select, insert, update, delete on site_tokens, authorization_codes, page_renders to warp_system;
    `);
  }

  override down(): void {
    this.addSql(`
      drop index idx_events_email, idx_events_user;
      drop table page_renders, authorization_codes, site_tokens;
      alter table sites drop column previous_secret_until, drop column previous_secret;
      drop policy sites_token on sites;
      drop function warp_site();
    `);
  }
}
