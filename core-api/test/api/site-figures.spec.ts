import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { BROWSER, eventually, startTestWarp, type TestWarp } from '../setup/running-warp.js';
import { startHook, type Hook } from '../stand-ins/hook.js';
import { ADMIN_PASSWORD, asAdmin, ConnectedSite } from './connected-site.js';

const HINTS = { 'sec-fetch-mode': 'cors', 'accept-language': 'de' };
const MINUTE = 60_000;

let warp: TestWarp;
let hook: Hook;
let shop: ConnectedSite;
let foreign: ConnectedSite;
let destination: string;
const begun = Date.now();

/** Of a visitor at 17.253.144.10, which is Apple's network. */
const view = (id: string, path: string, visitor: string, minutesAgo = 1, more: object = {}) => ({
  event_type: 'page_view',
  event_id: id,
  page_url: `https://shop.example${path}?utm=1#top`,
  visitor_id: visitor,
  session_id: `s-${visitor}`,
  timestamp: begun - minutesAgo * MINUTE,
  client: { remote_addr: '17.253.144.10', user_agent: BROWSER['user-agent'], received_at: begun, hints: HINTS },
  ...more,
});

beforeAll(async () => {
  warp = await startTestWarp({ WARP_ADMIN_PASSWORD: ADMIN_PASSWORD });
  hook = await startHook();
  shop = await ConnectedSite.of(warp, { config: { timezone: 'Europe/Berlin', currency: 'EUR' } });
  foreign = await ConnectedSite.of(warp, { domain: 'foreign.example' });
  destination = await shop.addWebhook(`${hook.url}/hook`, { events: { mode: 'selected', selected: ['page_view', 'purchase'] } });
  await shop.send([
    view('v1', '/hello/', 'ada', 5),
    view('v2', '/hello/', 'ada', 4),
    view('v3', '/', 'bob', 3),
    view('v4', '/hello/', 'bob', 2),
    view('robot', '/hello/', 'robot', 2, {
      client: { remote_addr: '17.253.144.10', user_agent: 'Googlebot/2.1 (+http://www.google.com/bot.html)', received_at: begun, hints: HINTS },
    }),
    view('refused', '/hello/', 'cid', 2, { consent: { analytics: false } }),
    view('cart', '/hello/', 'ada', 1, { event_type: 'add_to_cart' }),
  ]);
  await foreign.send([view('f1', '/hello/', 'eve')]);
  await eventually(
    () => warp.database.query<{ n: number }>('select count(*)::int as n from deliveries where site_id = $1 and finished_at is not null', [shop.site.id]),
    ([row]) => row!.n === 6,
  );
});
afterAll(async () => {
  await warp.stop();
  await hook.stop();
});

const today = `from=${new Date(begun - 24 * 60 * MINUTE).toISOString()}&timezone=Europe/Berlin`;

describe('what a site’s token reads', () => {
  it('is the site, its settings and how its destinations do', async () => {
    const { json } = await shop.ask('GET', '');
    expect(json).toEqual({
      site_id: shop.site.id,
      name: 'Shop',
      domains: ['shop.example'],
      status: 'active',
      state: 'active',
      state_reason: expect.stringMatching(/^Last event /),
      script_id: shop.site.scriptId,
      last_event_at: expect.any(String),
      events_today: 5,
      config: expect.objectContaining({ timezone: 'Europe/Berlin', trusted_proxies: [], consent: { analytics: true, marketing: false, without_analytics: 'nothing' } }),
      settings: { reported_at: null, differences: [] },
      destinations: [
        {
          id: destination,
          plugin: 'webhook',
          name: 'Hook',
          enabled: true,
          status: 'active',
          status_reason: null,
          state: 'healthy',
          state_reason: 'All 4 events of the last hour were delivered.',
          last_success_at: expect.any(String),
          success_rate: 1,
        },
      ],
      core_version: '0.1.0',
    });
  });

  it('is the dashboard’s own overview, with the currency', async () => {
    const own = await shop.ask('GET', `/overview?${today}`);
    const dashboard = await asAdmin(warp, 'GET', `/api/analytics/sites/${shop.site.id}?${today}`);
    const { currency, ...figures } = own.json;
    expect([figures, currency]).toEqual([dashboard.json, 'EUR']);
    expect(figures['metrics']).toMatchObject({ events: 5, visitors: 2, sessions: 2, page_views: 4 });
  });

  it('are its newest events as the dashboard lists them, none of another site’s', async () => {
    const own = await shop.ask('GET', '/events?limit=3');
    const dashboard = await asAdmin(warp, 'GET', `/api/analytics/events?site_id=${shop.site.id}&limit=3`);
    expect(own.json).toEqual(dashboard.json);
    const items = own.json['items'] as { event_id: string; timestamp: string }[];
    expect(items[0]!.event_id).toBe('cart');
    const ids = async (query: string): Promise<string[]> => ((await shop.ask('GET', `/events?${query}`)).json['items'] as { event_id: string }[]).map(({ event_id }) => event_id);
    expect((await ids('limit=200')).sort()).toEqual(['cart', 'robot', 'v1', 'v2', 'v3', 'v4']);
    expect(await ids('event_type=add_to_cart')).toEqual(['cart']);
    expect((await ids(`after=${new Date(begun - 3 * MINUTE).toISOString()}`)).sort()).toEqual(['cart', 'robot', 'v4']);
    expect(await ids(`after=${items[0]!.timestamp}`)).toEqual([]);
  });

  it.each([
    ['after=yesterday', 'after'],
    ['limit=201', 'limit'],
    ['site_id=00000000-0000-4000-8000-000000000000', 'site_id'],
  ])('of events refuses %s by name', async (query, field) => {
    const { status, json } = await shop.ask('GET', `/events?${query}`);
    expect([status, (json['errors'] as { field: string }[])[0]!.field]).toEqual([400, field]);
  });

  it('of single pages are views and visitors, of people, as a plain count has them', async () => {
    const asPhpWrites = `paths%5B0%5D=${encodeURIComponent('/hello/')}&paths%5B1%5D=%2F&paths%5B2%5D=%2Fnobody`;
    const { json } = await shop.ask('GET', `/pages?${today}&${asPhpWrites}`);
    expect(json).toEqual({
      items: [
        { path: '/hello/', views: 3, visitors: 2 },
        { path: '/', views: 1, visitors: 1 },
        { path: '/nobody', views: 0, visitors: 0 },
      ],
    });
    const [plain] = await warp.database.query(
      `select count(*)::int as views, count(distinct visitor_id)::int as visitors from events
       where site_id = $1 and event_type = 'page_view' and bot_score < 50 and page_url like 'https://shop.example/hello/?%'`,
      [shop.site.id],
    );
    expect(plain).toEqual({ views: 3, visitors: 2 });
    expect((await shop.ask('GET', `/pages?${today}&paths[]=/hello/&paths[]=/`)).json).toMatchObject({ items: [{ views: 3 }, { views: 1 }] });
  });

  it('of single pages say so when there are too many events to count visitors', async () => {
    const busy = await ConnectedSite.of(warp);
    await warp.database.query(
      `insert into rollups (site_id, dimension, grain, bucket, value, events, page_views)
       select $1, dimension, 'day', date_trunc('day', now(), 'UTC'), value, 150001, 150001 from (values ('total', ''), ('page', '/a')) as row (dimension, value)`,
      [busy.site.id],
    );
    expect((await busy.ask('GET', '/pages?paths[]=/a')).json).toEqual({ items: [{ path: '/a', views: 150_001, visitors: null }] });
  });

  it.each([
    ['no path', 'from=2026-11-01', 'required'],
    ['101 paths', Array.from({ length: 101 }, (_, n) => `paths[]=/${n}`).join('&'), 'array_max_size'],
    ['an address', 'paths[]=https://shop.example/', 'path'],
  ])('of single pages refuse %s', async (_, query, rule) => {
    const { status, json } = await shop.ask('GET', `/pages?${query}`);
    expect([status, json['errors']]).toEqual([400, [expect.objectContaining({ field: 'paths[]', rule })]]);
  });

  it('of companies are the visits to this site, not to the agency’s others', async () => {
    // The same company visits another site of the same agency.
    await warp.database.query('update sites set agency_id = $1 where id = $2', [shop.site.agencyId, foreign.site.id]);
    await warp.database.query(
      `insert into company_sites (company_id, site_id, first_seen, last_seen, visits, page_views)
       select company_id, $1, '2020-01-01', now(), 70, 700 from company_sites where site_id = $2`,
      [foreign.site.id, shop.site.id],
    );
    const { json } = await shop.ask('GET', '/companies?sort=total_visits');
    expect(json).toMatchObject({ total: 1, items: [{ name: 'Apple Inc.', total_visits: 2, total_page_views: 4, sites_visited: 1 }] });
    const all = await asAdmin(warp, 'GET', `/api/analytics/companies?site_id=${shop.site.id}`);
    expect(all.json).toMatchObject({ total: 1, items: [{ name: 'Apple Inc.', total_visits: 2, total_page_views: 4, sites_visited: 2 }] });
  });

  it('of health are what was left out and what was not delivered, with sentences', async () => {
    const { json } = await shop.ask('GET', '/health');
    expect(json).toMatchObject({
      events: 6,
      drops: [{ reason: 'no_consent', sentence: 'The visitor refused analytics and the site does not measure without it.', events: 1 }],
      destinations: [{ destination_id: destination, name: 'Hook', plugin: 'webhook', status: 'active', status_reason: null, sent: 4, failed: 0, waiting: 0 }],
    });
    expect(json['not_delivered']).toEqual(
      expect.arrayContaining([
        { destination_id: destination, state: 'skipped', reason: 'event_not_selected', sentence: 'This destination is not set to receive this event.', events: 1 },
        { destination_id: destination, state: 'skipped', reason: 'bot', sentence: 'It looks like an automated visit.', events: 1 },
      ]),
    );
  });
});
