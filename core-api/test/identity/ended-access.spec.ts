import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { ServicesConfig } from '../../src/config/config.js';
import { RedisConnections } from '../../src/redis/redis.module.js';
import { Revocations } from '../../src/revocations/revocations.js';
import { createTestDatabase } from '../setup/database.js';
import { eventually } from '../setup/eventually.js';
import { type LoggedIn, startTwoProcesses, type TwoProcesses } from './two-processes.js';

const PASSWORD = 'the first password';
/** How long access may go on anywhere. */
const BOUND_MS = 1_000;

let both: TwoProcesses;
beforeAll(async () => {
  both = await startTwoProcesses();
});
afterAll(() => both.stop());

const bound = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, BOUND_MS));
const admin = (method: string, path: string, body?: unknown) => both.tokenOf('super_admin').then((token) => both.first.ask(method, path, { token, body }));

interface Person extends LoggedIn {
  readonly id: string;
  readonly email: string;
  readonly agencyId: string;
}

/** Somebody of an agency without sites, unless it is agency A, who logged in at the first process. */
async function person({ role = 'agency_admin', ofA = false }: { role?: string; ofA?: boolean } = {}): Promise<Person> {
  const email = `${randomUUID()}@example.org`;
  const agencyId = ofA ? both.world.agencies.a : ((await admin('POST', '/api/agencies', { name: 'Agency' })).json['id'] as string);
  const sites = ofA ? { site_ids: [both.world.sites.assigned, both.world.sites.other] } : {};
  const { json } = await admin('POST', '/api/users', { email, name: 'Somebody', role, password: PASSWORD, agency_id: agencyId, ...sites });
  return { id: json['id'] as string, email, agencyId, ...(await both.first.logIn(email, PASSWORD)) };
}

/** What ends access, who did it, and whether the person may come back by their cookie. */
const ENDINGS: readonly [what: string, end: (person: Person) => Promise<{ status: number }>, refreshes: boolean][] = [
  ['is removed', ({ id }) => admin('DELETE', `/api/users/${id}`), false],
  ['is disabled', ({ id }) => admin('PUT', `/api/users/${id}`, { disabled: true }), false],
  ['gets another role', ({ id }) => admin('PUT', `/api/users/${id}`, { role: 'client_user' }), false],
  ['gets a password by an admin', ({ id }) => admin('PUT', `/api/users/${id}`, { password: 'the second password' }), false],
  ['is unassigned from a site', ({ id }) => admin('PUT', `/api/users/${id}`, { site_ids: [both.world.sites.assigned] }), true],
  ['changes their own password', ({ token }) => both.first.ask('PUT', '/api/auth/password', { token, body: { current_password: PASSWORD, new_password: 'the second password' } }), true],
  ['logs out by the cookie', ({ cookie }) => both.first.ask('POST', '/api/auth/logout', { cookie }), false],
  ['logs out by the access token', ({ token }) => both.first.ask('POST', '/api/auth/logout', { token }), false],
  ['logs out everywhere', ({ token }) => both.first.ask('DELETE', '/api/auth/sessions', { token }), false],
  ['loses their agency', ({ agencyId }) => admin('DELETE', `/api/agencies/${agencyId}`, { confirm: 'Agency' }), false],
  ['is disabled in SQL, past every service', ({ id }) => both.database.query('update users set disabled_at = now() where id = $1', [id]).then(() => ({ status: 200 })), false],
];

describe('when somebody', () => {
  it.each(ENDINGS)('%s, their access token and their socket end in both processes', async (what, end, refreshes) => {
    const someone = await person({ role: what.includes('site') ? 'agency_manager' : 'agency_admin', ofA: what.includes('site') });
    const { token, cookie } = someone;
    expect((await both.second.ask('GET', '/api/sites', { token })).status).toBe(200);
    const sockets = [await both.first.socket(token), await both.second.socket(token)];

    expect((await end(someone)).status).toBeLessThan(300);
    if (!what.includes('SQL')) expect((await both.first.ask('GET', '/api/sites', { token })).status).toBe(401);
    await bound();
    for (const process of [both.first, both.second]) {
      expect((await process.ask('GET', '/api/sites', { token })).json).toMatchObject({ status: 401, code: 'invalid_token' });
      await expect(process.socket(token)).rejects.toThrow();
    }
    await eventually(async () => sockets.map(({ connected }) => connected), (connected) => connected.every((is) => !is));
    expect((await both.second.ask('POST', '/api/auth/refresh', { cookie })).status).toBe(refreshes ? 200 : 401);
  });

  it('changes their own password, the session goes on with a new token and every other one ends', async () => {
    const { token, cookie, email } = await person();
    const elsewhere = await both.second.logIn(email, PASSWORD);
    const changed = await both.first.ask('PUT', '/api/auth/password', { token, body: { current_password: PASSWORD, new_password: 'the second password' } });
    expect(changed.json).toMatchObject({ token_type: 'Bearer', expires_in: 900, user: { email } });
    await bound();
    const renewed = changed.json['access_token'] as string;
    expect((await both.second.ask('GET', '/api/sites', { token: renewed })).status).toBe(200);
    expect((await both.second.ask('GET', '/api/sites', { token: elsewhere.token })).status).toBe(401);
    expect((await both.first.ask('POST', '/api/auth/refresh', { cookie: elsewhere.cookie })).status).toBe(401);
    expect((await both.first.ask('POST', '/api/auth/refresh', { cookie })).status).toBe(200);
    await expect(both.first.logIn(email, PASSWORD)).rejects.toThrow('401');
    await both.first.logIn(email, 'the second password');
  });

  it('logs out, their other sessions go on', async () => {
    const { token, email } = await person();
    const elsewhere = await both.first.logIn(email, PASSWORD);
    await both.first.ask('POST', '/api/auth/logout', { token });
    await bound();
    expect((await both.second.ask('GET', '/api/sites', { token: elsewhere.token })).status).toBe(200);
    expect((await both.second.ask('POST', '/api/auth/refresh', { cookie: elsewhere.cookie })).status).toBe(200);
  });

  it('is given one site more, nothing ends', async () => {
    const { id, token } = await person({ role: 'client_user', ofA: true });
    await admin('PUT', `/api/users/${id}`, { site_ids: [both.world.sites.assigned] });
    const { token: next } = await both.first.logIn((await admin('GET', `/api/users/${id}`)).json['email'] as string, PASSWORD);
    await admin('PUT', `/api/users/${id}`, { site_ids: [both.world.sites.assigned, both.world.sites.other], name: 'Renamed' });
    await bound();
    expect((await both.second.ask('GET', `/api/sites/${both.world.sites.other}`, { token: next })).status).toBe(200);
    expect((await both.second.ask('GET', '/api/sites', { token })).status).toBe(401);
  });

  it('is let in again, tokens of before stay over', async () => {
    const { id, token, email } = await person();
    await admin('PUT', `/api/users/${id}`, { disabled: true });
    await admin('PUT', `/api/users/${id}`, { disabled: false });
    const again = await both.second.logIn(email, PASSWORD);
    await bound();
    expect((await both.second.ask('GET', '/api/sites', { token })).status).toBe(401);
    expect((await both.second.ask('GET', '/api/sites', { token: again.token })).status).toBe(200);
  });
});

describe('the process that did not do it', () => {
  it('refuses a revoked API key, for the API and for events', async () => {
    const { json } = await admin('POST', '/api/api-keys', { name: 'Key', scopes: ['track', 'read'], site_id: both.world.sites.assigned });
    const [id, token] = [json['id'] as string, json['key'] as string];
    const track = () => both.second.ask('POST', '/api/track', { token, body: { script_id: 'assignedscript', event_type: 'page_view', page_url: 'https://assigned.example/' } });
    const read = () => both.second.ask('GET', '/api/sites', { token });
    expect([(await track()).status, (await read()).status]).toEqual([202, 200]);
    expect((await admin('DELETE', `/api/api-keys/${id}`)).status).toBe(204);
    await bound();
    expect((await read()).json).toMatchObject({ status: 401, code: 'invalid_api_key' });
    expect((await eventually(track, ({ status }) => status !== 202, 5_000)).json).toMatchObject({ status: 401, code: 'invalid_api_key' });
  });

  it('refuses a revoked token of a site', async () => {
    const siteId = both.world.sites.assigned;
    const { json } = await admin('POST', `/api/sites/${siteId}/connection-code`);
    const { token } = JSON.parse(Buffer.from(String(json['code']).replace(/^\w+:|^warp_/, ''), 'base64url').toString()) as { token: string };
    const read = () => both.second.ask('GET', '/api/site', { token });
    expect((await read()).status).toBe(200);
    const connections = (await admin('GET', `/api/sites/${siteId}/connections`)).json['items'] as { id: string }[];
    expect((await admin('DELETE', `/api/sites/${siteId}/connections/${connections[0]!.id}`)).status).toBe(204);
    await bound();
    expect((await read()).json).toMatchObject({ status: 401, code: 'invalid_site_token' });
  });

  it('takes the rights from a key whose maker was demoted, and leaves it what is not theirs', async () => {
    const maker = await person();
    const { json } = await both.first.ask('POST', '/api/api-keys', { token: maker.token, body: { name: 'Key', scopes: ['read', 'manage'] } });
    const token = json['key'] as string;
    const create = () => both.second.ask('POST', '/api/users', { token, body: { email: `${randomUUID()}@example.org`, name: 'x', role: 'client_user', password: 'long enough now' } });
    expect((await create()).status).toBe(201);
    await admin('PUT', `/api/users/${maker.id}`, { role: 'agency_manager' });
    await bound();
    expect((await create()).status).toBe(403);
    expect((await both.second.ask('GET', '/api/sites', { token })).status).toBe(200);
  });
});

describe('an access token', () => {
  it('passes nowhere but where it is meant to', async () => {
    const token = await both.tokenOf('super_admin');
    const [header, payload] = token.split('.').slice(0, 2).map((part) => JSON.parse(Buffer.from(part, 'base64url').toString()) as Record<string, unknown>);
    expect(header).toEqual({ alg: 'HS256', typ: 'at+jwt' });
    expect(payload).toMatchObject({ iss: 'warp', aud: 'warp-api', sub: both.world.users.super_admin, sid: expect.stringMatching(/^[\da-f-]{36}$/), ver: 0 });
  });
});

describe('what a process knows', () => {
  const start = async (databaseUrl: string): Promise<{ revocations: Revocations; stop: () => Promise<void> }> => {
    const config = { databaseUrl, redisUrl: both.redisUrl } as ServicesConfig;
    const redis = new RedisConnections(config);
    const revocations = new Revocations(config, redis);
    await revocations.onModuleInit();
    return {
      revocations,
      stop: async () => {
        await revocations.onApplicationShutdown();
        redis.onApplicationShutdown();
      },
    };
  };

  it('begins with what ended before it started, as long as tokens of then may live', async () => {
    const [lately, long] = [randomUUID(), randomUUID()];
    await both.database.query(`insert into revocations (kind, subject, at) values ('session', $1, now() - interval '14 minutes'), ('session', $2, now() - interval '2 hours')`, [lately, long]);
    const { revocations, stop } = await start(both.database.url);
    expect([revocations.has('session', lately), revocations.has('session', long)]).toEqual([true, false]);
    await stop();
  });

  it('misses none whose transaction took its number first and committed last', async () => {
    const { revocations, stop } = await start(both.database.url);
    const [slow, fast] = [randomUUID(), randomUUID()];
    const committed = both.database.query(`insert into revocations (kind, subject) select 'session', $1 from pg_sleep(1.5)`, [slow]);
    await new Promise((resolve) => setTimeout(resolve, 300));
    await both.database.query(`insert into revocations (kind, subject) values ('session', $1)`, [fast]);
    await eventually(async () => revocations.has('session', fast), (known) => known);
    expect(revocations.has('session', slow)).toBe(false);
    await committed;
    await eventually(async () => revocations.has('session', slow), (known) => known);
    await stop();
  });

  it('lets nobody in once it is older than a second and PostgreSQL does not answer, and goes on by itself', async () => {
    const own = await createTestDatabase();
    const name = new URL(own.url).pathname.slice(1);
    const { revocations, stop } = await start(own.url);
    await revocations.ensureCurrent();
    await both.database.query(`alter database ${name} allow_connections false`);
    await both.database.query('select pg_terminate_backend(pid) from pg_stat_activity where datname = $1', [name]);
    await bound();
    await expect(revocations.ensureCurrent()).rejects.toMatchObject({ status: 503, code: 'database_unavailable' });
    expect(revocations.isCurrent()).toBe(false);
    await both.database.query(`alter database ${name} allow_connections true`);
    await revocations.ensureCurrent();
    expect(revocations.isCurrent()).toBe(true);
    await stop();
    await own.drop();
  });
});

describe('without Redis', () => {
  it('access ends all the same, within the same second', async () => {
    const { id, token } = await person();
    const token2 = await both.tokenOf('super_admin');
    const socket = await both.second.socket(token);
    await both.stopRedis();
    expect((await both.first.ask('PUT', `/api/users/${id}`, { token: token2, body: { disabled: true } })).status).toBe(200);
    await bound();
    expect((await both.second.ask('GET', '/api/sites', { token })).status).toBe(401);
    await eventually(async () => socket.connected, (connected) => !connected);
  });
});
