import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { io, type Socket } from 'socket.io-client';
import { hashPassword } from '../../src/identity/passwords.js';
import { parseRange } from '../../src/analytics/date-range.js';
import { bucketStarts } from '../../src/metrics/query/range.js';
import { readMetrics } from '../setup/metrics.js';
import { eventually, startTestWarp, type TestSite, type TestWarp } from '../setup/running-warp.js';

const PASSWORD = 'a long enough password';

let warp: TestWarp;
let site: TestSite;
let foreign: TestSite;

beforeAll(async () => {
  warp = await startTestWarp({ WARP_ADMIN_PASSWORD: PASSWORD });
  site = await warp.site({ config: { timezone: 'Europe/Berlin' } });
  foreign = await warp.site();
  await warp.database.query('insert into users (agency_id, email, name, role, password_hash) values ($1, $2, $3, $4, $5)', [
    site.agencyId,
    'agency@example.org',
    'Agency',
    'agency_admin',
    await hashPassword(PASSWORD),
  ]);
});
afterAll(() => warp.stop());

async function tokenOf(email: string): Promise<string> {
  const answer = await fetch(`${warp.url}/api/auth/login`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ email, password: PASSWORD }) });
  return ((await answer.json()) as { access_token: string }).access_token;
}

async function get<T>(path: string, token: string): Promise<{ status: number; json: T }> {
  const answer = await fetch(`${warp.url}${path}`, { headers: { authorization: `Bearer ${token}` } });
  return { status: answer.status, json: (await answer.json()) as T };
}

describe('figures', () => {
  let token: string;
  const at = (minutes: number): number => Date.now() - minutes * 60_000;

  beforeAll(async () => {
    token = await tokenOf('agency@example.org');
    const page = (path: string, visitor: string, minutes: number) => ({
      event_type: 'page_view',
      page_url: `https://shop.example${path}`,
      visitor_id: visitor,
      session_id: `s-${visitor}`,
      timestamp: at(minutes),
    });
    // Two visitors: one bounces, the other sees three pages in two minutes and buys for 30.
    await warp.track({
      script_id: site.scriptId,
      events: [
        { ...page('/', 'v1', 4), referrer: 'https://www.google.com/' },
        page('/', 'v2', 4),
        page('/a', 'v2', 3),
        page('/thanks', 'v2', 2),
        {
          event_type: 'purchase',
          page_url: 'https://shop.example/thanks',
          visitor_id: 'v2',
          session_id: 's-v2',
          timestamp: at(2),
          event_data: { transaction_id: 'T1', value: 30, currency: 'EUR', items: [{ item_id: 'x', item_name: 'X', price: 15, quantity: 2 }] },
        },
      ],
    });
    await warp.track({ script_id: foreign.scriptId, ...page('/secret', 'v9', 1) });
    await eventually(
      () => warp.database.query<{ n: number }>('select count(*)::int as n from events'),
      ([row]) => row!.n === 6,
    );
  });

  const lastDay = `from=${new Date(Date.now() - 86_400_000).toISOString()}&timezone=Europe/Berlin`;

  it('of a site are what was done there', async () => {
    const { status, json } = await get<Record<string, unknown>>(`/api/analytics/sites/${site.id}?${lastDay}`, token);
    expect(status).toBe(200);
    expect(json['metrics']).toMatchObject({
      events: 5,
      sessions: 2,
      visitors: 2,
      page_views: 4,
      conversions: 1,
      bounce_rate: 0.5,
      revenue: 30,
      transactions: 1,
      average_order_value: 30,
    });
    // (0 s + 120 s) / 2
    expect((json['metrics'] as { avg_session_duration: number }).avg_session_duration).toBeCloseTo(60, 0);
    expect(json['pages']).toMatchObject({ top: [{ path: '/', count: 2 }, { path: '/a', count: 1 }, { path: '/thanks', count: 1 }], conversion: [{ path: '/thanks', count: 1 }] });
    expect(json['channels']).toEqual([
      { channel: 'direct', sessions: 1 },
      { channel: 'organic', sessions: 1 },
    ]);
    expect(json['ecommerce']).toMatchObject({ products: [{ item_id: 'x', item_name: 'X', quantity: 2, revenue: 30 }] });
  });

  it('of all sites leave another agency’s out', async () => {
    const { json } = await get<{ totals: object; top_sites: object[] }>(`/api/analytics/overview?${lastDay}`, token);
    expect(json.totals).toEqual({ events: 5, sessions: 2, page_views: 4, conversions: 1, active_sites: 1 });
    expect(json.top_sites).toEqual([{ site_id: site.id, name: 'Shop', events: 5, sessions: 2, conversion_rate: 0.5, business_visitor_rate: 0 }]);
    const all = await get<{ totals: { events: number } }>(`/api/analytics/overview?${lastDay}`, await tokenOf('admin@warp.local'));
    expect(all.json.totals.events).toBe(6);
  });

  it('of a foreign site answer 404, and its events are not listed', async () => {
    expect((await get(`/api/analytics/sites/${foreign.id}`, token)).status).toBe(404);
    const { json } = await get<{ items: { site_id: string }[] }>('/api/analytics/events', token);
    expect(json.items).toHaveLength(5);
    expect(new Set(json.items.map(({ site_id }) => site_id))).toEqual(new Set([site.id]));
  });

  it('of events come in pages that neither repeat nor skip', async () => {
    const seen: string[] = [];
    let cursor: string | null = null;
    do {
      const { json }: { json: { items: { event_id: string }[]; next_cursor: string | null } } = await get(`/api/analytics/events?limit=2${cursor === null ? '' : `&cursor=${cursor}`}`, token);
      seen.push(...json.items.map(({ event_id }) => event_id));
      cursor = json.next_cursor;
    } while (cursor !== null);
    const rows = await warp.database.query<{ event_id: string }>('select event_id from events where site_id = $1 order by "timestamp" desc, id desc', [site.id]);
    expect(seen).toEqual(rows.map(({ event_id }) => event_id));
  });

  it.each([
    ['timezone=Mars/Olympus', 'timezone'],
    ['from=yesterday', 'from'],
    ['from=2026-11-02&to=2026-11-01', 'to'],
    ['from=2020-01-01&to=2026-01-01', 'to'],
  ])('asked for with %s name the wrong field', async (query, field) => {
    const { status, json } = await get<{ errors: { field: string }[] }>(`/api/analytics/overview?${query}`, token);
    expect(status).toBe(400);
    expect(json.errors[0]!.field).toBe(field);
  });
});

describe('a range', () => {
  it.each([
    // Lengths by hand: clocks go back on 25 October and forward on 29 March.
    ['2026-10-24', '2026-10-26', 'Europe/Berlin', 3 * 24 + 1],
    ['2026-03-28', '2026-03-30', 'Europe/Berlin', 3 * 24 - 1],
    ['2026-11-01', '2026-11-03', 'UTC', 3 * 24],
  ])('%s to %s in %s lasts %d hours', (from, to, timezone, hours) => {
    const range = parseRange({ from, to, timezone }, 0);
    expect((range.to - range.from) / 3_600_000).toBe(hours);
    expect(bucketStarts(range)).toHaveLength(3);
  });
});

describe('the live stream', () => {
  const connect = (token: string): Socket => io(warp.url, { auth: { token }, reconnection: false });

  it('shows the events of sites one may see, and figures by the second', async () => {
    const socket = connect(await tokenOf('agency@example.org'));
    const events: { event_id: string }[] = [];
    const metrics: { site_id: string | null; events_per_minute: number; active_sessions: number }[] = [];
    socket.on('event', (event: { event_id: string }) => events.push(event));
    socket.on('metrics', (figures: (typeof metrics)[number]) => metrics.push(figures));
    expect(await socket.emitWithAck('subscribe', { sites: [site.id, foreign.id] })).toEqual({ ok: true, sites: [site.id] });
    await warp.track({ script_id: foreign.scriptId, event_type: 'x', event_id: 'foreign' });
    await warp.track({ script_id: site.scriptId, event_type: 'x', event_id: 'mine', visitor_id: 'live', user: { email: 'ada@example.com' } });
    await eventually(async () => events, (seen) => seen.length > 0);
    await eventually(async () => metrics.filter(({ site_id }) => site_id === null).at(-1), (latest) => (latest?.active_sessions ?? 0) > 0);
    expect(events.map(({ event_id }) => event_id)).toEqual(['mine']);
    expect(JSON.stringify(events)).not.toContain('ada@example.com');
    socket.close();
  });

  it('passes only what was asked for', async () => {
    const socket = connect(await tokenOf('agency@example.org'));
    const types: string[] = [];
    socket.on('event', ({ event_type }: { event_type: string }) => types.push(event_type));
    await socket.emitWithAck('subscribe', { sites: [site.id], event_types: ['wanted'] });
    await warp.track({ script_id: site.scriptId, events: [{ event_type: 'unwanted' }, { event_type: 'wanted' }] });
    await eventually(async () => types, (seen) => seen.length > 0);
    expect(types).toEqual(['wanted']);
    socket.close();
  });

  it('refuses a bad token', async () => {
    const socket = connect('nonsense');
    const error = await new Promise<Error>((resolve) => socket.once('connect_error', resolve));
    expect(error.message).toContain('access token');
    socket.close();
  });
});

describe('health', () => {
  it('is told part by part, to anybody', async () => {
    expect(await (await fetch(`${warp.url}/health/live`)).json()).toEqual({ status: 'ok' });
    expect(await (await fetch(`${warp.url}/health/ready`)).json()).toEqual({ status: 'ok', parts: { database: true, log: true } });
    expect(await readMetrics(warp.url)).toContain('warp_pipeline_entries_total');
  });
});
