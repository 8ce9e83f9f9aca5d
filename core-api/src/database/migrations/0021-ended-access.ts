import { Migration } from '@mikro-orm/migrations';

/**
 * What ends access tokens before their time, written by triggers in the transaction of its cause: whoever changes a row, in whatever
 * way, cannot forget it. `revocations` is read by every process that checks tokens and is swept when no token of before can be alive.
 */
export class EndedAccess extends Migration {
  override up(): void {
    this.addSql(`
      -- A token names the version it was issued for; an older one than the person's is over.
      alter table users add column token_version integer not null default 0;

      -- One row per log-in: what refresh tokens call their family, and access tokens \`sid\`.
      create table login_sessions (
        id uuid primary key,
        user_id uuid not null references users (id) on delete cascade,
        user_agent varchar(255),
        ip_address inet,
        started_at timestamptz not null default now(),
        last_used_at timestamptz not null default now()
      );
      create index login_sessions_user on login_sessions (user_id);
      insert into login_sessions (id, user_id, started_at, last_used_at)
        select family_id, user_id, min(created_at), max(created_at) from refresh_tokens group by family_id, user_id;
      -- A refresh that runs while its session is ended either comes first and goes with it, or fails.
      alter table refresh_tokens add constraint refresh_tokens_session
        foreign key (family_id) references login_sessions (id) on delete cascade;

      create table revocations (
        id bigint generated always as identity primary key,
        kind varchar(16) not null check (kind in ('user', 'session', 'api_key', 'site_token')),
        subject uuid not null,
        -- Of a user: the version that is still good; null: none is.
        least_version integer,
        -- Readers go on from the oldest transaction that was under way when they read last: ids are given before they are visible.
        tx xid8 not null default pg_current_xact_id(),
        at timestamptz not null default clock_timestamp()
      );
      create index revocations_tx on revocations (tx);

      create table api_key_usage (
        key_id uuid not null references api_keys (id) on delete cascade,
        day date not null,
        requests bigint not null default 0,
        primary key (key_id, day)
      );

      alter table login_sessions enable row level security;
      create policy login_sessions_system on login_sessions to warp_system using (true) with check (true);
      alter table revocations enable row level security;
      create policy revocations_system on revocations to warp_system using (true) with check (true);
      alter table api_key_usage enable row level security;
      create policy api_key_usage_app on api_key_usage for select to warp_app using (key_id in (select id from api_keys));
      create policy api_key_usage_system on api_key_usage to warp_system using (true) with check (true);
      grant select, insert, update, delete on login_sessions to warp_system;
      grant select, delete on revocations to warp_system;
      grant select on api_key_usage to warp_app;
      grant select, insert, update, delete on api_key_usage to warp_system;

      create function warp_count_token_version() returns trigger language plpgsql as $$
      begin
        if (new.role, new.agency_id, new.password_hash) is distinct from (old.role, old.agency_id, old.password_hash)
           or (new.disabled_at is not null and old.disabled_at is null) then
          new.token_version := old.token_version + 1;
        end if;
        return new;
      end $$;
      create trigger users_count_token_version before update on users for each row execute function warp_count_token_version();

      -- These write where the role at work may not, so they run as the owner.
      create function warp_end_user() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
      begin
        if tg_op = 'DELETE' then
          insert into revocations (kind, subject) values ('user', old.id);
          return null;
        end if;
        insert into revocations (kind, subject, least_version) values ('user', new.id, new.token_version);
        -- What they allowed a WordPress and it has not fetched yet.
        update authorization_codes set expires_at = least(expires_at, now()) where user_id = new.id and used_at is null;
        if (new.role, new.password_hash) is distinct from (old.role, old.password_hash) or new.disabled_at is not null then
          -- Who changes their own password keeps the session they do it in; only the log-in, which asked for the old one, can say which it is.
          delete from login_sessions where user_id = new.id and id is distinct from case
            when pg_has_role(session_user, 'warp_system', 'member') then nullif(current_setting('warp.keep_session', true), '')::uuid end;
        end if;
        return null;
      end $$;
      create trigger users_end after update on users for each row when (new.token_version <> old.token_version) execute function warp_end_user();
      create trigger users_end_deleted after delete on users for each row execute function warp_end_user();

      create function warp_end_unassigned() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
      begin
        -- A site that is deleted is out of everybody's sight without it.
        if exists (select from sites where id = old.site_id) then
          update users set token_version = token_version + 1 where id = old.user_id;
        end if;
        return null;
      end $$;
      create trigger user_sites_end after delete on user_sites for each row execute function warp_end_unassigned();

      create function warp_end_row() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
      begin
        insert into revocations (kind, subject) values (tg_argv[0], old.id);
        return null;
      end $$;
      create trigger login_sessions_end after delete on login_sessions for each row execute function warp_end_row('session');
      create trigger api_keys_end after update on api_keys for each row
        when (new.revoked_at is not null and old.revoked_at is null) execute function warp_end_row('api_key');
      create trigger api_keys_end_deleted after delete on api_keys for each row execute function warp_end_row('api_key');
      create trigger site_tokens_end after update on site_tokens for each row
        when (new.revoked_at is not null and old.revoked_at is null) execute function warp_end_row('site_token');
      create trigger site_tokens_end_deleted after delete on site_tokens for each row execute function warp_end_row('site_token');
    `);
  }

  override down(): void {
    this.addSql(`
      drop trigger site_tokens_end_deleted on site_tokens;
      drop trigger site_tokens_end on site_tokens;
      drop trigger api_keys_end_deleted on api_keys;
      drop trigger api_keys_end on api_keys;
      drop trigger user_sites_end on user_sites;
      drop trigger users_end_deleted on users;
      drop trigger users_end on users;
      drop trigger users_count_token_version on users;
      alter table refresh_tokens drop constraint refresh_tokens_session;
      drop table api_key_usage, revocations, login_sessions;
      drop function warp_end_row(), warp_end_unassigned(), warp_end_user(), warp_count_token_version();
      alter table users drop column token_version;
    `);
  }
}
