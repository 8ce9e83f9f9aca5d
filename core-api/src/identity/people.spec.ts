import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { SystemDatabase } from '../database/system-database.js';
import { createTestDatabase } from '../../test/setup/database.js';
import { startTestApi, type TestApi } from '../../test/api/test-api.js';
import type { Who } from '../../test/api/world.js';
import { ApiKeys } from './api-keys/api-keys.js';
import { ensureFirstAdmin } from './first-admin.js';
import { passwordMatches } from './passwords.js';

let api: TestApi;
beforeAll(async () => {
  api = await startTestApi();
});
afterAll(() => api.stop());

const as = 'agency_admin' as const;
const request = (method: 'GET' | 'POST' | 'PUT' | 'DELETE', url: string, body?: unknown, who: Who = as) =>
  api.request(method, url, { as: who, ...(body === undefined ? {} : { body }) });
const newUser = { email: 'New@Example.org', name: 'New', role: 'client_user', password: 'a first password' };

interface Made {
  readonly id: string;
}

describe('a person made by an agency admin', () => {
  it('belongs to the agency, sees the sites assigned, and nothing shows the password', async () => {
    const { assigned, other, foreign } = api.world.sites;
    const answer = await request('POST', '/api/users', { ...newUser, site_ids: [other] });
    expect(answer.json).toMatchObject({
      email: 'new@example.org',
      agency_id: api.world.agencies.a,
      site_ids: [other],
      disabled: false,
    });
    expect(answer.text).not.toMatch(/password|argon2/);
    const { id } = answer.json as Made;
    const widened = await request('PUT', `/api/users/${id}`, { site_ids: [assigned, other] });
    expect((widened.json as { site_ids: string[] }).site_ids.sort()).toEqual([assigned, other].sort());
    expect((await request('PUT', `/api/users/${id}`, { site_ids: [foreign] })).json).toMatchObject({
      status: 400,
      errors: [{ field: 'site_ids', rule: 'exists' }],
    });
  });

  it('cannot take an address somebody has, in any case', async () => {
    const answer = await request('POST', '/api/users', { ...newUser, email: 'CLIENT_USER@example.org' });
    expect([answer.status, answer.json]).toEqual([409, expect.objectContaining({ code: 'email_taken' })]);
  });

  it('loses every session with a new password, and logs in with it', async () => {
    const email = 'changing@example.org';
    const { id } = (await request('POST', '/api/users', { ...newUser, email })).json as Made;
    const logIn = (password: string) => api.request('POST', '/api/auth/login', { body: { email, password } });
    const cookie = String((await logIn(newUser.password)).headers['set-cookie']).split(';')[0]!;
    await request('PUT', `/api/users/${id}`, { password: 'a second password' });
    expect((await api.request('POST', '/api/auth/refresh', { headers: { cookie } })).status).toBe(401);
    expect((await logIn(newUser.password)).status).toBe(401);
    expect((await logIn('a second password')).status).toBe(200);
  });
});

describe('an admin', () => {
  it.each([
    ['delete', 'DELETE', undefined],
    ['disable', 'PUT', { disabled: true }],
    ['demote', 'PUT', { role: 'client_user' }],
  ] as const)('does not %s their own account', async (_, method, body) => {
    const answer = await request(method, `/api/users/${api.world.users.agency_admin}`, body);
    expect([answer.status, answer.json]).toEqual([409, expect.objectContaining({ code: 'own_account' })]);
  });

  it('does not delete an agency by accident: its name is asked for', async () => {
    const answer = await request('DELETE', `/api/agencies/${api.world.agencies.a}`, undefined, 'super_admin');
    expect([answer.status, answer.json]).toEqual([400, expect.objectContaining({ errors: [expect.objectContaining({ field: 'confirm', rule: 'required' })] })]);
  });
});

describe('an API key', () => {
  it('is shown once, works for its scopes, and ends when it is revoked', async () => {
    const siteId = api.world.sites.assigned;
    const answer = await request('POST', '/api/api-keys', { name: 'Shop server', scopes: ['track'], site_id: siteId });
    const { id, key } = answer.json as { id: string; key: string };
    expect(key).toMatch(/^warp_[\w-]{43}$/);
    const keys = api.app.get(ApiKeys);
    expect(await keys.verify(key, 'track')).toEqual({ agencyId: api.world.agencies.a, siteId });
    expect(await keys.verify(key, 'read')).toBeUndefined();
    expect(await keys.verify(`${key.slice(0, -1)}${key.endsWith('A') ? 'B' : 'A'}`, 'track')).toBeUndefined();

    const listed = await request('GET', '/api/api-keys');
    expect(listed.text).not.toContain(key);
    expect(listed.json).toMatchObject({ items: [{ id, masked: `${key.slice(0, 12)}…`, revoked_at: null }] });
    expect(
      (await api.database.query<{ text: string }>('select k::text as text from api_keys k'))[0]!.text,
    ).not.toContain(key);

    expect((await request('DELETE', `/api/api-keys/${id}`)).status).toBe(204);
    expect(await keys.verify(key, 'track')).toBeUndefined();
  });

  it('cannot be made for another agency’s site, nor revoked by its admin', async () => {
    const foreign = await request('POST', '/api/api-keys', {
      name: 'x',
      scopes: ['track'],
      site_id: api.world.sites.foreign,
    });
    expect(foreign.json).toMatchObject({ status: 400, errors: [{ field: 'site_id', rule: 'exists' }] });
    const { id } = (await request('POST', '/api/api-keys', { name: 'x', scopes: ['read'] })).json as Made;
    expect((await request('DELETE', `/api/api-keys/${id}`, undefined, 'admin_of_b')).status).toBe(404);
  });
});

describe('the first super admin', () => {
  it('is made once when there is nobody, with a password that is generated unless given', async () => {
    const empty = await createTestDatabase();
    const system = new SystemDatabase({ databaseUrl: empty.url });
    const config = { adminEmail: 'Admin@Warp.local' };
    const made = await Promise.all([ensureFirstAdmin(system, config), ensureFirstAdmin(system, config)]);
    const [admin, ...more] = made.filter((result) => result !== undefined);
    expect(more).toEqual([]);
    const rows = await empty.query<{ email: string; role: string; password_hash: string }>(
      'select email, role, password_hash from users',
    );
    expect(rows).toEqual([
      { email: 'admin@warp.local', role: 'super_admin', password_hash: expect.stringMatching(/^\$argon2id\$/) },
    ]);
    expect(await passwordMatches(rows[0]!.password_hash, admin!.generatedPassword!)).toBe(true);
    await system.onApplicationShutdown();
    await empty.drop();
  });
});
