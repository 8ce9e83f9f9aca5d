import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { FailedEventExpiry } from '../../src/data-quality/failed-event-expiry.js';
import { hashPassword } from '../../src/identity/passwords.js';
import { SiteDirectory } from '../../src/site-directory/site-directory.js';
import { eventually, startTestWarp, type TestSite, type TestWarp } from '../setup/running-warp.js';

const PASSWORD = 'a long enough password';
const DAY_MS = 86_400_000;

let warp: TestWarp;
let site: TestSite;
const tokens: Record<string, string> = {};

beforeAll(async () => {
  warp = await startTestWarp({ WARP_ADMIN_PASSWORD: PASSWORD });
  site = await warp.site({ config: { timezone: 'Europe/Berlin', currency: 'EUR' } });
  const foreign = await warp.site();
  for (const [name, role, agencyId] of [
    ['manager', 'agency_manager', site.agencyId],
    ['client', 'client_user', site.agencyId],
    ['stranger', 'agency_admin', foreign.agencyId],
  ] as const) {
    const [user] = await warp.database.query<{ id: string }>(
      'insert into users (agency_id, email, name, role, password_hash) values ($1, $2, $3, $4, $5) returning id',
      [agencyId, `${name}@example.org`, name, role, await hashPassword(PASSWORD)],
    );
    if (name !== 'stranger') await warp.database.query('insert into user_sites (user_id, site_id) values ($1, $2)', [user!.id, site.id]);
    const login = await fetch(`${warp.url}/api/auth/login`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ email: `${name}@example.org`, password: PASSWORD }),
    });
    tokens[name] = ((await login.json()) as { access_token: string }).access_token;
  }
});
afterAll(() => warp.stop());

async function call<T>(who: string, path: string, body?: object): Promise<{ status: number; json: T }> {
  const answer = await fetch(`${warp.url}/api/sites/${path}`, {
    method: body === undefined ? 'GET' : 'POST',
    headers: { authorization: `Bearer ${tokens[who]}`, 'content-type': 'application/json' },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  return { status: answer.status, json: (await answer.json()) as T };
}

interface Failed {
  readonly items: { id: string; code: string; field: string; rule: string; sentence: string; event_type: string | null; via: string; retried_at: string | null; event_id: string | null }[];
  readonly next_cursor: string | null;
  readonly reasons: { code: string; field: string; rule: string; events: number }[];
}

interface Report {
  readonly retry_id: string | null;
  readonly matching: number;
  readonly accepted: number;
  readonly rejected: number;
  readonly results: { id: string; is: string; event_id?: string; field?: string; rule?: string; issues?: object[] }[];
}

const stored = (siteId: string) =>
  warp.database.query<Record<string, unknown>>('select event_id, event_type, event_data, issues, user_properties, ids, "timestamp", created_at from events where site_id = $1 order by id', [siteId]);
const failed = async (who: string, siteId: string, query = '') => (await call<Failed>(who, `${siteId}/failed-events${query}`)).json;
const failedAll = (siteId: string, count: number) =>
  eventually(() => warp.database.query<{ events: number }>('select coalesce(sum(events), 0)::int as events from failed_event_counts where site_id = $1', [siteId]), ([row]) => row!.events >= count);

/** A site of the same agency that its people see, for a test that counts. */
async function ownSite(config: object = {}): Promise<TestSite> {
  const own = await warp.site({ config });
  await warp.database.query('update sites set agency_id = $1 where id = $2', [site.agencyId, own.id]);
  await warp.database.query("insert into user_sites (user_id, site_id) select id, $1 from users where name in ('manager', 'client')", [own.id]);
  await warp.warp.app.get(SiteDirectory, { strict: false }).announce(own.id);
  return own;
}

describe('an event of bad form', () => {
  it('is stored with what could be read and says what could not', async () => {
    const answer = await warp.track({
      script_id: site.scriptId,
      event_type: 'purchase',
      event_id: 'q1',
      ids: { ga_sessions: { 'G-ABC123': 1712345678 } },
      user_properties: { plan: 'gold' },
      user: { city: null, zip: 1234, date_of_birth: 'yesterday' },
      event_data: { value: '29.90', currency: 'eur', transaction_id: 1001, tax: '1.234,50', items: [{ item_id: 'a', price: '9.99', item_variant: null }] },
    });
    expect(answer.status).toBe(202);
    expect(await answer.json()).toEqual({ accepted: 1, rejected: [] });
    const [event] = await eventually(() => stored(site.id), (rows) => rows.length === 1);
    expect(event).toMatchObject({
      event_data: { value: 29.9, currency: 'EUR', transaction_id: '1001', items: [{ item_id: 'a', price: 9.99 }] },
      user_properties: { plan: 'gold' },
      ids: { ga_sessions: { 'G-ABC123': '1712345678' } },
      issues: [
        { field: 'user.date_of_birth', rule: 'not_a_date' },
        { field: 'event_data.tax', rule: 'ambiguous_number', was: '1.234,50' },
      ],
    });
    const [revenue] = await warp.database.query("select sum(revenue)::float as revenue from rollups where site_id = $1 and dimension = 'total' and grain = 'day'", [site.id]);
    expect(revenue).toEqual({ revenue: 29.9 });
  });

  it('of good form says nothing', async () => {
    const own = await warp.site();
    await warp.track({ script_id: own.scriptId, event_type: 'page_view' });
    expect(await eventually(() => stored(own.id), (rows) => rows.length === 1)).toMatchObject([{ issues: null, user_properties: null }]);
  });
});

describe('data quality', () => {
  it('counts findings by rule, field and type, with their share and the destinations that get such events', async () => {
    const own = await ownSite();
    const destination = async (name: string, enabled: boolean, events: object) =>
      (
        await warp.database.query<{ id: string }>("insert into destinations (site_id, plugin, name, enabled, events) values ($1, 'webhook', $2, $3, $4) returning id", [
          own.id,
          name,
          enabled,
          JSON.stringify(events),
        ])
      )[0]!.id;
    const all = await destination('All', true, { mode: 'all' });
    const purchases = await destination('Purchases', true, { mode: 'selected', selected: ['purchase'] });
    await destination('Leads', true, { mode: 'selected', selected: ['generate_lead'] });
    await destination('Off', false, { mode: 'all' });
    const purchase = (value: unknown, event_id: string) => ({ event_type: 'purchase', event_id, event_data: { value } });
    await warp.track({ script_id: own.scriptId, events: [purchase(1, 'a'), purchase('1.234,50', 'b'), purchase('much', 'c'), purchase('1,234.50', 'd'), { event_type: 'page_view', screen: 'large' }] });
    await warp.track({ script_id: own.scriptId, events: [purchase('1.234,50', 'b')] });
    await eventually(() => stored(own.id), (rows) => rows.length === 5);
    const { status, json } = await call<{ findings: Record<string, unknown>[] }>('client', `${own.id}/data-quality?range=7d`);
    expect(status).toBe(200);
    expect(json.findings).toMatchObject([
      { rule: 'ambiguous_number', field: 'event_data.value', event_type: 'purchase', count: 2, share: 0.5, example: { event_id: 'b', was: '1.234,50' } },
      { rule: 'not_a_number', field: 'event_data.value', event_type: 'purchase', count: 1, share: 0.25, example: { event_id: 'c', was: 'aaaa' } },
      { rule: 'not_a_screen', field: 'screen', event_type: 'page_view', count: 1, share: 1 },
    ]);
    expect(json.findings.map(({ destinations }) => (destinations as { id: string }[]).map(({ id }) => id))).toEqual([[all, purchases], [all, purchases], [all]]);
    for (const { first_seen, last_seen } of json.findings) {
      expect(Date.now() - Date.parse(first_seen as string)).toBeLessThan(DAY_MS);
      expect(Date.parse(last_seen as string)).toBeGreaterThanOrEqual(Date.parse(first_seen as string));
    }
    expect((await call<{ findings: unknown[] }>('client', `${own.id}/data-quality?range=yesterday`)).json.findings).toEqual([]);
  });

  it('is shown to nobody who does not see the site, and refuses a range that is none', async () => {
    expect((await call('stranger', `${site.id}/data-quality`)).status).toBe(404);
    expect((await call('stranger', `${site.id}/failed-events`)).status).toBe(404);
    expect((await call('stranger', `${site.id}/failed-events/retry`, { filter: {} })).status).toBe(404);
    expect((await call('client', `${site.id}/data-quality?range=ever`)).status).toBe(400);
    expect((await call('client', `${randomUUID()}/data-quality`)).status).toBe(404);
  });
});

describe('a rejected event', () => {
  it('is kept, sealed and without its sender’s address, shown with field and rule, and counted', async () => {
    const own = await ownSite();
    const headers = { 'x-forwarded-for': '203.0.113.77' };
    const all = await warp.track({ script_id: own.scriptId, event_type: 'add to cart', event_id: 'f1', user: { email: 'mark@example.org' } }, headers);
    expect(all.status).toBe(400);
    const some = await warp.track({ script_id: own.scriptId, events: [{ event_type: 'page_view' }, { event_type: 'page_view', timestamp: Date.now() - 8 * DAY_MS }, 7] }, headers);
    expect(await some.json()).toMatchObject({ accepted: 1, rejected: [{ index: 1, code: 'timestamp_out_of_range' }, { index: 2, code: 'invalid_event' }] });
    await failedAll(own.id, 3);
    const { items, reasons } = await failed('client', own.id);
    expect(items).toMatchObject([
      { code: 'timestamp_out_of_range', field: 'timestamp', rule: 'too_old', event_type: 'page_view', via: 'script', retried_at: null },
      { code: 'invalid_event', field: 'event_type', rule: 'pattern', event_type: 'add to cart' },
    ]);
    expect(reasons).toMatchObject([
      { code: 'invalid_event', field: '', rule: 'not_an_object', events: 1 },
      { code: 'invalid_event', field: 'event_type', rule: 'pattern', events: 1 },
      { code: 'timestamp_out_of_range', field: 'timestamp', rule: 'too_old', events: 1 },
    ]);
    const rows = await warp.database.query<{ body: Buffer }>('select * from failed_events where site_id = $1', [own.id]);
    const opened = rows.map(({ body }) => warp.keyRing.open(body, 'failed-event').toString()).join();
    expect(opened).toContain('mark@example.org');
    expect(opened).not.toContain('203.0.113.77');
    expect(JSON.stringify(rows)).not.toContain('mark@');
    expect(rows.map(({ body }) => body.toString('latin1')).join()).not.toContain('mark@');
    const page = await failed('client', own.id, '?limit=1');
    expect(page.items).toHaveLength(1);
    expect((await failed('client', own.id, `?limit=1&cursor=${page.next_cursor}`)).items[0]!.rule).toBe('pattern');
    expect((await failed('client', own.id, '?rule=pattern')).items).toHaveLength(1);
  });

  it('of somebody who refused to be measured is counted only, and so is one that is too large to keep', async () => {
    const own = await ownSite({ respect_dnt: true });
    await warp.track({ script_id: own.scriptId, event_type: '1', consent: { analytics: 'denied' } });
    await warp.track({ script_id: own.scriptId, event_type: '1' }, { dnt: '1' });
    await warp.track({ script_id: own.scriptId, event_type: 'x', page_title: 'x'.repeat(70_000) });
    await failedAll(own.id, 3);
    expect((await failed('client', own.id)).items).toEqual([]);
  });

  it('is taken again once it is mended, with its id and its time of receipt, and stored once however often', async () => {
    const own = await ownSite();
    await warp.track({ script_id: own.scriptId, event_type: 'my purchase', event_id: 'o-1', visitor_id: 'v', event_data: { price_total: '49.00' } });
    await warp.track({ script_id: own.scriptId, event_type: 'my purchase', event_data: { price_total: 'free' } });
    await failedAll(own.id, 2);
    const [unnamed, named] = (await failed('manager', own.id)).items;
    const changes = [
      { op: 'set', field: 'event_type', value: 'purchase' },
      { op: 'rename', field: 'event_data.price_total', to: 'event_data.value' },
    ];
    const order = { filter: { rule: 'pattern' }, changes };
    expect((await call('client', `${own.id}/failed-events/retry`, order)).status).toBe(403);

    const unmended = await call<Report>('manager', `${own.id}/failed-events/retry`, { ids: [named!.id], dry_run: true });
    expect(unmended).toMatchObject({ status: 200, json: { accepted: 0, rejected: 1, retry_id: null, results: [{ is: 'rejected', field: 'event_type', rule: 'pattern' }] } });
    const dry = await call<Report>('manager', `${own.id}/failed-events/retry`, { ...order, dry_run: true });
    expect(dry).toMatchObject({
      status: 200,
      json: {
        matching: 2,
        accepted: 2,
        retry_id: null,
        results: [
          { id: named!.id, is: 'accepted', event_id: 'o-1', issues: [] },
          { id: unnamed!.id, is: 'accepted', issues: [{ field: 'event_data.value', rule: 'not_a_number', was: 'aaaa' }] },
        ],
      },
    });
    expect(await stored(own.id)).toEqual([]);

    const received = await warp.database.query<{ id: string; received_at: Date }>('select id, received_at from failed_events where site_id = $1 order by id', [own.id]);
    const answers = await Promise.all([1, 2].map(() => call<Report>('manager', `${own.id}/failed-events/retry`, order)));
    expect(answers.reduce((sum, { json }) => sum + json.accepted, 0)).toBe(2);
    const retry = answers.find(({ json }) => json.retry_id !== null)!;
    expect(retry.status).toBe(202);
    const again = await call<Report>('manager', `${own.id}/failed-events/retry`, order);
    expect(again).toMatchObject({ status: 200, json: { matching: 0, accepted: 0 } });
    await eventually(() => stored(own.id), (rows) => rows.length === 2);
    const rows = await stored(own.id);
    expect(rows.map(({ event_id, event_data }) => [event_id, event_data])).toEqual(expect.arrayContaining([['o-1', { value: 49 }], [`retry:${unnamed!.id}`, {}]]));
    expect(rows.map(({ created_at }) => created_at)).toEqual(expect.arrayContaining(received.map(({ received_at }) => received_at)));
    expect((await call('client', `${own.id}/failed-events/retries/${retry.json.retry_id}`)).json).toEqual({ total: retry.json.accepted, stored: retry.json.accepted, waiting: 0 });
    expect((await failed('client', own.id)).items.map(({ event_id }) => event_id)).toContain('o-1');
    const audit = await warp.database.query("select details from audit_log where action = 'failed_events.retried' and target_id = $1", [own.id]);
    expect(audit).toHaveLength(1);
  });

  it('puts its site in error when most are, until they are taken again', async () => {
    const own = await ownSite();
    const state = async () => (await call<{ state: string; state_reason: string }>('client', own.id)).json;
    await warp.track({ script_id: own.scriptId, events: [{ event_type: 'my purchase' }, { event_type: 'my purchase' }, { event_type: 'page_view' }] });
    await failedAll(own.id, 2);
    await eventually(() => stored(own.id), (rows) => rows.length === 1);
    expect(await state()).toMatchObject({ state: 'error', state_reason: '2 events are rejected (see failed events), and 1 stored, in the last 24 hours.' });
    await call('manager', `${own.id}/failed-events/retry`, { filter: {}, changes: [{ op: 'set', field: 'event_type', value: 'purchase' }] });
    await eventually(() => stored(own.id), (rows) => rows.length === 3);
    expect(await state()).toMatchObject({ state: 'active' });
  });

  it('that is out of time may be taken again by whoever manages the site, at the time it names', async () => {
    const own = await ownSite();
    const at = Date.now() - 20 * DAY_MS;
    await warp.track({ script_id: own.scriptId, event_type: 'purchase', event_id: 'late', timestamp: at });
    await failedAll(own.id, 1);
    const { json } = await call<Report>('manager', `${own.id}/failed-events/retry`, { filter: { code: 'timestamp_out_of_range' } });
    expect(json).toMatchObject({ accepted: 1 });
    const [event] = await eventually(() => stored(own.id), (rows) => rows.length === 1);
    expect(event).toMatchObject({ event_id: 'late', timestamp: new Date(at) });
  });

  it('is mended by the rules of the door: what cannot be stored, is too deep or too large is refused', async () => {
    const own = await ownSite();
    await warp.track({ script_id: own.scriptId, event_type: 'no name', event_id: 'm1' });
    await failedAll(own.id, 1);
    const retry = async (value: unknown, dry_run = true) =>
      (await call<Report>('manager', `${own.id}/failed-events/retry`, { filter: {}, dry_run, changes: [{ op: 'set', field: 'event_type', value: 'x' }, { op: 'set', field: 'event_data.note', value }] })).json;
    expect((await retry('x'.repeat(70_000))).results).toMatchObject([{ is: 'rejected', code: 'event_too_large' }]);
    expect(await retry(JSON.parse('['.repeat(150) + ']'.repeat(150)))).toMatchObject({ status: 400, errors: [{ field: 'body', rule: 'depth' }] });
    expect(await retry('a\0b\ud800')).toMatchObject({ status: 400 });
    expect((await retry('ab', false)).accepted).toBe(1);
    const [event] = await eventually(() => stored(own.id), (rows) => rows.length === 1);
    expect(event).toMatchObject({ event_id: 'm1', event_data: { note: 'ab' } });
  });

  it('whose key is no longer in the ring is left alone, and the others are taken', async () => {
    const own = await ownSite();
    await warp.track({ script_id: own.scriptId, events: [{ event_type: 'no name', event_id: 'k1' }, { event_type: 'no name', event_id: 'k2' }, { event_type: 'x' }] });
    await failedAll(own.id, 2);
    await warp.database.query("update failed_events set body = '\\x0102' where id = (select min(id::text)::uuid from failed_events where site_id = $1)", [own.id]);
    const { json } = await call<Report>('manager', `${own.id}/failed-events/retry`, { filter: {}, changes: [{ op: 'set', field: 'event_type', value: 'x' }] });
    expect(json).toMatchObject({ accepted: 1, rejected: 1, results: [{ is: 'rejected', code: 'key_lost' }, { is: 'accepted', event_id: 'k2' }] });
  });

  it.each([
    [{}, 'ids'],
    [{ ids: ['nonsense'] }, 'ids'],
    [{ filter: {}, changes: [{ op: 'burn', field: 'a' }] }, 'changes.0.op'],
    [{ filter: {}, changes: [{ op: 'set', field: 'a b', value: 1 }] }, 'changes.0.field'],
    [{ filter: {}, changes: [{ op: 'set', field: 'a' }] }, 'changes.0.value'],
    [{ filter: { nonsense: 1 } }, 'filter.nonsense'],
  ])('is not taken again by the order %j', async (order, field) => {
    const { status, json } = await call<{ errors: { field: string }[] }>('manager', `${site.id}/failed-events/retry`, order);
    expect(status).toBe(400);
    expect(json.errors.map((error) => error.field)).toContain(field);
  });

  it('expires after 30 days', async () => {
    const own = await ownSite();
    await warp.track({ script_id: own.scriptId, events: [{ event_type: '1' }, { event_type: '2' }, { event_type: 'x' }] });
    await failedAll(own.id, 2);
    const [first] = (await failed('client', own.id)).items;
    await warp.database.query("update failed_events set received_at = now() - interval '31 days' where id = $1", [first!.id]);
    await warp.warp.app.get(FailedEventExpiry, { strict: false }).expire();
    expect((await failed('client', own.id)).items).toHaveLength(1);
  });

  it('shows in monitoring, to those who see the site', async () => {
    const pipeline = async (who: string) =>
      (await (await fetch(`${warp.url}/api/monitoring/pipeline`, { headers: { authorization: `Bearer ${tokens[who]}` } })).json()) as { rejections: { rule: string; events: number }[] };
    const [counted] = await warp.database.query<{ events: number }>("select sum(events)::int as events from failed_event_counts c join sites s on s.id = c.site_id where s.agency_id = $1", [site.agencyId]);
    expect((await pipeline('manager')).rejections.reduce((sum, { events }) => sum + events, 0)).toBe(counted!.events);
    expect((await pipeline('stranger')).rejections).toEqual([]);
  });
});

describe('a flood of rejected events', () => {
  it('is counted to the last one, and kept as far as the site’s day has room', async () => {
    const own = await ownSite();
    const request = { script_id: own.scriptId, events: Array.from({ length: 100 }, () => ({ event_type: '!' })) };
    for (let sent = 0; sent < 8_300; sent += 100) expect((await warp.track(request, { 'x-forwarded-for': `10.1.${sent / 100}.1` })).status).toBe(400);
    await failedAll(own.id, 8_300);
    const [kept] = await warp.database.query('select count(*)::int as bodies from failed_events where site_id = $1', [own.id]);
    // Eight tenths of 10,000: the rest is kept for what the site's own servers send.
    expect(kept).toEqual({ bodies: 8_000 });
    expect((await failed('client', own.id)).reasons).toMatchObject([{ rule: 'pattern', events: 8_300 }]);
  });
});
