import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createWorld, type World } from '../../test/api/world.js';
import { createTestDatabase, type TestDatabase } from '../../test/setup/database.js';
import { principalOfKey } from '../identity/api-keys/api-key-access.js';
import { scopeOf } from '../identity/principal.js';
import { KeyRing } from '../secrets/key-ring.js';
import { poolFor } from './pool.js';
import { SET_SCOPE, scopeParameters, type TenantScope } from './tenant-scope.js';

/** Everybody who may be behind a transaction: people of agency A, a WordPress, API keys of agency A's admin, and nobody. */
const ACTORS = ['super_admin', 'agency_admin', 'agency_manager', 'client_user', 'site_token', 'key_read', 'key_manage', 'key_of_site', 'nobody'] as const;
type Actor = (typeof ACTORS)[number];

const NOBODY: readonly Actor[] = [];
const SUPER: readonly Actor[] = ['super_admin'];
const ADMINS: readonly Actor[] = ['super_admin', 'agency_admin'];
const KEEPERS: readonly Actor[] = ['super_admin', 'agency_admin', 'key_manage'];
/** Whoever changes the site that the manager is assigned to and one key is limited to. */
const EDITORS: readonly Actor[] = ['super_admin', 'agency_admin', 'agency_manager', 'key_manage', 'key_of_site'];
const PEOPLE: readonly Actor[] = ['super_admin', 'agency_admin', 'agency_manager', 'client_user'];
const NAMED: readonly Actor[] = [...PEOPLE, 'key_read', 'key_manage', 'key_of_site'];

/** What is tried, in SQL with no service before it, and by whom it may be done. `:name` stands for an id of the world. */
const MATRIX: readonly [sql: string, may: readonly Actor[]][] = [
  ["insert into agencies (name) values ('new')", SUPER],
  ["update agencies set name = 'renamed' where id = :a", SUPER],
  ["update agencies set name = 'renamed' where id = :b", SUPER],
  ["update agencies set created_at = now() - interval '1 day' where id = :a", NOBODY],
  ['delete from agencies where id = :a', SUPER],
  ['delete from agencies where id = :b', SUPER],

  ["insert into users (agency_id, email, name, role, password_hash) values (:a, 'n@x.example', 'n', 'client_user', 'x')", KEEPERS],
  ["insert into users (agency_id, email, name, role, password_hash) values (:a, 'n@x.example', 'n', 'agency_admin', 'x')", ADMINS],
  ["insert into users (agency_id, email, name, role, password_hash) values (null, 'n@x.example', 'n', 'super_admin', 'x')", SUPER],
  ["insert into users (agency_id, email, name, role, password_hash) values (:b, 'n@x.example', 'n', 'client_user', 'x')", SUPER],
  ["update users set name = 'renamed' where id = :client_user", KEEPERS],
  ["update users set name = 'renamed' where id = :agency_admin", ADMINS],
  ["update users set name = 'renamed' where id = :super_admin", SUPER],
  ["update users set name = 'renamed' where id = :admin_of_b", SUPER],
  ["update users set password_hash = 'x' where id = :client_user", KEEPERS],
  ["update users set password_hash = 'x' where id = warp_user()", NOBODY],
  ["update users set role = 'agency_manager' where id = :client_user", KEEPERS],
  ["update users set role = 'agency_admin' where id = :client_user", ADMINS],
  ["update users set role = 'agency_admin' where id = warp_user() and role not in ('super_admin', 'agency_admin')", NOBODY],
  ["update users set role = 'client_user' where id = warp_user() and role not in ('super_admin', 'client_user')", NOBODY],
  ["update users set role = 'super_admin', agency_id = null where id = :client_user", NOBODY],
  ["update users set role = 'super_admin', agency_id = null where id = warp_user()", NOBODY],
  ['update users set agency_id = :b where id = :client_user', NOBODY],
  ['update users set disabled_at = now() where id = :client_user', KEEPERS],
  ['update users set disabled_at = now() where id = warp_user()', NOBODY],
  ["update users set totp_secret = 'x', totp_enabled_at = null where id = :client_user", NOBODY],
  ['update users set token_version = 0 where id = :client_user', NOBODY],
  ['delete from users where id = :client_user', KEEPERS],
  ['delete from users where id = :admin_of_b', SUPER],
  ['delete from users where id = warp_user()', NOBODY],

  ['insert into user_sites (user_id, site_id) values (:client_user, :other)', KEEPERS],
  ['insert into user_sites (user_id, site_id) values (:client_user, :foreign)', NOBODY],
  ['insert into user_sites (user_id, site_id) values (:admin_of_b, :second_foreign)', SUPER],
  ['insert into user_sites (user_id, site_id) values (:admin_of_b, :other)', NOBODY],
  ['update user_sites set site_id = :other where user_id = :client_user', NOBODY],
  ['delete from user_sites where user_id = :client_user', KEEPERS],
  ['delete from user_sites where user_id = :admin_of_b', SUPER],

  ["insert into sites (agency_id, name, domain, script_id, secret) values (:a, 'n', 'n.example', 'n', 'x')", KEEPERS],
  ["insert into sites (agency_id, name, domain, script_id, secret) values (:b, 'n', 'n.example', 'n', 'x')", SUPER],
  ["update sites set name = 'renamed' where id = :assigned", EDITORS],
  ["update sites set name = 'renamed' where id = :other", KEEPERS],
  ["update sites set name = 'renamed' where id = :foreign", SUPER],
  ['update sites set agency_id = :b where id = :assigned', NOBODY],
  ["update sites set script_id = 'assignedscript2' where id = :assigned", NOBODY],
  ['delete from sites where id = :assigned', KEEPERS],
  ['delete from sites where id = :foreign', SUPER],

  ["insert into destinations (site_id, plugin, name) values (:assigned, 'p', 'n')", EDITORS],
  ["insert into destinations (site_id, plugin, name) values (:other, 'p', 'n')", KEEPERS],
  ["insert into destinations (site_id, plugin, name) values (:foreign, 'p', 'n')", SUPER],
  ["update destinations set name = 'renamed' where site_id = :assigned", EDITORS],
  ["update destinations set name = 'renamed' where site_id = :other", KEEPERS],
  ["update destinations set name = 'renamed' where site_id = :foreign", SUPER],
  ['update destinations set site_id = :other where site_id = :assigned', NOBODY],
  ["update destinations set plugin = 'another' where site_id = :assigned", NOBODY],
  ['delete from destinations where site_id = :assigned', EDITORS],
  ['delete from destinations where site_id = :foreign', SUPER],

  ["insert into oauth_connections (destination_id, tokens, obtained_at) values (:unconnected, 'x', now())", EDITORS],
  ["update oauth_connections set problem = 'x' where destination_id = :connected", EDITORS],
  ["update oauth_connections set problem = 'x' where destination_id = :connected_of_b", SUPER],
  ['update oauth_connections set destination_id = :unconnected where destination_id = :connected', NOBODY],
  ['delete from oauth_connections where destination_id = :connected', EDITORS],
  ['delete from oauth_connections where destination_id = :connected_of_b', SUPER],

  ["insert into api_keys (agency_id, name, prefix, key_hash, scopes, created_by) values (:a, 'n', 'n', 'n', '{read}', warp_user())", ADMINS],
  ["insert into api_keys (agency_id, name, prefix, key_hash, scopes, created_by) values (:b, 'n', 'n', 'n', '{read}', warp_user())", SUPER],
  ["insert into api_keys (agency_id, name, prefix, key_hash, scopes, created_by) values (:a, 'n', 'n', 'n', '{read}', :admin_of_b)", NOBODY],
  ["insert into api_keys (agency_id, name, prefix, key_hash, scopes, created_by) values (:a, 'n', 'n', 'n', '{read}', null)", NOBODY],
  ["insert into api_keys (agency_id, site_id, name, prefix, key_hash, scopes, created_by) values (:a, :foreign, 'n', 'n', 'n', '{read}', warp_user())", NOBODY],
  ['update api_keys set revoked_at = now() where id = :key', ADMINS],
  ['update api_keys set revoked_at = now() where id = :key_of_b', SUPER],
  ['update api_keys set revoked_at = null where id = :revoked', NOBODY],
  ["update api_keys set scopes = '{manage}' where id = :key", NOBODY],
  ['update api_keys set agency_id = :b where id = :key', NOBODY],
  ['delete from api_keys where id = :key', NOBODY],

  ["insert into audit_log (agency_id, user_id, api_key_id, action, target_type) values (:a, warp_user(), warp_key(), 'x', 'x')", NAMED],
  ["insert into audit_log (agency_id, user_id, action, target_type) values (:a, warp_user(), 'x', 'x')", PEOPLE],
  ["insert into audit_log (agency_id, user_id, api_key_id, action, target_type) values (:b, warp_user(), warp_key(), 'x', 'x')", SUPER],
  ["insert into audit_log (agency_id, user_id, api_key_id, action, target_type) values (null, warp_user(), warp_key(), 'x', 'x')", SUPER],
  ["insert into audit_log (agency_id, user_id, action, target_type) values (:a, :admin_of_b, 'x', 'x')", NOBODY],
  ["insert into audit_log (agency_id, user_id, action, target_type) values (:a, null, 'x', 'x')", NOBODY],
  ["insert into audit_log (agency_id, user_id, api_key_id, action, target_type, at) values (:a, warp_user(), warp_key(), 'x', 'x', now() - interval '1 day')", NOBODY],
  ["update audit_log set action = 'y' where agency_id = :a", NOBODY],
  ['delete from audit_log where agency_id = :a', NOBODY],

  ["insert into enrichments (plugin) values ('n')", SUPER],
  ["update enrichments set settings = '{}' where plugin = 'known'", SUPER],
  ["delete from enrichments where plugin = 'known'", NOBODY],
  ["insert into revocations (kind, subject) values ('user', :client_user)", NOBODY],
  ['delete from revocations', NOBODY],
  ['delete from login_sessions', NOBODY],
  ['delete from job_runs', NOBODY],
  ["update job_schedules set catch_up = 'each'", NOBODY],
  ['delete from site_tokens where site_id = :assigned', NOBODY],
  ['delete from events where site_id = :assigned', NOBODY],
];

let database: TestDatabase;
let world: World;
let ids: Readonly<Record<string, string>>;
let scopes: Readonly<Record<Actor, TenantScope>>;
let pool: ReturnType<typeof poolFor>;

beforeAll(async () => {
  database = await createTestDatabase();
  world = await createWorld(database, new KeyRing(`k:${Buffer.alloc(32, 1).toString('base64')}`));
  const { agencies, users, sites } = world;
  const made = async (sql: string, parameters: readonly unknown[]): Promise<string> => (await database.query<{ id: string }>(`${sql} returning id`, parameters))[0]!.id;
  const destination = (site: string, plugin: string) => made("insert into destinations (site_id, plugin, name) values ($1, $2, 'n')", [site, plugin]);
  const key = (agency: string, hash: string, revoked = false) =>
    made("insert into api_keys (agency_id, name, prefix, key_hash, scopes, revoked_at) values ($1, 'n', 'n', $2, '{read}', case when $3 then now() end)", [agency, hash, revoked]);
  ids = {
    ...agencies,
    ...users,
    ...sites,
    second_foreign: await made("insert into sites (agency_id, name, domain, script_id, secret) values ($1, 'f', 'f.example', 'f', 'x')", [agencies.b]),
    connected: await destination(sites.assigned, 'connected'),
    unconnected: await destination(sites.assigned, 'unconnected'),
    of_other: await destination(sites.other, 'connected'),
    connected_of_b: await destination(sites.foreign, 'connected'),
    key: await key(agencies.a, 'a'),
    key_of_b: await key(agencies.b, 'b'),
    revoked: await key(agencies.a, 'c', true),
  };
  await database.query("insert into oauth_connections (destination_id, tokens, obtained_at) values ($1, 'x', now()), ($2, 'x', now())", [ids['connected'], ids['connected_of_b']]);
  await database.query("insert into user_sites (user_id, site_id) values ($1, $2)", [users.admin_of_b, sites.foreign]);
  await database.query("insert into audit_log (agency_id, action, target_type) values ($1, 'x', 'x')", [agencies.a]);
  await database.query("insert into enrichments (plugin) values ('known')");

  const person = (role: 'super_admin' | 'agency_admin' | 'agency_manager' | 'client_user') =>
    scopeOf({ userId: users[role], agencyId: role === 'super_admin' ? null : agencies.a, role });
  const maker = { id: users.agency_admin, role: 'agency_admin', version: 0 } as const;
  const keyScope = (scope: 'read' | 'manage', siteId: string | null) => scopeOf(principalOfKey({ id: ids['key']!, agencyId: agencies.a, siteId, scopes: [scope], maker }));
  scopes = {
    super_admin: person('super_admin'),
    agency_admin: person('agency_admin'),
    agency_manager: person('agency_manager'),
    client_user: person('client_user'),
    site_token: { scope: 'site', siteId: sites.assigned },
    key_read: keyScope('read', null),
    key_manage: keyScope('manage', null),
    key_of_site: keyScope('manage', sites.assigned),
    nobody: { scope: '', userId: '' } as unknown as TenantScope,
  };
  pool = poolFor({ databaseUrl: database.url }, 'warp_app', 2);
});
afterAll(async () => {
  await pool.end();
  await database.drop();
});

/** Whether a statement changes anything, in a transaction that leaves no trace. */
async function writes(actor: Actor, sql: string): Promise<boolean> {
  const filled = sql.replace(/(?<!:):(\w+)/g, (_, name: string) => {
    if (ids[name] === undefined) throw new Error(`There is no ${name}.`);
    return `'${ids[name]}'`;
  });
  const client = await pool.connect();
  try {
    await client.query('begin');
    await client.query(SET_SCOPE, scopeParameters(scopes[actor]));
    const { rowCount } = await client.query(filled);
    return (rowCount ?? 0) > 0;
  } catch (error) {
    // Refused: insufficient_privilege. A wrong column or a violated key would prove nothing.
    expect([sql, (error as { code?: string }).code]).toEqual([sql, '42501']);
    return false;
  } finally {
    await client.query('rollback');
    client.release();
  }
}

describe('with the services’ checks out of the way, the database lets SQL write what its actor may, and no more', () => {
  it.each(MATRIX)('%s: %j', async (sql, may) => {
    const able: Actor[] = [];
    for (const actor of ACTORS) if (await writes(actor, sql)) able.push(actor);
    expect(able).toEqual(ACTORS.filter((actor) => may.includes(actor)));
  });

  it.each(['super_admin', 'agency_admin', 'agency_manager', 'client_user'] as const)('%s writes nothing without the rights in the transaction', async (actor) => {
    const client = await pool.connect();
    try {
      for (const [sql] of MATRIX.filter(([sql]) => /^(insert into|update) (agencies|users|sites|destinations|user_sites)/.test(sql))) {
        await client.query('begin');
        const { writes: _, ...readOnly } = scopes[actor];
        await client.query(SET_SCOPE, scopeParameters(readOnly as TenantScope));
        const written = await client.query(sql.replace(/(?<!:):(\w+)/g, (_whole, name: string) => `'${ids[name]}'`)).then(({ rowCount }) => rowCount, () => 0);
        expect([sql, written]).toEqual([sql, 0]);
        await client.query('rollback');
      }
    } finally {
      client.release();
    }
  });

  it('the people’s role holds rights to write on these tables alone', async () => {
    const rows = await database.query<{ table: string }>(
      `select c.relname as table from pg_class c where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and not c.relispartition
         and (has_any_column_privilege('warp_app', c.oid, 'insert, update') or has_table_privilege('warp_app', c.oid, 'delete, truncate, trigger')) order by 1`,
    );
    expect(rows.map(({ table }) => table)).toEqual([
      'agencies', 'api_keys', 'audit_log', 'destinations', 'enrichments', 'oauth_connections', 'sites', 'user_sites', 'users',
    ]);
  });

  it.each(['password_hash', 'totp_secret'])('the people’s role cannot read %s', async (column) => {
    await expect(pool.query(`select ${column} from users`)).rejects.toThrow('permission denied');
  });
});
