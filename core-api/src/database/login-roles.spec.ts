import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { createTestDatabase, type TestDatabase } from '../../test/setup/database.js';
import { DatabaseAccessError, ensureLoginRoles, loginUrl, WORK_ROLES, type WorkRole } from './login-roles.js';
import { migrate } from './migrate.js';
import { poolFor } from './pool.js';

let database: TestDatabase;
/** Names of roles are the cluster's. */
const mark = randomBytes(4).toString('hex');
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

const asUser = (name: string, password: string, base = database.url): string => {
  const url = new URL(base);
  url.username = name;
  url.password = password;
  return url.href;
};
const codeOf = (work: Promise<unknown>): Promise<string | undefined> => work.then(() => undefined, (error: { code?: string }) => error.code);

describe('a connection of a pool', () => {
  const withClient = async (role: WorkRole, work: (client: pg.PoolClient) => Promise<void>): Promise<void> => {
    const pool = poolFor({ databaseUrl: database.url }, role, 1);
    const client = await pool.connect();
    try {
      await work(client);
    } finally {
      client.release(true);
      await pool.end();
    }
  };
  const whoIs = async (client: pg.PoolClient): Promise<{ now: string; login: string }> =>
    (await client.query<{ now: string; login: string }>('select current_user::text as now, session_user::text as login')).rows[0]!;

  it.each(WORK_ROLES)('works as %s and logged in as neither the owner nor a superuser', async (role) => {
    await withClient(role, async (client) => {
      const { now, login } = await whoIs(client);
      expect(now).toBe(role);
      expect(login).toMatch(new RegExp(`^${role}_login_`));
      const { rows } = await client.query('select rolsuper, rolcreaterole, rolcreatedb, rolbypassrls, rolinherit from pg_roles where rolname = session_user');
      expect(rows).toEqual([{ rolsuper: false, rolcreaterole: false, rolcreatedb: false, rolbypassrls: false, rolinherit: false }]);
    });
  });

  it.each([
    ['warp_app', 'warp_system'],
    ['warp_system', 'warp_app'],
  ] as const)('%s gets no further by any way out of its role', async (role, other) => {
    await withClient(role, async (client) => {
      await client.query('reset role');
      expect((await whoIs(client)).now).toBe(role);
      for (const sql of [
        'set role warp',
        `set role ${other}`,
        'set session authorization warp',
        "select set_config('role', 'warp', false)",
        "select set_config('session_authorization', 'warp', false)",
        'alter table users disable row level security',
        'drop policy users_app on users',
        'create table mine (id int)',
        `create function public.mine() returns int language sql as 'select 1'`,
        'alter role warp_app superuser',
      ])
        expect([sql, await codeOf(client.query(sql))]).toEqual([sql, '42501']);
      await client.query('reset session authorization');
      expect((await whoIs(client)).login).toMatch(/_login_/);
      // Out of its role it is a log-in that holds nothing.
      await client.query('set role none');
      for (const table of ['users', 'sites', 'events', 'refresh_tokens']) expect(await codeOf(client.query(`select 1 from ${table}`))).toBe('42501');
    });
  });
});

describe('making the log-ins', () => {
  it('several processes at once make them once, and an owner’s new password gives them a new one', async () => {
    const owner = `owner_${mark}`;
    await database.query(`create role ${owner} login superuser password 'first'`);
    const first = { databaseUrl: asUser(owner, 'first') };
    await Promise.all([ensureLoginRoles(first), ensureLoginRoles(first), ensureLoginRoles(first)]);
    await database.query(`alter role ${owner} password 'second'`);
    const second = { databaseUrl: asUser(owner, 'second') };
    expect(loginUrl(second, 'warp_app')).not.toBe(loginUrl(first, 'warp_app'));
    await ensureLoginRoles(second);
    expect(await codeOf(connect(loginUrl(second, 'warp_app')))).toBeUndefined();
    expect(await codeOf(connect(loginUrl(first, 'warp_app')))).toBe('28P01');
  });

  it('an owner who may create roles, and is no superuser, migrates an empty database and makes them', async () => {
    const owner = `creator_${mark}`;
    await database.query(`create role ${owner} login createrole password 'pw'`);
    await database.query(`grant warp_app, warp_system to ${owner} with admin option`);
    await database.query(`create database db_${mark} owner ${owner}`);
    const url = asUser(owner, 'pw').replace(/\/[^/]+$/, `/db_${mark}`);
    await migrate(url);
    await ensureLoginRoles({ databaseUrl: url });
    const pool = poolFor({ databaseUrl: url }, 'warp_app', 1);
    expect((await pool.query('select count(*)::int as n from sites')).rows).toEqual([{ n: 0 }]);
    await pool.end();
    await database.query(`drop database db_${mark} with (force)`);
  });

  it('says what to do when the owner may not create roles, and never a password', async () => {
    const owner = `plain_${mark}`;
    await database.query(`create role ${owner} login password 'a secret'`);
    const failure = await ensureLoginRoles({ databaseUrl: asUser(owner, 'a secret') }).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(DatabaseAccessError);
    expect((failure as Error).message).toMatch(/permission denied to create role.*DATABASE_APP_URL and DATABASE_SYSTEM_URL: docs\/database.md/);
    expect((failure as Error).message).not.toContain('a secret');
  });

  it('takes log-ins that an operator made, and no other ones', async () => {
    for (const role of WORK_ROLES) {
      await database.query(`create role mine_${role}_${mark} login noinherit password 'pw'`);
      await database.query(`grant ${role} to mine_${role}_${mark}`);
    }
    const given = { databaseUrl: database.url, databaseAppUrl: asUser(`mine_warp_app_${mark}`, 'pw'), databaseSystemUrl: asUser(`mine_warp_system_${mark}`, 'pw') };
    await ensureLoginRoles(given);
    const pool = poolFor(given, 'warp_app', 1);
    expect((await pool.query('select session_user::text as login, current_user::text as now')).rows).toEqual([{ login: `mine_warp_app_${mark}`, now: 'warp_app' }]);
    await pool.end();

    const messages: string[] = [];
    await database.query(`create role both_${mark} login password 'pw' in role warp_app, warp_system`);
    for (const url of [database.url, asUser(`both_${mark}`, 'pw'), asUser(`mine_warp_system_${mark}`, 'pw'), asUser(`mine_warp_app_${mark}`, 'wrong')])
      messages.push(await ensureLoginRoles({ ...given, databaseAppUrl: url }).then(() => 'taken', (error: Error) => error.message));
    expect(messages).toEqual([
      expect.stringMatching(/^DATABASE_APP_URL: the log-in for warp_app is a superuser/),
      expect.stringMatching(/^DATABASE_APP_URL: the log-in for warp_app may also become warp_system/),
      expect.stringMatching(/^DATABASE_APP_URL: the log-in for warp_app does not work \(.*permission denied to set role "warp_app"/),
      expect.stringMatching(/^DATABASE_APP_URL: the log-in for warp_app does not work \(password authentication failed/),
    ]);
  });
});

async function connect(connectionString: string): Promise<void> {
  const client = new pg.Client({ connectionString });
  await client.connect();
  await client.end();
}
