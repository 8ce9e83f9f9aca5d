import { Migration } from '@mikro-orm/migrations';

/**
 * Row-level security for writes. Beside what a transaction sees (`warp.scope`) it says what it may do: `warp.rights`, a comma list out of
 * the table of the roles' rights, and `warp.roles`, the roles it may give and keep. Without them it only reads.
 *
 * The policies are restrictive: they narrow what the permissive ones, which decide about sight, let through.
 */
export class WritesByRight extends Migration {
  override up(): void {
    this.addSql(`
      create function warp_may(needed text) returns boolean language sql stable parallel safe
        return coalesce(needed = any (string_to_array(nullif(current_setting('warp.rights', true), ''), ',')), false);
      create function warp_keeps(role text) returns boolean language sql stable parallel safe
        return coalesce(role = any (string_to_array(nullif(current_setting('warp.roles', true), ''), ',')), false);
      create function warp_key() returns uuid language sql stable parallel safe
        return nullif(current_setting('warp.key_id', true), '')::uuid;

      -- Policies of user_sites that asked sites would call each other.
      create function warp_same_agency(of_user uuid, of_site uuid) returns boolean
        language sql stable security definer set search_path = public, pg_temp
        as 'select exists (select from users u join sites s on s.agency_id = u.agency_id where u.id = of_user and s.id = of_site)';

      -- Columns that stay as they are once a row is made. After the write, so that a policy's own refusal comes first.
      create function warp_stays() returns trigger language plpgsql as $$
      declare name text;
      begin
        foreach name in array tg_argv loop
          if to_jsonb(new) -> name is distinct from to_jsonb(old) -> name then
            raise insufficient_privilege using message = format('%s.%s stays as it is', tg_table_name, name);
          end if;
        end loop;
        return null;
      end $$;

      create policy agencies_insert on agencies as restrictive for insert to warp_app with check (warp_scope() = 'all' and warp_may('agencies.write'));
      create policy agencies_update on agencies as restrictive for update to warp_app using (warp_scope() = 'all' and warp_may('agencies.write'));
      create policy agencies_delete on agencies as restrictive for delete to warp_app using (warp_scope() = 'all' and warp_may('agencies.write'));
      create trigger agencies_stay after update on agencies for each row when (current_user = 'warp_app') execute function warp_stays('id', 'created_at');

      create policy users_insert on users as restrictive for insert to warp_app with check (warp_may('users.write') and warp_keeps(role));
      create policy users_update on users as restrictive for update to warp_app using (warp_may('users.write') and warp_keeps(role));
      create policy users_delete on users as restrictive for delete to warp_app
        using (warp_may('users.write') and warp_keeps(role) and id is distinct from warp_user());
      create trigger users_stay after update on users for each row when (current_user = 'warp_app') execute function warp_stays('id', 'agency_id', 'created_at');
      -- Another admin does it, or, with the password there is, the log-in.
      create trigger users_stay_themselves after update on users for each row
        when (current_user = 'warp_app' and old.id = warp_user()) execute function warp_stays('role', 'disabled_at', 'password_hash');
      -- Hashes and second factors are for the log-in, which is the machinery's.
      revoke select, update on users from warp_app;
      grant select (id, agency_id, email, name, role, totp_enabled_at, disabled_at, last_login_at, token_version, created_at, updated_at) on users to warp_app;
      grant update (email, name, role, password_hash, disabled_at, updated_at) on users to warp_app;

      create policy user_sites_insert on user_sites as restrictive for insert to warp_app with check (
        warp_may('users.write') and user_id in (select id from users where warp_keeps(role)) and warp_same_agency(user_id, site_id));
      create policy user_sites_delete on user_sites as restrictive for delete to warp_app using (
        warp_may('users.write') and user_id in (select id from users where warp_keeps(role)));
      revoke update on user_sites from warp_app;

      -- The holder of an API key that is limited to one site; what it may do there the others say.
      create policy sites_key on sites for update to warp_app using (warp_scope() = 'site' and id = warp_site());
      create policy sites_insert on sites as restrictive for insert to warp_app with check (warp_may('sites.create'));
      create policy sites_update on sites as restrictive for update to warp_app using (warp_may('sites.write'));
      create policy sites_delete on sites as restrictive for delete to warp_app using (warp_may('sites.delete'));
      create trigger sites_stay after update on sites for each row when (current_user = 'warp_app')
        execute function warp_stays('id', 'agency_id', 'script_id', 'created_at');

      create policy destinations_insert on destinations as restrictive for insert to warp_app with check (warp_may('destinations.write'));
      create policy destinations_update on destinations as restrictive for update to warp_app using (warp_may('destinations.write'));
      create policy destinations_delete on destinations as restrictive for delete to warp_app using (warp_may('destinations.write'));
      create trigger destinations_stay after update on destinations for each row when (current_user = 'warp_app')
        execute function warp_stays('id', 'site_id', 'plugin', 'created_at');

      create policy oauth_connections_insert on oauth_connections as restrictive for insert to warp_app with check (warp_may('destinations.write'));
      create policy oauth_connections_update on oauth_connections as restrictive for update to warp_app using (warp_may('destinations.write'));
      create policy oauth_connections_delete on oauth_connections as restrictive for delete to warp_app using (warp_may('destinations.write'));
      create trigger oauth_connections_stay after update on oauth_connections for each row when (current_user = 'warp_app')
        execute function warp_stays('destination_id');

      create policy api_keys_insert on api_keys as restrictive for insert to warp_app with check (
        warp_may('keys.write') and created_by = warp_user() and revoked_at is null
        and (site_id is null or exists (select from sites s where s.id = site_id and s.agency_id = api_keys.agency_id)));
      create policy api_keys_update on api_keys as restrictive for update to warp_app
        using (warp_may('keys.write') and revoked_at is null) with check (warp_may('keys.write') and revoked_at is not null);
      revoke update, delete on api_keys from warp_app;
      grant update (revoked_at) on api_keys to warp_app;

      create policy enrichments_insert on enrichments as restrictive for insert to warp_app with check (warp_may('system.write'));
      create policy enrichments_update on enrichments as restrictive for update to warp_app using (warp_may('system.write'));

      -- In one's own name, about one's own agency, at the time it is.
      alter table audit_log add column api_key_id uuid;
      create policy audit_log_insert on audit_log as restrictive for insert to warp_app with check (
        api_key_id is not distinct from warp_key()
        and (warp_scope() = 'all'
             or (warp_scope() in ('agency', 'sites') and agency_id = warp_agency())
             or (warp_scope() = 'site' and agency_id in (select agency_id from sites))));
      revoke insert on audit_log from warp_app;
      grant insert (agency_id, user_id, api_key_id, action, target_type, target_id, details) on audit_log to warp_app;
    `);
  }

  override down(): void {
    this.addSql(`
      revoke insert on audit_log from warp_app;
      grant insert on audit_log to warp_app;
      drop policy audit_log_insert on audit_log;
      alter table audit_log drop column api_key_id;

      drop policy enrichments_update on enrichments;
      drop policy enrichments_insert on enrichments;

      revoke update on api_keys from warp_app;
      grant update, delete on api_keys to warp_app;
      drop policy api_keys_update on api_keys;
      drop policy api_keys_insert on api_keys;

      drop trigger oauth_connections_stay on oauth_connections;
      drop policy oauth_connections_delete on oauth_connections;
      drop policy oauth_connections_update on oauth_connections;
      drop policy oauth_connections_insert on oauth_connections;

      drop trigger destinations_stay on destinations;
      drop policy destinations_delete on destinations;
      drop policy destinations_update on destinations;
      drop policy destinations_insert on destinations;

      drop trigger sites_stay on sites;
      drop policy sites_delete on sites;
      drop policy sites_update on sites;
      drop policy sites_insert on sites;
      drop policy sites_key on sites;

      grant update on user_sites to warp_app;
      drop policy user_sites_delete on user_sites;
      drop policy user_sites_insert on user_sites;

      revoke select, update on users from warp_app;
      revoke select (id, agency_id, email, name, role, totp_enabled_at, disabled_at, last_login_at, token_version, created_at, updated_at) on users from warp_app;
      revoke update (email, name, role, password_hash, disabled_at, updated_at) on users from warp_app;
      grant select, update on users to warp_app;
      drop trigger users_stay_themselves on users;
      drop trigger users_stay on users;
      drop policy users_delete on users;
      drop policy users_update on users;
      drop policy users_insert on users;

      drop trigger agencies_stay on agencies;
      drop policy agencies_delete on agencies;
      drop policy agencies_update on agencies;
      drop policy agencies_insert on agencies;

      drop function warp_stays(), warp_same_agency(uuid, uuid), warp_key(), warp_keeps(text), warp_may(text);
    `);
  }
}
