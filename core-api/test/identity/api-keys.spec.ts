import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Redis } from 'ioredis';
import { ApiKeyUsage } from '../../src/identity/api-keys/api-key-usage.js';
import { KEY_LIMIT } from '../../src/identity/api-keys/api-key-access.js';
import { limiterFor } from '../../src/redis/limiter.js';
import { startTwoProcesses, type Answer, type TwoProcesses } from './two-processes.js';

const KEYS = ['track', 'read', 'read_one_site', 'manage', 'manage_one_site', 'foreign_read'] as const;
type Key = (typeof KEYS)[number];

let both: TwoProcesses;
const keys = {} as Record<Key, { id: string; token: string }>;

beforeAll(async () => {
  both = await startTwoProcesses();
  const { sites } = both.world;
  const make = async (name: Key, scopes: readonly string[], who: 'agency_admin' | 'admin_of_b', siteId?: string): Promise<void> => {
    const body = { name, scopes, ...(siteId === undefined ? {} : { site_id: siteId }) };
    const { json, status } = await both.first.ask('POST', '/api/api-keys', { token: await both.tokenOf(who), body });
    expect(status).toBe(201);
    keys[name] = { id: json['id'] as string, token: json['key'] as string };
  };
  await make('track', ['track'], 'agency_admin');
  await make('read', ['read'], 'agency_admin');
  await make('read_one_site', ['read'], 'agency_admin', sites.assigned);
  await make('manage', ['manage'], 'agency_admin');
  await make('manage_one_site', ['manage'], 'agency_admin', sites.assigned);
  await make('foreign_read', ['read'], 'admin_of_b');
});
afterAll(() => both.stop());

let made = 0;
const fill = (text: string): string => {
  const { sites, agencies, users } = both.world;
  const values: Record<string, string> = { ...sites, ...agencies, ...users, unique: `key-${made++}` };
  return text.replace(/\{(\w+)\}/g, (whole, name: string) => values[name] ?? whole);
};
const ask = (key: Key, method: string, path: string, body?: unknown): Promise<Answer> =>
  both.first.ask(method, fill(path), { token: keys[key].token, ...(body === undefined ? {} : { body: JSON.parse(fill(JSON.stringify(body))) as unknown }) });

const SITE = { name: '{unique}', domain: '{unique}.example' };
const PERSON = { email: '{unique}@example.org', name: 'x', password: 'long enough now' };

/** Columns as in KEYS. Sites `assigned` and `other` are the keys' agency's, `foreign` is another's. */
const MATRIX: readonly [method: string, path: string, body: unknown, statuses: readonly number[]][] = [
  ['GET', '/api/sites', undefined, [403, 200, 200, 200, 200, 200]],
  ['GET', '/api/sites/{assigned}', undefined, [403, 200, 200, 200, 200, 404]],
  ['GET', '/api/sites/{other}', undefined, [403, 200, 404, 200, 404, 404]],
  ['GET', '/api/sites/{foreign}', undefined, [403, 404, 404, 404, 404, 200]],
  ['GET', '/api/sites/{assigned}/destinations', undefined, [403, 200, 200, 200, 200, 404]],
  ['GET', '/api/sites/{foreign}/destinations', undefined, [403, 404, 404, 404, 404, 200]],
  ['GET', '/api/analytics/overview?timezone=UTC', undefined, [403, 200, 200, 403, 403, 200]],
  ['GET', '/api/analytics/sites/{assigned}?timezone=UTC', undefined, [403, 200, 200, 403, 403, 404]],
  ['GET', '/api/analytics/sites/{other}?timezone=UTC', undefined, [403, 200, 404, 403, 403, 404]],
  ['GET', '/api/analytics/events', undefined, [403, 200, 200, 403, 403, 200]],
  ['GET', '/api/analytics/companies', undefined, [403, 200, 200, 403, 403, 200]],
  ['GET', '/api/monitoring/pipeline', undefined, [403, 200, 200, 403, 403, 200]],
  ['GET', '/api/monitoring/destinations', undefined, [403, 200, 200, 403, 403, 200]],
  ['GET', '/api/monitoring/errors', undefined, [403, 200, 200, 403, 403, 200]],
  ['GET', '/api/plugins', undefined, [403, 403, 403, 200, 200, 403]],

  ['POST', '/api/sites', SITE, [403, 403, 403, 201, 403, 403]],
  ['POST', '/api/sites', { ...SITE, agency_id: '{b}' }, [403, 403, 403, 400, 403, 403]],
  ['PUT', '/api/sites/{assigned}', { name: 'assigned' }, [403, 403, 403, 200, 200, 403]],
  ['PUT', '/api/sites/{other}', { name: 'other' }, [403, 403, 403, 200, 404, 403]],
  ['PUT', '/api/sites/{foreign}', { name: 'foreign' }, [403, 403, 403, 404, 404, 403]],
  ['DELETE', '/api/sites/{foreign}', undefined, [403, 403, 403, 404, 404, 403]],
  ['POST', '/api/sites/{assigned}/destinations', { plugin: 'webhook', settings: { url: 'https://hook.example/', secret: 'a long enough secret' } }, [403, 403, 403, 201, 201, 403]],
  ['POST', '/api/sites/{foreign}/destinations', { plugin: 'webhook', settings: { url: 'https://hook.example/', secret: 'a long enough secret' } }, [403, 403, 403, 404, 404, 403]],

  ['GET', '/api/users', undefined, [403, 403, 403, 200, 403, 403]],
  ['GET', '/api/users/{client_user}', undefined, [403, 403, 403, 200, 403, 403]],
  ['POST', '/api/users', { ...PERSON, role: 'client_user' }, [403, 403, 403, 201, 403, 403]],
  ['POST', '/api/users', { ...PERSON, role: 'agency_manager' }, [403, 403, 403, 201, 403, 403]],
  ['POST', '/api/users', { ...PERSON, role: 'agency_admin' }, [403, 403, 403, 403, 403, 403]],
  ['POST', '/api/users', { ...PERSON, role: 'super_admin' }, [403, 403, 403, 403, 403, 403]],
  ['PUT', '/api/users/{client_user}', { name: 'client_user' }, [403, 403, 403, 200, 403, 403]],
  ['PUT', '/api/users/{client_user}', { role: 'agency_admin' }, [403, 403, 403, 403, 403, 403]],
  ['PUT', '/api/users/{agency_admin}', { password: 'long enough now' }, [403, 403, 403, 409, 403, 403]],
  ['DELETE', '/api/users/{agency_admin}', undefined, [403, 403, 403, 403, 403, 403]],
  ['DELETE', '/api/users/{admin_of_b}', undefined, [403, 403, 403, 404, 403, 403]],

  // Closed to every key.
  ['GET', '/api/sites/{assigned}/connection-code', undefined, [403, 403, 403, 403, 403, 403]],
  ['POST', '/api/sites/{assigned}/connection-code', undefined, [403, 403, 403, 403, 403, 403]],
  ['POST', '/api/sites/{assigned}/secret', undefined, [403, 403, 403, 403, 403, 403]],
  ['GET', '/api/sites/{assigned}/connections', undefined, [403, 403, 403, 403, 403, 403]],
  ['GET', '/api/agencies', undefined, [403, 403, 403, 403, 403, 403]],
  ['PUT', '/api/agencies/{a}', { name: 'x' }, [403, 403, 403, 403, 403, 403]],
  ['GET', '/api/api-keys', undefined, [403, 403, 403, 403, 403, 403]],
  ['POST', '/api/api-keys', { name: 'x', scopes: ['manage'] }, [403, 403, 403, 403, 403, 403]],
  ['GET', '/api/auth/me', undefined, [403, 403, 403, 403, 403, 403]],
  ['GET', '/api/auth/sessions', undefined, [403, 403, 403, 403, 403, 403]],
  ['PUT', '/api/auth/password', { current_password: 'correct horse battery', new_password: 'long enough now' }, [403, 403, 403, 403, 403, 403]],
  ['GET', '/api/enrichments', undefined, [403, 403, 403, 403, 403, 403]],
  ['GET', '/api/oauth/authorizations', undefined, [403, 403, 403, 403, 403, 403]],
  ['GET', '/api/dead-letters', undefined, [403, 403, 403, 403, 403, 403]],
];

describe('a key opens what its scopes are for, and sees its own agency or site', () => {
  it.each(MATRIX)('%s %s %j → %j', async (method, path, body, statuses) => {
    const answers: number[] = [];
    for (const key of KEYS) answers.push((await ask(key, method, path, body)).status);
    expect(answers).toEqual(statuses);
  });

  it.each<[Key, string[]]>([
    ['read', ['assigned', 'other']],
    ['read_one_site', ['assigned']],
    ['foreign_read', ['foreign']],
  ])('%s lists the sites %j', async (key, names) => {
    const { items } = (await ask(key, 'GET', '/api/sites?page_size=200')).json as unknown as { items: { name: string; script_id: string }[] };
    expect(items.filter(({ script_id }) => script_id.endsWith('script')).map(({ name }) => name)).toEqual(names);
    expect(items.every(({ name }) => name !== 'foreign' || key === 'foreign_read')).toBe(true);
  });

  it('tells whoever lacks a scope which one it is', async () => {
    expect((await ask('track', 'GET', '/api/sites')).json).toMatchObject({ status: 403, code: 'insufficient_scope', detail: 'The API key needs the scope “read” or “manage”.' });
    expect((await ask('read', 'GET', '/api/api-keys')).json).toMatchObject({ status: 403, code: 'forbidden' });
    expect((await both.first.ask('GET', '/api/sites', { token: `warp_${'x'.repeat(43)}` })).json).toMatchObject({ status: 401, code: 'invalid_api_key' });
  });

  it('takes events with “track” alone', async () => {
    const event = { script_id: 'assignedscript', event_type: 'page_view', page_url: 'https://assigned.example/' };
    const track = (key: Key) => both.first.ask('POST', '/api/track', { token: keys[key].token, body: event });
    expect([(await track('track')).status, (await track('read')).status, (await track('manage')).status]).toEqual([202, 401, 401]);
  });

  it('opens no socket', async () => {
    await expect(both.first.socket(keys.read.token)).rejects.toThrow();
  });
});

describe('what a key does', () => {
  it('is in the audit log as the key’s, in its maker’s name', async () => {
    await ask('manage', 'PUT', '/api/sites/{other}', { name: 'other' });
    const [row] = await both.database.query('select user_id, api_key_id, action from audit_log where api_key_id is not null order by id desc limit 1');
    expect(row).toEqual({ user_id: both.world.users.agency_admin, api_key_id: keys.manage.id, action: 'site.updated' });
  });

  it('is counted by day', async () => {
    const token = await both.tokenOf('agency_admin');
    const used = async (): Promise<number> => {
      await both.first.warp.app.get(ApiKeyUsage, { strict: false }).flush();
      const items = (await both.first.ask('GET', '/api/api-keys', { token })).json['items'] as { id: string; usage: { day: string; requests: number }[] }[];
      return items.find(({ id }) => id === keys.read.id)!.usage.reduce((sum, { requests }) => sum + requests, 0);
    };
    const before = await used();
    for (let n = 0; n < 3; n++) await ask('read', 'GET', '/api/sites');
    expect(await used()).toBe(before + 3);
  });

  it('is limited: beyond it every route answers 429 with Retry-After, in every process, and other keys go on', async () => {
    const redis = new Redis(both.redisUrl);
    await redis.ping();
    await limiterFor(redis, KEY_LIMIT).penalty(keys.read_one_site.id, KEY_LIMIT.points);
    redis.disconnect();
    for (const process of [both.first, both.second]) {
      const answer = await fetch(`${process.url}/api/sites`, { headers: { authorization: `Bearer ${keys.read_one_site.token}` } });
      expect([answer.status, Number(answer.headers.get('retry-after')) > 0, ((await answer.json()) as { code: string }).code]).toEqual([429, true, 'rate_limited']);
    }
    expect((await ask('read', 'GET', '/api/sites')).status).toBe(200);
  });
});

describe('a key whose maker is gone', () => {
  it('goes on reading and manages nothing', async () => {
    const email = `${randomUUID()}@example.org`;
    const token = await both.tokenOf('agency_admin');
    const { json } = await both.first.ask('POST', '/api/users', { token, body: { ...PERSON, email, role: 'agency_admin' } });
    const maker = await both.first.logIn(email, PERSON.password);
    const key = (await both.first.ask('POST', '/api/api-keys', { token: maker.token, body: { name: 'x', scopes: ['read', 'manage'] } })).json['key'] as string;
    expect((await both.first.ask('GET', '/api/users', { token: key })).status).toBe(200);
    expect((await both.first.ask('DELETE', `/api/users/${json['id'] as string}`, { token })).status).toBe(204);
    expect((await both.first.ask('GET', '/api/users', { token: key })).status).toBe(403);
    expect((await both.first.ask('GET', '/api/analytics/overview', { token: key })).status).toBe(200);
  });
});
