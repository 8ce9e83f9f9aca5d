import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { startVendor, type Vendor } from '@warp/plugin-sdk/testing';
import type { LogEntry } from '../../src/collect/log-entry.js';
import { Quarantine } from '../../src/pipeline/quarantine.js';
import { destinationSecrets } from '../../src/destinations/settings/destination-settings.js';
import { SiteDirectory } from '../../src/site-directory/site-directory.js';
import { ADMIN_PASSWORD, ConnectedSite, type SiteAnswer } from '../api/connected-site.js';
import { eventually, startTestWarp, type TestWarp } from '../setup/running-warp.js';
import { type HubspotStandIn, startHubspotStandIn } from '../../../plugins/destinations/hubspot/test/stand-in.js';
import { tracesInTables } from './traces.js';

const EMAIL = 'ada.lovelace@example.com';
const USER = 'customer-4242';
const BROWSER = 'browser-of-ada-1';
const WAIT_MS = 20_000;

interface Erasure {
  readonly id: string;
  readonly state: string;
  readonly destinations: readonly { readonly name: string; readonly state: string; readonly code: string | null; readonly message: string | null; readonly next_try_at: string | null }[];
}

let warp: TestWarp;
let shop: ConnectedSite;
let hubspot: HubspotStandIn;
let server: Vendor;
const asked: Record<string, unknown>[] = [];

beforeAll(async () => {
  warp = await startTestWarp({ WARP_ADMIN_PASSWORD: ADMIN_PASSWORD });
  hubspot = await startHubspotStandIn('token');
  server = await startVendor(({ body }) => {
    const { erasure } = JSON.parse(body) as { erasure?: Record<string, unknown> };
    if (erasure !== undefined) asked.push(erasure);
    return { status: 200, body: erasure === undefined ? 'ok' : { erased: true } };
  });
});
afterAll(async () => {
  await warp.stop();
  await hubspot.stop();
  await server.stop();
});
beforeEach(async () => {
  shop = await ConnectedSite.of(warp);
});

const query = <T extends object>(sql: string, parameters: readonly unknown[] = []): Promise<T[]> => warp.database.query<T>(sql, parameters);

const event = (id: string, fields: object = {}) => ({
  event_type: 'page_view',
  event_id: id,
  client: { remote_addr: '81.2.69.142', user_agent: 'Mozilla/5.0 (X11; Linux x86_64) Chrome/140.0', received_at: Date.now() },
  ...fields,
});

const stored = async (): Promise<string[]> =>
  (await query<{ event_id: string }>('select event_id from events where site_id = $1 order by 1', [shop.site.id])).map(({ event_id }) => event_id);

/** As its proxy sends what it held for a while. */
async function sendLate(events: readonly object[]): Promise<void> {
  const body = JSON.stringify({ script_id: shop.site.scriptId, sent_at: Date.now(), events });
  expect((await warp.track(body, shop.signed(body))).status).toBe(202);
}

const erase = (person: object): Promise<SiteAnswer> => shop.ask('POST', '/people/erasures', person);

async function addDestination(plugin: string, name: string, settings: object, secrets: object): Promise<string> {
  const id = randomUUID();
  await query("insert into destinations (id, site_id, plugin, name, settings, secrets, events) values ($1, $2, $3, $4, $5, $6, '{\"mode\":\"all\"}')", [
    id,
    shop.site.id,
    plugin,
    name,
    JSON.stringify(settings),
    warp.keyRing.seal(JSON.stringify(secrets), destinationSecrets(id)),
  ]);
  await warp.warp.app.get(SiteDirectory, { strict: false }).announce(shop.site.id);
  return id;
}

/** The pauses before vendors are asked and rows looked for again are over. */
async function hurry(erasureId: string): Promise<void> {
  await query('update person_erasure_destinations set due_at = now() where erasure_id = $1 and due_at is not null', [erasureId]);
  await query('update person_erasures set look_at = now() where id = $1 and look_at is not null', [erasureId]);
}

const shown = async (id: string): Promise<Erasure> => (await shop.ask('GET', `/people/erasures/${id}`)).json as unknown as Erasure;

async function done(id: string): Promise<Erasure> {
  return eventually(
    async () => {
      await query('update person_erasures set look_at = now() where id = $1 and look_at is not null', [id]);
      return shown(id);
    },
    ({ state }) => state === 'done',
    WAIT_MS,
  );
}

describe('what an erased person did before, and what comes only afterwards', () => {
  beforeEach(async () => {
    await shop.send([
      event('login', { visitor_id: BROWSER, session_id: 'visit-1', user_id: USER }),
      event('anonymous', { visitor_id: BROWSER, session_id: 'visit-1' }),
      event('order', { event_type: 'purchase', client: undefined, user: { email: EMAIL }, event_data: { value: 10 } }),
    ]);
    expect((await erase({ user_id: USER, email: EMAIL })).json).toMatchObject({ events: 3 });
  });

  it('is not stored, but counted; what others did, and what they do later, is', async () => {
    const before = { timestamp: Date.now() - 60_000, client: { remote_addr: '81.2.69.142', user_agent: 'Mozilla/5.0', received_at: Date.now() - 60_000 } };
    await sendLate([
      event('late-by-user', { ...before, visitor_id: 'another', session_id: 'v', user_id: USER }),
      event('late-by-browser', { ...before, visitor_id: BROWSER, session_id: 'visit-0' }),
      event('late-by-visit', { ...before, visitor_id: 'new-id', session_id: 'visit-1' }),
      event('late-by-address', { ...before, event_type: 'purchase', visitor_id: 'x', session_id: 'x', user: { email: ` ${EMAIL.toUpperCase()} ` } }),
      event('bob-in-her-browser', { ...before, visitor_id: BROWSER, session_id: 'visit-9', user_id: 'bob' }),
      event('stranger', { ...before, visitor_id: 'stranger', session_id: 'visit-8' }),
      event('she-came-back', { visitor_id: BROWSER, session_id: 'visit-7', user_id: USER }),
    ]);
    const drops = () => query<{ events: number }>("select events::int from drops where site_id = $1 and reason = 'erased'", [shop.site.id]);
    await eventually(drops, ([row]) => row?.events === 4, WAIT_MS);
    expect(await eventually(stored, (ids) => ids.length >= 3)).toEqual(['bob-in-her-browser', 'she-came-back', 'stranger']);
    // Another site may know the same ids.
    const other = await ConnectedSite.of(warp);
    await other.send([event('elsewhere', { ...before, visitor_id: BROWSER, session_id: 'visit-1', user_id: USER })]);
  });

  it('is known by nothing that tells who it was', async () => {
    const traces = (await tracesInTables(warp.database, [EMAIL, USER, BROWSER, 'visit-1'])).filter((row) => row.includes(shop.site.id) || row.includes('person_'));
    expect(traces).toEqual([]);
  });

  it('is found when it was being stored meanwhile', async () => {
    const [{ id }] = (await query<{ id: string }>('select id from person_erasures where site_id = $1', [shop.site.id])) as [{ id: string }];
    await query(
      `insert into events (site_id, event_id, event_type, visitor_id, session_id, user_id, consent, source, "timestamp") values ($1, 'meanwhile', 'a', 'v', 's', $2, '{}', '{}', now())`,
      [shop.site.id, USER],
    );
    await hurry(id);
    await eventually(stored, (ids) => ids.length === 0, WAIT_MS);
    expect((await shop.ask('GET', `/people/erasures/${id}`)).json).toMatchObject({ events: 4 });
  });
});

describe('what of an erased person could not be stored or sent', () => {
  it('goes from quarantine, by whichever of their ids it is known', async () => {
    const quarantine = warp.warp.app.get(Quarantine, { strict: false });
    const put = ({ event }: { event: object }) =>
      quarantine.put([{ entry: { kind: 'event', site: shop.site.id, receivedAt: 0, at: 0, via: 'api_key', ip: null, ua: null, event } as LogEntry, reason: 'x', attempts: 3 }]);
    await put({ event: { event_id: 'a', user_id: USER } });
    await put({ event: { event_id: 'b', user: { email: ` ${EMAIL.toUpperCase()}` } } });
    await put({ event: { event_id: 'c', visitor_id: BROWSER } });
    await put({ event: { event_id: 'd', visitor_id: BROWSER, user_id: 'bob', page_title: '\u0000 \ud800' } });
    await put({ event: { event_id: 'e', visitor_id: 'another' } });
    expect((await erase({ user_id: USER, email: EMAIL, visitor_ids: ['unknown'] })).json).toMatchObject({ quarantined: 2 });
    expect((await erase({ visitor_ids: [BROWSER] })).json).toMatchObject({ quarantined: 2 });
    expect(await query('select event_id from quarantine where site_id = $1', [shop.site.id])).toEqual([{ event_id: 'e' }]);
  });

  it('goes from the outbox also when the event itself is gone', async () => {
    const outbox = (eventId: string, fields: object) =>
      query('insert into outbox (site_id, event_id, event) values ($1, $2, $3)', [shop.site.id, eventId, JSON.stringify({ siteId: shop.site.id, eventId, ...fields })]);
    await outbox('hers', { userId: USER, visitorId: 'a' });
    await outbox('in-her-browser', { visitorId: BROWSER });
    await outbox('his', { userId: 'bob', visitorId: 'b' });
    await erase({ user_id: USER, visitor_ids: [BROWSER] });
    expect(await query('select event_id from outbox where site_id = $1', [shop.site.id])).toEqual([{ event_id: 'his' }]);
  });
});

describe('an erasure at the destinations', () => {
  const person = { user_id: USER, email: EMAIL, visitor_ids: [BROWSER] };
  const HUBSPOT = { api_version: '2026-03' };

  it('is asked of each, and what became of it is shown: done, not possible, or failed with the vendor’s words', async () => {
    await addDestination('webhook', 'Own server', { url: server.url, include_user: true }, { secret: 'a secret of the receiver' });
    await addDestination('hubspot', 'HubSpot', { ...HUBSPOT, endpoint: hubspot.url }, { access_token: 'token' });
    await addDestination('hubspot', 'Wrong HubSpot', { ...HUBSPOT, endpoint: hubspot.url }, { access_token: 'another' });
    await addDestination('ga4', 'GA4', { measurement_id: 'G-ABCDEFGHIJ' }, { api_secret: 'secret' });
    await addDestination('gone', 'Gone', {}, {});
    await fetch(`${hubspot.url}/crm/objects/2026-03/contacts/batch/upsert`, {
      method: 'POST',
      headers: { authorization: 'Bearer token', 'content-type': 'application/json' },
      body: JSON.stringify({ inputs: [EMAIL, 'bob@example.com'].map((id, index) => ({ id, idProperty: 'email', properties: {}, objectWriteTraceId: String(index) })) }),
    });
    const answer = await erase(person);
    expect([answer.status, answer.json]).toMatchObject([202, { state: 'running', events: 0 }]);
    const { id } = answer.json as unknown as Erasure;
    expect((await shown(id)).destinations.map(({ state }) => state)).toEqual(['waiting', 'waiting', 'waiting', 'waiting', 'waiting']);
    await hurry(id);
    const { destinations } = await eventually(() => shown(id), (erasure) => erasure.destinations.every(({ state }) => state !== 'waiting'), WAIT_MS);
    expect(destinations).toMatchObject([
      { name: 'GA4', state: 'not_supported', message: expect.stringContaining('have it done there'), next_try_at: null },
      { name: 'Gone', state: 'failed', code: 'destination_gone', next_try_at: null },
      { name: 'HubSpot', state: 'erased', next_try_at: null },
      { name: 'Own server', state: 'erased', next_try_at: null },
      { name: 'Wrong HubSpot', state: 'failed', code: 'http_401', message: expect.stringContaining('access token'), next_try_at: expect.any(String) },
    ]);
    expect(hubspot.records('contacts')).toEqual([expect.objectContaining({ email: 'bob@example.com' })]);
    expect(asked).toEqual([{ visitor_ids: [BROWSER], user_ids: [USER], email: EMAIL }]);

    // Its owner mends what failed; then nobody needs to know any more who it was.
    const secrets = async () => (await query<{ id: string }>("select id from destinations where site_id = $1 and name = 'Wrong HubSpot'", [shop.site.id]))[0]!.id;
    const wrong = await secrets();
    await query('update destinations set secrets = $2 where id = $1', [wrong, warp.keyRing.seal('{"access_token":"token"}', destinationSecrets(wrong))]);
    expect(await query('select 1 from person_erasures where id = $1 and subject is not null', [id])).toHaveLength(1);
    await hurry(id);
    const last = await done(id);
    expect(last.destinations.at(-1)).toMatchObject({ name: 'Wrong HubSpot', state: 'erased' });
    expect(hubspot.blocked).toEqual([]);
    expect(await query('select 1 from person_erasures where id = $1 and subject is not null', [id])).toEqual([]);
  });

  it('is tried again after an outage', async () => {
    await addDestination('webhook', 'Own server', { url: server.url, include_user: false }, { secret: 'a secret of the receiver' });
    server.behave({ is: 'answering', status: 503 });
    const { id } = (await erase(person)).json as unknown as Erasure;
    await hurry(id);
    await eventually(() => shown(id), ({ destinations }) => destinations[0]!.state === 'failed', WAIT_MS);
    expect((await shown(id)).destinations[0]).toMatchObject({ code: 'http_503', next_try_at: expect.any(String) });
    server.behave();
    await hurry(id);
    expect((await done(id)).destinations[0]).toMatchObject({ state: 'erased', attempts: 2 });
    expect(asked.at(-1)).toEqual({ visitor_ids: [BROWSER], user_ids: [USER] });
  });

  it('is answered to the site’s own token only', async () => {
    const { id } = (await erase(person)).json as unknown as Erasure;
    const other = await ConnectedSite.of(warp);
    expect((await other.ask('GET', `/people/erasures/${id}`)).status).toBe(404);
    expect((await shop.ask('GET', '/people/erasures/nothing')).status).toBe(404);
    expect((await shop.ask('GET', `/people/erasures/${id}`)).json).toMatchObject({ id, destinations: [] });
  });

  it.each([
    ['email', 'is_email', { email: 'no address' }],
    ['email_hash', 'of_email', { email: EMAIL, email_hash: '0'.repeat(64) }],
    ['user_id', 'required', {}],
  ])('given a wrong %s, then it is named with its rule', async (field, rule, body) => {
    expect((await erase(body)).json).toMatchObject({ status: 400, errors: [{ field, rule }] });
  });
});
