import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { startTestApi, type TestApi } from '../../test/api/test-api.js';
import { emailOf, PASSWORD } from '../../test/api/world.js';
import { TenantDatabase } from '../database/tenant-database.js';
import { LoginSessions } from './login-sessions.js';
import { scopeOf } from './principal.js';

let api: TestApi;
let sessions: LoginSessions;
let userId: string;
beforeAll(async () => {
  api = await startTestApi();
  sessions = api.app.get(LoginSessions, { strict: false });
  userId = api.world.users.agency_manager;
});
afterAll(() => api.stop());

const device = { ip: '192.0.2.1', userAgent: 'test' };
let version: number;
beforeEach(async () => {
  const [row] = await api.database.query<{ token_version: number }>('select token_version from users where id = $1', [userId]);
  version = row!.token_version;
});
const start = async (): Promise<string> => (await sessions.start({ id: userId, tokenVersion: version }, device))!.token;
const works = (token: string): Promise<boolean> => sessions.rotate(token).then(() => true, () => false);

describe('a session that is used while it is ended', () => {
  it('leaves no token that works, whichever comes first', async () => {
    for (let round = 0; round < 20; round++) {
      const token = await start();
      const [rotated] = await Promise.all([sessions.rotate(token).catch(() => undefined), sessions.endAll(userId)]);
      if (rotated !== undefined) expect(await works(rotated.token)).toBe(false);
      expect(await api.database.query('select 1 from refresh_tokens where user_id = $1', [userId])).toEqual([]);
    }
  });

  it('leaves none when a new password is set at that moment', async () => {
    for (let round = 0; round < 10; round++) {
      const [{ token_version }] = (await api.database.query<{ token_version: number }>('select token_version from users where id = $1', [userId])) as [{ token_version: number }];
      const token = (await sessions.start({ id: userId, tokenVersion: token_version }, device))!.token;
      const [rotated, begun] = await Promise.all([
        sessions.rotate(token).catch(() => undefined),
        // Somebody who had proved the old password when the new one came.
        sessions.start({ id: userId, tokenVersion: token_version }, device),
        api.database.query('update users set password_hash = password_hash || $2 where id = $1', [userId, String(round)]),
      ]);
      for (const left of [rotated, begun]) if (left !== undefined) expect(await works(left.token)).toBe(false);
    }
  });
});

it('nobody but the log-in itself can keep a session over a new password', async () => {
  const { agencies, users } = api.world;
  const { sessionId } = (await sessions.start({ id: userId, tokenVersion: version }, device))!;
  const admin = scopeOf({ userId: users.agency_admin, agencyId: agencies.a, role: 'agency_admin' });
  await api.app.get(TenantDatabase).sql(admin, async (client) => {
    await client.query("select set_config('warp.keep_session', $1, true)", [sessionId]);
    await client.query("update users set password_hash = 'another' where id = $1", [userId]);
  });
  expect(await api.database.query('select 1 from login_sessions where user_id = $1', [userId])).toEqual([]);
});

describe('a log-in that was proved before something changed', () => {
  it.each([
    ['a new password', "update users set password_hash = password_hash || 'x' where id = $1"],
    ['a new role', "update users set role = 'client_user' where id = $1"],
    ['disabling', 'update users set disabled_at = now() where id = $1'],
  ])('does not open a session after %s', async (_, sql) => {
    await api.database.query(sql, [userId]);
    expect(await sessions.start({ id: userId, tokenVersion: version }, device)).toBeUndefined();
    await api.database.query('update users set disabled_at = null where id = $1', [userId]);
  });

  it('of a WordPress that was allowed by somebody who is disabled meanwhile, gives no token', async () => {
    const { world, database } = api;
    await database.query(
      `insert into authorization_codes (code_hash, site_id, user_id, redirect_uri, code_challenge, scopes, expires_at)
       values ('code', $1, $2, 'https://assigned.example/wp-admin/', 'challenge', '{read}', now() + interval '60 seconds')`,
      [world.sites.assigned, world.users.agency_admin],
    );
    await database.query('update users set disabled_at = now() where id = $1', [world.users.agency_admin]);
    expect(await database.query('select expires_at <= now() as over from authorization_codes')).toEqual([{ over: true }]);
  });
});

it('stores where a session began, and nothing of an address that is none', async () => {
  const body = { email: emailOf('client_user'), password: PASSWORD };
  await api.request('POST', '/api/auth/login', { body, headers: { 'x-forwarded-for': 'unknown', 'user-agent': `A${'x'.repeat(1_000)}` } });
  const [row] = await api.database.query<{ ip_address: string | null; length: number }>(
    'select ip_address, length(user_agent) as length from login_sessions where user_id = $1 order by started_at desc limit 1',
    [api.world.users.client_user],
  );
  expect(row).toEqual({ ip_address: null, length: 255 });
});
