import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { SiteDirectory, signingKeysOf } from '../../src/site-directory/site-directory.js';
import { startTestApi, type TestApi } from './test-api.js';

const as = 'agency_manager' as const;
const HOUR_MS = 3_600_000;

let api: TestApi;
let site: string;
beforeAll(async () => {
  api = await startTestApi();
  site = `/api/sites/${api.world.sites.assigned}`;
});
afterAll(() => api.stop());

interface Code {
  readonly core: string;
  readonly script_id: string;
  readonly secret: string;
  readonly token: string;
}

async function newCode(): Promise<Code> {
  const answer = await api.request('POST', `${site}/connection-code`, { as });
  expect([answer.status, answer.headers['cache-control']]).toEqual([201, 'no-store']);
  return JSON.parse(Buffer.from((answer.json as { code: string }).code, 'base64url').toString()) as Code;
}

interface Listed {
  readonly id: string;
  readonly last_used_at: string | null;
  readonly [field: string]: unknown;
}

const list = async (): Promise<Listed[]> => ((await api.request('GET', `${site}/connections`, { as })).json as { items: Listed[] }).items;

const readSite = (token: string) => api.request('GET', '/api/site', { headers: { authorization: `Bearer ${token}` } });

describe('a connection code', () => {
  it('has what wp-plugin/README.md says, and a token of its own each time', async () => {
    const code = await newCode();
    expect(code).toEqual({
      core: 'https://core.example',
      script_id: 'assignedscript',
      secret: Buffer.from('signing key').toString('base64url'),
      token: expect.stringMatching(/^warp_site_[A-Za-z0-9_-]{43}$/),
    });
    expect((await newCode()).token).not.toBe(code.token);
    expect((await readSite(code.token)).json).toMatchObject({ site_id: api.world.sites.assigned });
  });

  it('without a token can be looked at again', async () => {
    const { json } = await api.request('GET', `${site}/connection-code`, { as });
    const { token, ...code } = await newCode();
    expect(JSON.parse(Buffer.from((json as { code: string }).code, 'base64url').toString())).toEqual(code);
    expect(token).toBeDefined();
  });
});

describe('the connections of a site', () => {
  it('say how each came to be and when it was used, and no token', async () => {
    const { token } = await newCode();
    const [unused] = await list();
    expect(unused).toEqual({
      id: expect.any(String),
      name: 'Connection code',
      via: 'code',
      scopes: ['read', 'receipts', 'reconcile', 'configure', 'privacy'],
      created_at: expect.any(String),
      last_used_at: null,
      revoked_at: null,
    });
    await readSite(token);
    const [used] = await list();
    expect(Date.now() - Date.parse(used!.last_used_at!)).toBeLessThan(10_000);
  });

  it('are revoked one by one, and both ends are recorded', async () => {
    const [first, second] = [await newCode(), await newCode()];
    const [latest, earlier] = await list();
    expect((await api.request('DELETE', `${site}/connections/${latest!.id}`, { as })).status).toBe(204);
    expect((await readSite(second.token)).status).toBe(401);
    expect((await readSite(first.token)).status).toBe(200);
    expect((await list()).map(({ id, revoked_at }) => [id, revoked_at === null]).slice(0, 2)).toEqual([
      [latest!.id, false],
      [earlier!.id, true],
    ]);
    const actions = await api.database.query('select action, user_id from audit_log where target_id = $1 order by id', [latest!.id]);
    expect(actions).toEqual(['site_token.created', 'site_token.revoked'].map((action) => ({ action, user_id: api.world.users[as] })));
  });

  it('of another site are not found', async () => {
    await newCode();
    const [latest] = await list();
    const answer = await api.request('DELETE', `/api/sites/${api.world.sites.other}/connections/${latest!.id}`, { as: 'agency_admin' });
    expect(answer.json).toMatchObject({ status: 404, code: 'not_found' });
    expect((await list())[0]).toMatchObject({ id: latest!.id, revoked_at: null });
  });
});

describe('a new signing secret', () => {
  it('is in force at once, in every code from then on; the one before is accepted for 24 hours', async () => {
    const directory = api.app.get(SiteDirectory, { strict: false });
    const before = directory.find(api.world.sites.assigned)!.secret;
    const answer = await api.request('POST', `${site}/secret`, { as });
    const { secret, previous_accepted_until } = answer.json as { secret: string; previous_accepted_until: string };
    expect([answer.status, answer.headers['cache-control']]).toEqual([201, 'no-store']);
    expect(secret).toMatch(/^[A-Za-z0-9_-]{43}$/);
    expect(Math.abs(Date.parse(previous_accepted_until) - Date.now() - 24 * HOUR_MS)).toBeLessThan(10_000);
    const entry = directory.find(api.world.sites.assigned)!;
    const key = Buffer.from(secret, 'base64url');
    expect(signingKeysOf(entry, Date.now())).toEqual([key, before]);
    expect(signingKeysOf(entry, Date.now() + 24 * HOUR_MS + 10_000)).toEqual([key]);
    expect((await newCode()).secret).toBe(secret);
    expect(api.log.join('')).not.toContain(secret);
  });
});
