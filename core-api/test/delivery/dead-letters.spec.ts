import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { hashPassword } from '../../src/identity/passwords.js';
import { destinationSecrets } from '../../src/destinations/settings/destination-settings.js';
import { SiteDirectory } from '../../src/site-directory/site-directory.js';
import { eventually, startTestWarp, type TestSite, type TestWarp } from '../setup/running-warp.js';
import { startHook, type Hook } from '../stand-ins/hook.js';

const PASSWORD = 'letters that came back';

let warp: TestWarp;
let site: TestSite;
let foreign: TestSite;
let hook: Hook;
let token: string;
const [orders, everything] = [randomUUID(), randomUUID()];

beforeAll(async () => {
  warp = await startTestWarp();
  [site, foreign] = [await warp.site(), await warp.site()];
  hook = await startHook();
  await destination(orders, site, 'Orders', { mode: 'selected', selected: ['purchase'] });
  await destination(everything, site, 'Everything', { mode: 'all', rules: [{ event: 'scroll', send: false }] });
  await destination(randomUUID(), foreign, 'Foreign', { mode: 'all' });
  await warp.database.query('insert into users (agency_id, email, name, role, password_hash) values ($1, $2, $3, $4, $5)', [
    site.agencyId,
    'owner@example.org',
    'Owner',
    'agency_admin',
    await hashPassword(PASSWORD),
  ]);
  const login = await fetch(`${warp.url}/api/auth/login`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ email: 'owner@example.org', password: PASSWORD }),
  });
  token = ((await login.json()) as { access_token: string }).access_token;

  hook.behave({ is: 'answering', status: 422 });
  for (const { scriptId } of [site, foreign])
    await warp.track({
      script_id: scriptId,
      events: [
        { event_id: 'view', event_type: 'page_view', visitor_id: 'v' },
        { event_id: 'order', event_type: 'purchase', visitor_id: 'v' },
        { event_id: 'scrolled', event_type: 'scroll', visitor_id: 'v' },
      ],
    });
  await eventually(
    () => warp.database.query('select 1 from deliveries where finished_at is not null'),
    (rows) => rows.length === 9,
  );
  // A webhook's window is a week.
  await warp.database.query("update dead_letters set event_at = now() - interval '8 days' where event_id = 'view' and site_id = $1", [site.id]);
});
afterAll(async () => {
  await hook.stop();
  await warp.stop();
});

async function destination(id: string, { id: siteId }: TestSite, name: string, events: object): Promise<void> {
  await warp.database.query("insert into destinations (id, site_id, plugin, name, settings, secrets, events) values ($1, $2, 'webhook', $3, $4, $5, $6)", [
    id,
    siteId,
    name,
    JSON.stringify({ url: `${hook.url}/hook`, include_user: false }),
    warp.keyRing.seal(JSON.stringify({ secret: 'a secret of the receiver' }), destinationSecrets(id)),
    JSON.stringify(events),
  ]);
  await warp.warp.app.get(SiteDirectory, { strict: false }).announce(siteId);
}

type Items = readonly Record<string, unknown>[];

async function get(path: string): Promise<{ status: number; json: { items: Items; next_cursor?: string | null } }> {
  const answer = await fetch(`${warp.url}${path}`, { headers: { authorization: `Bearer ${token}` } });
  return { status: answer.status, json: (await answer.json()) as { items: Items } };
}

const REFUSED = 'The platform refused the request with status 422.';
const letterOf = ({ destination_name, event_id }: Record<string, unknown>): string => `${String(event_id)} to ${String(destination_name)}`;

describe('dead letters', () => {
  it('are listed with their reason and their last chance, for the sites a person sees', async () => {
    const { items, next_cursor } = (await get('/api/dead-letters')).json;
    expect(items.map(letterOf).sort()).toEqual(['order to Everything', 'order to Orders', 'view to Everything']);
    expect(next_cursor).toBeNull();
    const order = items.find((letter) => letterOf(letter) === 'order to Orders')!;
    expect(order).toMatchObject({ site_id: site.id, site_name: 'Shop', destination_id: orders, plugin: 'webhook', reason: 'http_422', sentence: REFUSED, attempts: 1 });
    expect(Date.parse(String(order['replayable_until'])) - Date.parse(String(order['event_at']))).toBe(168 * 3_600_000);
  });

  it.each<[string, () => string, string[]]>([
    ['destination', () => `destination_id=${orders}`, ['order to Orders']],
    ['site', () => `site_id=${site.id}`, ['order to Everything', 'order to Orders', 'view to Everything']],
    ['site out of sight', () => `site_id=${foreign.id}`, []],
    ['reason', () => 'reason=gave_up', []],
  ])('can be narrowed down by %s', async (_, query, expected) => {
    expect((await get(`/api/dead-letters?${query()}`)).json.items.map(letterOf).sort()).toEqual(expected);
  });

  it('come in pages', async () => {
    const whole = (await get('/api/dead-letters')).json.items.map(letterOf);
    const first = (await get('/api/dead-letters?limit=2')).json;
    const second = (await get(`/api/dead-letters?limit=2&cursor=${first.next_cursor}`)).json;
    expect([...first.items, ...second.items].map(letterOf)).toEqual(whole);
    expect(second.next_cursor).toBeNull();
  });

  it('refuse what is no filter', async () => {
    for (const query of ['cursor=first', 'limit=0', 'site_id=shop', 'colour=red']) expect((await get(`/api/dead-letters?${query}`)).status).toBe(400);
  });

  it('are counted by destination and reason, with those the platform would still take', async () => {
    const { items } = (await get('/api/dead-letters/groups')).json;
    expect(items.map(({ destination_name, events, replayable }) => ({ destination_name, events, replayable }))).toEqual(
      expect.arrayContaining([
        { destination_name: 'Orders', events: 1, replayable: 1 },
        { destination_name: 'Everything', events: 2, replayable: 1 },
      ]),
    );
    expect(items).toHaveLength(2);
    expect(items[0]).toMatchObject({ reason: 'http_422', sentence: REFUSED, window_hours: 168 });
  });
});

describe('what became of a destination’s events', () => {
  it('is counted by reason', async () => {
    const { items } = (await get(`/api/sites/${site.id}/destinations/${everything}/outcomes`)).json;
    expect(items).toEqual([
      { state: 'dead', reason: 'http_422', sentence: REFUSED, events: 2 },
      { state: 'skipped', reason: 'left_out_by_rule', sentence: 'A rule of this destination leaves it out.', events: 1 },
    ]);
  });

  it('is nobody else’s business', async () => {
    expect((await get(`/api/sites/${foreign.id}/destinations/${everything}/outcomes`)).status).toBe(404);
  });

  it('is told for many events at once', async () => {
    const { items } = (await get(`/api/events/deliveries?site_id=${site.id}&event_id=order&event_id=scrolled`)).json;
    expect(items.map((receipt) => `${letterOf(receipt)}: ${String(receipt['state'])}`).sort()).toEqual([
      'order to Everything: dead',
      'order to Orders: dead',
      'scrolled to Everything: skipped',
      'scrolled to Orders: skipped',
    ]);
    expect((await get(`/api/events/deliveries?site_id=${foreign.id}&event_id=order`)).json.items).toEqual([]);
    expect((await get(`/api/events/deliveries?site_id=${site.id}`)).status).toBe(400);
  });
});

describe('what waits for a destination nothing is sent to', () => {
  const waiting = async () => (await get(`/api/events/deliveries?site_id=${site.id}&event_id=later`)).json.items.find(({ destination_id }) => destination_id === everything);
  const set = (columns: string) => warp.database.query(`update destinations set ${columns} where id = $1`, [everything]);

  beforeAll(async () => {
    // Due in an hour, so that nobody takes it meanwhile.
    await warp.database.query(
      `insert into deliveries (site_id, destination_id, event_id, event_type, event_at, due_at) values ($1, $2, 'later', 'page_view', now(), now() + interval '1 hour')`,
      [site.id, everything],
    );
  });

  it('says when it is tried while the destination is well', async () => {
    expect(await waiting()).toMatchObject({ state: 'pending', reason: 'waiting', due_at: expect.any(String) });
  });

  it.each<[string, string, string, string]>([
    ['off', 'enabled = false', 'destination_off', 'The destination is switched off; it is sent when it is on again.'],
    [
      'paused',
      "enabled = true, status = 'paused', status_reason = 'The platform refused the credentials.'",
      'destination_paused',
      'The destination is paused until its settings are fixed. The platform refused the credentials.',
    ],
  ])('says that it is %s', async (_, columns, reason, sentence) => {
    await set(columns);
    expect(await waiting()).toMatchObject({ state: 'pending', reason, sentence, due_at: null });
    const { items } = (await get(`/api/sites/${site.id}/destinations/${everything}/outcomes`)).json;
    expect(items).toContainEqual({ state: 'pending', reason, sentence, events: 1 });
  });
});

describe('a site’s events', () => {
  it('can be asked for one by one', async () => {
    const { items } = (await get(`/api/analytics/events?site_id=${site.id}&event_id=order`)).json;
    expect(items.map(({ event_id }) => event_id)).toEqual(['order']);
  });

  it('are known by kind', async () => {
    const { items } = (await get(`/api/analytics/sites/${site.id}/event-types`)).json;
    expect(items).toEqual(['page_view', 'purchase', 'scroll'].map((event_type) => ({ event_type, events: 1 })));
    expect((await get(`/api/analytics/sites/${foreign.id}/event-types`)).status).toBe(404);
  });
});
