import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startVendor, type Vendor } from '@warp/plugin-sdk/testing';
import { REPOSITORY_ROOT } from '../../src/config/repository-root.js';
import { hashPassword } from '../../src/identity/passwords.js';
import { eventually, startTestWarp, type TestSite, type TestWarp } from '../setup/running-warp.js';
import { startHook, type Hook } from '../stand-ins/hook.js';

const PASSWORD = 'a long enough password';
const SECRET = 'the-owners-own-api-secret';
const MASK = '********';

/** A plugin as somebody else may write it: nothing says what its settings are, and it has no harmless test. */
const ACME = `
  import { defineDestination, exampleEvent, jsonRequest, secret, text, Type } from '@warp/plugin-sdk';
  export default defineDestination({
    contract: 1, id: 'acme', name: 'Acme', vendorDocs: 'https://acme.example', consent: [],
    settings: Type.Object({ server: text('Server'), api_key: secret('API key') }),
    limits: { batch: { maxEvents: 10, maxBytes: 100000 }, maxAgeHours: 24, concurrency: 2 },
    map: ({ eventId, eventType, pageTitle, eventData, user }) => ({ event_id: eventId, eventType, pageTitle, eventData, email: user.email }),
    delivery: { via: 'http', request: (batch, { server, api_key }) => jsonRequest(server, { events: batch }, { headers: { 'x-api-key': api_key } }) },
    examples: [{ title: 'skipped', event: exampleEvent({ eventType: 'x', pageTitle: 'T', eventData: {}, user: {} }), settings: { server: 'https://acme.example', api_key: 'k' },
      gives: { method: 'POST', url: 'https://acme.example', headers: { 'content-type': 'application/json', 'x-api-key': 'k' }, body: '{"events":[{"event_id":"purchase:example:1001","eventType":"x","pageTitle":"T","eventData":{}}]}' } }],
  });`;

let folder: string;
let warp: TestWarp;
let site: TestSite;
let vendor: Hook;
let thief: Vendor;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'warp-acme-'));
  mkdirSync(join(folder, 'acme'));
  symlinkSync(join(REPOSITORY_ROOT, 'node_modules'), join(folder, 'node_modules'));
  writeFileSync(join(folder, 'acme', 'package.json'), JSON.stringify({ name: 'acme', version: '1.0.0', type: 'module', main: 'index.js', keywords: ['warp-plugin'], peerDependencies: { '@warp/plugin-sdk': '^0.1.0' } }));
  writeFileSync(join(folder, 'acme', 'index.js'), ACME);
  warp = await startTestWarp({ WARP_PLUGIN_DIRS: folder });
  site = await warp.site();
  [vendor, thief] = await Promise.all([startHook(), startVendor(() => ({ status: 200, body: 'thanks' }))]);
  for (const role of ['agency_admin', 'agency_manager']) {
    const [user] = await warp.database.query<{ id: string }>('insert into users (agency_id, email, name, role, password_hash) values ($1, $2, $2, $3, $4) returning id', [
      site.agencyId,
      `${role}@example.org`,
      role,
      await hashPassword(PASSWORD),
    ]);
    await warp.database.query('insert into user_sites (user_id, site_id) values ($1, $2)', [user!.id, site.id]);
  }
});
afterAll(async () => {
  await warp?.stop();
  await vendor?.stop();
  await thief?.stop();
  rmSync(folder, { recursive: true, force: true });
});

type Who = 'agency_admin' | 'agency_manager';
const tokens = new Map<Who, string>();

async function call(who: Who, method: string, path: string, body?: object): Promise<{ status: number; json: Record<string, unknown> }> {
  const headers = { ...(body === undefined ? {} : { 'content-type': 'application/json' }) };
  if (!tokens.has(who)) {
    const login = await fetch(`${warp.url}/api/auth/login`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ email: `${who}@example.org`, password: PASSWORD }) });
    tokens.set(who, ((await login.json()) as { access_token: string }).access_token);
  }
  const answer = await fetch(`${warp.url}${path}`, { method, headers: { ...headers, authorization: `Bearer ${tokens.get(who)}` }, ...(body === undefined ? {} : { body: JSON.stringify(body) }) });
  return { status: answer.status, json: (await answer.json()) as Record<string, unknown> };
}

const base = () => `/api/sites/${site.id}/destinations`;
const added = async (plugin: string, settings: object): Promise<string> => String((await call('agency_admin', 'POST', base(), { plugin, settings })).json['id']);

/** Everything that ever reached somebody. */
const heard = ({ requests }: Vendor): string => requests.map(({ path, headers, body }) => `${path} ${JSON.stringify(headers)} ${body}`).join('\n');

describe('a secret somebody else entered', () => {
  it('is nobody’s to send elsewhere: not by settings, test, preview or shadow run', async () => {
    const id = await added('acme', { server: vendor.url, api_key: SECRET });
    const elsewhere = { server: `${thief.url}/steal`, api_key: MASK };
    const moved = await call('agency_manager', 'PUT', `${base()}/${id}`, { settings: elsewhere });
    expect([moved.status, moved.json['errors']]).toMatchObject([400, [{ field: 'settings.api_key', rule: 'enter_again' }]]);
    expect((await call('agency_manager', 'POST', `${base()}/${id}/test`, { settings: elsewhere })).status).toBe(400);
    expect((await call('agency_manager', 'POST', `${base()}/${id}/test`, { send: true })).json).toMatchObject({ ok: true });
    await warp.track({ script_id: site.scriptId, event_id: 'e1', event_type: 'purchase', visitor_id: 'v', consent: { analytics: true, marketing: true } });
    await eventually(() => warp.database.query('select 1 from events where event_id = $1', ['e1']), (rows) => rows.length === 1);
    for (const dry of ['preview', 'shadow']) {
      const shown = await call('agency_manager', 'POST', `${base()}/${id}/${dry}`, { settings: { ...elsewhere, api_key: SECRET.slice(0, 5) } });
      expect([shown.status, JSON.stringify(shown.json).includes(SECRET)]).toEqual([200, false]);
    }
    await eventually(() => Promise.resolve(vendor.accepted), (accepted) => accepted.includes('e1'));
    expect(heard(vendor)).toContain(SECRET);
    expect(thief.requests).toEqual([]);
  });

  it('does not come along when the owner moves the destination with another one', async () => {
    const id = await added('webhook', { url: `${vendor.url}/hook`, secret: 'the first owner’s secret' });
    expect((await call('agency_manager', 'PUT', `${base()}/${id}`, { settings: { url: `${thief.url}/hook`, secret: 'the manager’s own secret' } })).status).toBe(200);
    expect((await call('agency_manager', 'POST', `${base()}/${id}/test`)).json).toMatchObject({ ok: true });
    expect(thief.requests.length).toBeGreaterThan(0);
    const [audit] = await warp.database.query<{ details: { hosts: object[] } }>("select details from audit_log where target_id = $1 and action = 'destination.updated'", [id]);
    expect(audit!.details.hosts).toEqual([{ setting: 'url', from: vendor.url, to: thief.url }]);
  });

  it('stays at the vendor of a plugin of ours: a manager may not name another address', async () => {
    const id = await added('meta-capi', { pixel_id: '1234567890', access_token: SECRET });
    const settings = { pixel_id: '1234567890', access_token: MASK, endpoint: thief.url };
    const begun = thief.requests.length;
    expect((await call('agency_manager', 'PUT', `${base()}/${id}`, { settings })).json).toMatchObject({ status: 403, errors: [{ field: 'settings.endpoint', rule: 'vendor_address' }] });
    expect((await call('agency_admin', 'PUT', `${base()}/${id}`, { settings })).json).toMatchObject({ status: 400, errors: [{ field: 'settings.access_token', rule: 'enter_again' }] });
    expect((await call('agency_admin', 'PUT', `${base()}/${id}`, { settings: { ...settings, access_token: 'a new token of the admin’s' } })).status).toBe(200);
    expect(thief.requests).toHaveLength(begun);
  });
});

describe('“Test” without a harmless way', () => {
  it('asks, sends nothing, and then sends one event that says what it is', async () => {
    const id = await added('acme', { server: `${vendor.url}/test`, api_key: SECRET });
    const begun = vendor.requests.length;
    expect((await call('agency_manager', 'POST', `${base()}/${id}/test`)).json).toEqual({
      ok: false,
      code: 'cannot_test_without_sending',
      message: 'Acme cannot be tested without sending an event. A test event is marked as one, but Acme may count it.',
    });
    expect(vendor.requests).toHaveLength(begun);
    expect((await call('agency_manager', 'POST', `${base()}/${id}/test`, { send: true })).json).toMatchObject({ ok: true });
    const { events } = JSON.parse(vendor.requests.at(-1)!.body) as { events: Record<string, unknown>[] };
    expect(events).toEqual([
      {
        event_id: expect.stringMatching(/^warp-test-/),
        eventType: 'purchase',
        pageTitle: 'Warp test event',
        eventData: expect.objectContaining({ warp_test: true, transaction_id: expect.stringMatching(/^warp-test-/) }),
        email: 'warp-test@example.com',
      },
    ]);
  });
});

describe('a destination that refuses everything', () => {
  it('is failing, with the vendor’s own words and nothing private in them, wherever it is shown', async () => {
    const shop = await warp.site();
    await warp.database.query('update sites set agency_id = $1 where id = $2', [site.agencyId, shop.id]);
    const refusing = await startVendor(({ headers, body }) => ({
      status: 422,
      body: JSON.stringify({ error: { message: `No value for ${(JSON.parse(body) as { events: { email: string }[] }).events[0]!.email} with key ${String(headers['x-api-key'])}.` } }),
    }));
    const made = await call('agency_admin', 'POST', `/api/sites/${shop.id}/destinations`, { plugin: 'acme', settings: { server: refusing.url, api_key: SECRET } });
    const id = String(made.json['id']);
    expect(made.json).toMatchObject({ state: 'healthy', state_reason: 'No event in the last 24 hours.' });
    const events = Array.from({ length: 23 }, (_, n) => ({ event_id: `r${n}`, event_type: 'page_view', visitor_id: 'v', user: { email: 'ada@example.com' } }));
    await warp.track({ script_id: shop.scriptId, events });
    await eventually(() => warp.database.query("select 1 from deliveries where destination_id = $1 and state = 'dead'", [id]), (rows) => rows.length === 23);

    const words = 'No value for [redacted] with key ***.';
    const state = {
      state: 'failing',
      state_reason: `None of the 23 events of the last hour was delivered. Last reason: The platform refused the request with status 422. The platform said: “${words}”`,
    };
    const item = async (path: string, key: string): Promise<unknown> => ((await call('agency_manager', 'GET', path)).json['items'] as Record<string, unknown>[]).find((one) => one[key] === id);
    await warp.database.query("insert into user_sites (user_id, site_id) select id, $1 from users where role = 'agency_manager'", [shop.id]);
    expect(await item(`/api/sites/${shop.id}/destinations`, 'id')).toMatchObject(state);
    expect(await item('/api/monitoring/destinations', 'destination_id')).toMatchObject({ ...state, failed: 23, sent: 0 });
    expect((await call('agency_manager', 'GET', `/api/sites/${shop.id}`)).json).toMatchObject({ state: 'error', state_reason: `Acme gets no events. ${state.state_reason}` });
    const errors = (await call('agency_manager', 'GET', '/api/monitoring/errors')).json['items'] as Record<string, unknown>[];
    expect(errors.filter(({ site_id }) => site_id === shop.id)).toHaveLength(23);
    expect(errors.find(({ site_id }) => site_id === shop.id)).toMatchObject({ code: 'http_422', message: 'The platform refused the request with status 422.', vendor_message: words });
    const stored = await warp.database.query<{ text: string }>('select d::text || l::text as text from deliveries d join dead_letters l on l.delivery_id = d.id where d.destination_id = $1', [id]);
    for (const { text } of stored) expect(text).not.toMatch(new RegExp(`ada@example|${SECRET}`));
    await refusing.stop();
  });
});
