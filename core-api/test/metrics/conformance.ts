import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Enriched } from '@warp/contracts';
import type { TenantScope } from '../../src/database/tenant-scope.js';
import type { PreparedEvent } from '../../src/metrics/prepared-event.js';
import type { Metrics, MetricsReader } from '../../src/metrics/query/port.js';
import type { Dimension } from '../../src/metrics/schema.js';
import type { TakenOver } from '../../src/metrics/write.js';
import type { SiteEntry } from '../../src/site-directory/site-directory.js';
import { preparedOf, type Said } from './said.js';

/** An engine that stores events and answers for them. */
export interface Engine {
  readonly metrics: Metrics;
  /** A site of an agency of its own. */
  site(config: object): Promise<SiteEntry>;
  /** Stores a batch; when it returns, what was stored is in the answers. */
  store(events: readonly PreparedEvent[], takenOver?: readonly TakenOver[]): Promise<void>;
  stop(): Promise<void>;
}

const FIRM: Enriched = {
  geo: { country: 'DE', region: 'Berlin', city: 'Berlin' },
  device: { category: 'desktop', browser: 'Chrome', os: 'Windows' },
  organisation: { name: 'Acme', domain: 'acme.example', kind: 'business', confidence: 0.9 },
};
const HOME: Enriched = { geo: { country: 'AT', city: 'Wien' }, device: { category: 'mobile', browser: 'Safari', os: 'iOS' } };

const SHIRTS = { value: 40.5, currency: 'EUR', transaction_id: 'T1', items: [{ item_id: 's / 1', item_name: 'Shirt', price: 20.25, quantity: 2 }] };

/*
 * A shop in Berlin over 25 and 26 October 2026. The first of the two days has 25 hours: from 22:00 UTC of the day before until 23:00 UTC.
 * Ada, of a known firm, reads three pages and buys; she is back the next morning. Ben comes by a newsletter in the day's 25th hour and leaves.
 */
const FIRST: readonly Said[] = [
  { at: '2026-10-25T09:00:00Z', type: 'page_view', id: 'a1', visitor: 'ada', session: 's1', path: '/', referrer: 'https://www.google.com/', enriched: FIRM },
  { at: '2026-10-25T09:01:00Z', type: 'page_view', id: 'a2', visitor: 'ada', session: 's1', path: '/shirts', enriched: FIRM },
  { at: '2026-10-25T09:02:00Z', type: 'add_to_cart', id: 'a3', visitor: 'ada', session: 's1', path: '/shirts', enriched: FIRM },
  // What a browser claims of the order; her shop's server knows better.
  { at: '2026-10-25T09:05:00Z', type: 'purchase', id: 'order', visitor: 'ada', session: 's1', path: '/thanks', data: { ...SHIRTS, value: 999 }, enriched: FIRM },
  { at: '2026-10-25T12:00:00Z', type: 'page_view', id: 'r1', visitor: 'robot', session: 's9', path: '/', isRobot: true, enriched: HOME },
];
const SECOND: readonly Said[] = [
  { at: '2026-10-25T09:04:00Z', type: 'page_view', id: 'a4', visitor: 'ada', session: 's1', path: '/thanks', enriched: FIRM },
  { at: '2026-10-25T09:05:00Z', type: 'purchase', id: 'order', visitor: 'ada', session: 's1', path: '/thanks', data: SHIRTS, byServer: true, enriched: FIRM },
  { at: '2026-10-25T13:00:00Z', type: 'refund', id: 'back', data: { value: 10.5, currency: 'EUR' } },
  { at: '2026-10-25T22:30:00Z', type: 'page_view', id: 'b1', visitor: 'ben', session: 's2', path: '/?utm_source=a%20%2F%20b&utm_medium=email&utm_campaign=may', enriched: HOME },
  { at: '2026-10-26T08:00:00Z', type: 'page_view', id: 'a5', visitor: 'ada', session: 's3', path: '/', enriched: FIRM },
];
/** A site in Kolkata, another agency's: 01:30 of 26 October there. */
const ELSEWHERE: readonly Said[] = [{ at: '2026-10-25T20:00:00Z', type: 'page_view', id: 'k1', visitor: 'ada', session: 's1', path: '/x', enriched: FIRM }];

const BOTH_DAYS = { from: Date.parse('2026-10-24T22:00:00Z'), to: Date.parse('2026-10-26T23:00:00Z'), timezone: 'Europe/Berlin', grain: 'day' } as const;
const EVERYTHING: TenantScope = { scope: 'all', userId: null };
const at = (time: string): number => Date.parse(time);

/** Every number that the port gives, after the same events. Expected values are counted by hand. */
export function describeConformance(name: string, open: () => Promise<Engine>): void {
  describe(name, () => {
    let engine: Engine;
    let shop: SiteEntry;
    let elsewhere: SiteEntry;
    beforeAll(async () => {
      engine = await open();
      shop = await engine.site({ timezone: 'Europe/Berlin', currency: 'EUR', conversions: ['purchase'] });
      elsewhere = await engine.site({ timezone: 'Asia/Kolkata', currency: 'INR' });
      await engine.store(FIRST.map((said) => preparedOf(shop, said)));
      const order = { siteId: shop.id, type: 'purchase', id: 'order', since: new Date('2026-10-25T09:05:01Z') };
      await engine.store([...SECOND.map((said) => preparedOf(shop, said)), ...ELSEWHERE.map((said) => preparedOf(elsewhere, said))], [order]);
    });
    afterAll(() => engine.stop());

    const read = <T>(work: (reader: MetricsReader) => Promise<T>, scope = EVERYTHING): Promise<T> => engine.metrics.read(scope, work);
    const ofShop = () => ({ siteId: shop.id, range: BOTH_DAYS });

    it('sums up a range, robots left out and what was taken back too', async () => {
      const measures = ['events', 'page_views', 'sessions', 'bounces', 'session_ms', 'conversions', 'transactions', 'revenue'] as const;
      expect(await read((reader) => reader.totals(ofShop(), measures))).toEqual({
        events: 8,
        page_views: 5,
        sessions: 3,
        // Ben, and Ada's second visit.
        bounces: 2,
        session_ms: 5 * 60_000,
        conversions: 1,
        transactions: 1,
        revenue: 30,
      });
    });

    it.each([
      ['its end not included', '2026-10-25T09:00:00Z', '2026-10-25T13:00:00Z', 5],
      ['its begin included', '2026-10-25T13:00:00Z', '2026-10-26T08:00:00Z', 2],
      ['nothing in it', '2026-10-20T00:00:00Z', '2026-10-21T00:00:00Z', 0],
    ])('sums up a range of hours, %s', async (_what, from, to, events) => {
      expect(await read((reader) => reader.totals({ siteId: shop.id, range: { from: at(from), to: at(to) } }, ['events']))).toEqual({ events });
    });

    it('divides a range by days of its time zone, of which one has 25 hours', async () => {
      const days = await read((reader) => reader.series(ofShop(), ['events', 'sessions']));
      expect([...days].sort(([a], [b]) => a - b)).toEqual([
        [at('2026-10-24T22:00:00Z'), { events: 7, sessions: 2 }],
        [at('2026-10-25T23:00:00Z'), { events: 1, sessions: 1 }],
      ]);
    });

    it('divides a range by days of another time zone, and by hours', async () => {
      const inKolkata = await read((reader) => reader.series({ siteId: elsewhere.id, range: { ...BOTH_DAYS, timezone: 'UTC' } }, ['events']));
      expect([...inKolkata]).toEqual([[at('2026-10-25T00:00:00Z'), { events: 1 }]]);
      const hours = await read((reader) => reader.series({ siteId: shop.id, range: { ...BOTH_DAYS, grain: 'hour' } }, ['page_views', 'revenue']));
      expect([...hours].sort(([a], [b]) => a - b)).toEqual([
        [at('2026-10-25T09:00:00Z'), { page_views: 3, revenue: 40.5 }],
        [at('2026-10-25T13:00:00Z'), { page_views: 0, revenue: -10.5 }],
        [at('2026-10-25T22:00:00Z'), { page_views: 1, revenue: 0 }],
        [at('2026-10-26T08:00:00Z'), { page_views: 1, revenue: 0 }],
      ]);
    });

    it('counts visitors once however often they come', async () => {
      expect(await read((reader) => reader.visitors(shop.id, BOTH_DAYS))).toBe(2);
      expect(await read((reader) => reader.visitors(shop.id, { from: at('2026-10-25T23:00:00Z'), to: BOTH_DAYS.to }))).toBe(1);
    });

    it('counts the visitors of all sites by country, each site’s by themselves', async () => {
      expect(await read((reader) => reader.visitorsByCountry(BOTH_DAYS, 10))).toEqual([
        { country: 'DE', visitors: 2 },
        { country: 'AT', visitors: 1 },
      ]);
      expect(await read((reader) => reader.visitorsByCountry(BOTH_DAYS, 1))).toHaveLength(1);
    });

    it('names the sites with most events, and what share of their sessions came from firms', async () => {
      const sites = await read((reader) => reader.topSites(BOTH_DAYS, ['events', 'sessions', 'conversions'], 10));
      expect(sites).toEqual([
        { siteId: shop.id, name: 'Shop', businessVisitorRate: 2 / 3, sums: { events: 8, sessions: 3, conversions: 1 } },
        { siteId: elsewhere.id, name: 'Shop', businessVisitorRate: 1, sums: { events: 1, sessions: 1, conversions: 0 } },
      ]);
      expect(await read((reader) => reader.topSites(BOTH_DAYS, ['events'], 1))).toHaveLength(1);
    });

    const LISTS: readonly (readonly [dimension: Dimension, rows: readonly object[]])[] = [
      [
        'channel',
        [
          { name: 'direct', sessions: 1, events: 1, revenue: 0 },
          { name: 'email', sessions: 1, events: 1, revenue: 0 },
          { name: 'organic', sessions: 1, events: 5, revenue: 40.5 },
          { name: 'server', sessions: 0, events: 1, revenue: -10.5 },
        ],
      ],
      [
        'source',
        [
          { parts: ['(direct)', '(none)'], sessions: 1 },
          { parts: ['a / b', 'email'], name: 'a / b / email', sessions: 1 },
          { parts: ['google', 'organic'], sessions: 1, conversions: 1, revenue: 40.5 },
          { parts: ['(server)', '(none)'], sessions: 0, revenue: -10.5 },
        ],
      ],
      ['campaign', [{ name: 'may', sessions: 1, bounces: 1 }]],
      ['country', [{ name: 'DE', sessions: 2, session_ms: 300_000 }, { name: 'AT', sessions: 1 }]],
      ['region', [{ name: 'DE / Berlin', parts: ['DE', 'Berlin'], sessions: 2 }]],
      ['city', [{ name: 'DE / Berlin / Berlin', sessions: 2 }, { name: 'AT /  / Wien', parts: ['AT', '', 'Wien'], sessions: 1 }]],
      ['device', [{ name: 'desktop', sessions: 2 }, { name: 'mobile', sessions: 1 }]],
      ['browser', [{ name: 'Chrome', sessions: 2 }, { name: 'Safari', sessions: 1 }]],
      ['os', [{ name: 'Windows', sessions: 2 }, { name: 'iOS', sessions: 1 }]],
      ['screen', [{ name: '1920x1080', sessions: 3 }]],
      [
        'page',
        [
          { name: '/', page_views: 3, events: 3 },
          { name: '/shirts', page_views: 1, events: 2 },
          { name: '/thanks', page_views: 1, events: 2 },
        ],
      ],
      ['entry_page', [{ name: '/', sessions: 3, bounces: 2 }]],
      ['exit_page', [{ name: '/', sessions: 2 }, { name: '/thanks', sessions: 1, session_ms: 300_000 }]],
      ['conversion_page', [{ name: '/thanks', conversions: 1 }]],
      ['goal', [{ name: 'purchase', conversions: 1, revenue: 40.5 }]],
      [
        'event_type',
        [
          { name: 'page_view', events: 5 },
          { name: 'add_to_cart', events: 1 },
          { name: 'purchase', events: 1 },
          { name: 'refund', events: 1 },
        ],
      ],
      ['product', [{ parts: ['s / 1', 'Shirt'], quantity: 2, revenue: 40.5, transactions: 1 }]],
      ['funnel', [{ name: 'add_to_cart', sessions: 1 }, { name: 'purchase', sessions: 1 }]],
      ['bot', [{ name: 'declared', events: 1 }, { name: 'total', events: 1 }]],
    ];

    it.each(LISTS)('lists the values of %s by what they are ranked by', async (dimension, expected) => {
      const measures = ['events', 'page_views', 'sessions', 'bounces', 'session_ms', 'conversions', 'transactions', 'revenue', 'quantity'] as const;
      const lists = await read((reader) => reader.lists(shop.id, BOTH_DAYS, [dimension], measures, 50));
      const rows = lists[dimension].map(({ name: called, parts, sums }) => ({ name: called, parts, ...sums }));
      // What was taken back leaves a row of nothing.
      const counted = rows.filter((row) => measures.some((measure) => row[measure] !== 0));
      expect(counted).toHaveLength(expected.length);
      expect(counted).toMatchObject(expected);
    });

    it('lists several dimensions at once, each as far as it is asked to', async () => {
      const { channel, page, campaign } = await read((reader) => reader.lists(shop.id, BOTH_DAYS, ['channel', 'page', 'campaign'], ['sessions'], 2));
      expect([channel, page, campaign].map((rows) => rows.map((row) => row.name))).toEqual([['direct', 'email'], ['/', '/shirts'], ['may']]);
    });

    it('counts views and visitors of single pages for the whole days that a range touches', async () => {
      const noon = { from: at('2026-10-25T11:00:00Z'), to: at('2026-10-25T12:00:00Z') };
      expect(await read((reader) => reader.pages(shop.id, ['/', '/none', '/shirts'], noon))).toEqual([
        { path: '/', views: 2, visitors: 2 },
        { path: '/none', views: 0, visitors: 0 },
        { path: '/shirts', views: 1, visitors: 1 },
      ]);
    });

    it('names types of events from a day on', async () => {
      expect(await read((reader) => reader.eventTypes(shop.id, at('2026-10-26T20:00:00Z')))).toEqual([{ eventType: 'page_view', events: 1 }]);
    });

    it('knows the day that it is on each site', async () => {
      // 09:30 in Berlin and 14:00 in Kolkata, of 26 October in both.
      const today = await read((reader) => reader.today([shop.id, elsewhere.id], at('2026-10-26T08:30:00Z'), ['events', 'sessions']));
      expect(Object.fromEntries(today)).toEqual({ [shop.id]: { events: 1, sessions: 1 }, [elsewhere.id]: { events: 1, sessions: 1 } });
      // Half past eleven in the evening of the 25th in Berlin, when Kolkata has the 26th.
      const before = await read((reader) => reader.today([shop.id, elsewhere.id], at('2026-10-25T22:30:00Z'), ['events']));
      expect(Object.fromEntries(before)).toEqual({ [shop.id]: { events: 7 }, [elsewhere.id]: { events: 1 } });
    });

    it('sums up the hours that began after a time', async () => {
      const since = await read((reader) => reader.since([shop.id, elsewhere.id], at('2026-10-25T21:00:00Z'), ['events']));
      expect(Object.fromEntries(since)).toEqual({ [shop.id]: { events: 2 } });
    });

    it('counts page views by the site’s days', async () => {
      expect(Object.fromEntries(await read((reader) => reader.pageViewsByDay(shop.id, '2026-10-20', '2026-10-26')))).toEqual({ '2026-10-25': 4, '2026-10-26': 1 });
      expect(Object.fromEntries(await read((reader) => reader.pageViewsByDay(shop.id, '2026-10-26', '2026-10-26')))).toEqual({ '2026-10-26': 1 });
    });

    it('lists the events themselves, newest first, and goes on behind any of them', async () => {
      const ids = (events: readonly { readonly event: Readonly<Record<string, unknown>> }[]): unknown[] => events.map(({ event }) => event['event_id']);
      const first = await read((reader) => reader.events({ siteId: shop.id, limit: 3 }));
      expect(ids(first)).toEqual(['a5', 'b1', 'back']);
      expect(ids(await read((reader) => reader.events({ siteId: shop.id, behind: first.at(-1)!.place, limit: 3 })))).toEqual(['r1', 'order', 'a4']);
      expect(ids(await read((reader) => reader.events({ country: 'AT', limit: 10 })))).toEqual(['b1', 'r1']);
      expect(ids(await read((reader) => reader.events({ company: 'Acme', eventType: 'add_to_cart', limit: 10 })))).toEqual(['a3']);
      expect(ids(await read((reader) => reader.events({ after: '2026-10-25T22:30:00Z', limit: 10 })))).toEqual(['a5']);
      const [order, ...others] = await read((reader) => reader.events({ eventId: 'order', limit: 10 }));
      expect([order?.event['event_data'], others]).toEqual([SHIRTS, []]);
    });

    it('shows a scope nothing that is out of its sight', async () => {
      const scope: TenantScope = { scope: 'site', siteId: elsewhere.id };
      expect(await read((reader) => reader.hasSite(shop.id), scope)).toBe(false);
      expect(await read((reader) => reader.hasSite(elsewhere.id), scope)).toBe(true);
      expect(await read((reader) => reader.totals({ range: BOTH_DAYS }, ['events']), scope)).toEqual({ events: 1 });
      expect(await read((reader) => reader.totals(ofShop(), ['events']), scope)).toEqual({ events: 0 });
      expect(await read((reader) => reader.visitors(shop.id, BOTH_DAYS), scope)).toBe(0);
      expect((await read((reader) => reader.topSites(BOTH_DAYS, ['events'], 10), scope)).map(({ siteId }) => siteId)).toEqual([elsewhere.id]);
      expect((await read((reader) => reader.lists(shop.id, BOTH_DAYS, ['page'], ['events'], 10), scope)).page).toEqual([]);
      expect([...(await read((reader) => reader.today([shop.id], at('2026-10-26T08:30:00Z'), ['events']), scope)).keys()]).toEqual([]);
      expect(await read((reader) => reader.events({ siteId: shop.id, limit: 10 }), scope)).toEqual([]);
    });

    it('takes a site for active while somebody is there, and not because something old came in', async () => {
      expect(await read((reader) => reader.activeSites())).toBe(0);
      const now = new Date(Date.now() - 30_000).toISOString();
      await engine.store([preparedOf(shop, { at: now, type: 'page_view', id: 'r2', visitor: 'robot', session: 's9', path: '/', isRobot: true })]);
      expect(await read((reader) => reader.activeSites())).toBe(0);
      await engine.store([preparedOf(elsewhere, { at: now, type: 'page_view', id: 'k2', visitor: 'eve', session: 's4', path: '/' })]);
      expect(await read((reader) => reader.activeSites())).toBe(1);
    });
  });
}
