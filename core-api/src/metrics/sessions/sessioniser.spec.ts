import { describe, expect, it } from '@jest/globals';
import type { SiteId } from '@warp/contracts';
import type { EventEntry } from '../../collect/log-entry.js';
import { completeSiteConfig } from '../../site-directory/complete-site-config.js';
import type { SiteEntry } from '../../site-directory/site-directory.js';
import { prepare } from '../../pipeline/prepare.js';
import type { PreparedEvent } from '../prepared-event.js';
import type { RollupRow } from '../schema.js';
import { sessionise } from './sessioniser.js';

const minute = 60_000;
const noon = Date.parse('2026-11-23T12:00:00Z');
const CHROME = 'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36';

const site: SiteEntry = {
  id: '0199-site' as SiteId,
  agencyId: 'agency',
  name: 'Shop',
  scriptId: 'abc',
  domains: ['shop.example'],
  paused: false,
  hidden: false,
  config: completeSiteConfig({ timezone: 'Europe/Berlin' }),
  secret: Buffer.alloc(32),
  destinations: [],
};

let count = 0;
function event(at: number, type: string, fields: Partial<EventEntry['event']> = {}, ua = CHROME): PreparedEvent {
  const entry: EventEntry = {
    kind: 'event',
    site: site.id,
    receivedAt: at,
    at,
    via: 'script',
    ip: '203.0.113.7',
    ua,
    hints: { 'sec-fetch-mode': 'cors', 'accept-language': 'de' },
    event: { event_type: type, event_id: `e${++count}`, visitor_id: 'v1', ...fields },
  };
  return prepare(entry, site, { id: fields.visitor_id ?? 'v1' }, { fields: { geo: { country: 'DE' } }, missing: [] });
}

const pageView = (at: number, path: string, fields: Partial<EventEntry['event']> = {}): PreparedEvent =>
  event(at, 'page_view', { page_url: `https://shop.example${path}`, ...fields });

const find = (rows: readonly RollupRow[], dimension: string, grain: 'hour' | 'day', value = ''): Partial<RollupRow['measures']> | undefined =>
  rows.find((row) => row.dimension === dimension && row.grain === grain && row.value === value)?.measures;

describe('sessionise', () => {
  it('given three pages, a cart and a purchase, makes one session with entry, exit and sums', () => {
    const changes = sessionise(
      [
        pageView(noon, '/'),
        pageView(noon + minute, '/shirts'),
        event(noon + 2 * minute, 'add_to_cart', { page_url: 'https://shop.example/shirts' }),
        pageView(noon + 3 * minute, '/thanks'),
        event(noon + 3 * minute, 'purchase', {
          page_url: 'https://shop.example/thanks',
          event_data: { value: 40.5, currency: 'EUR', transaction_id: 'T1', items: [{ item_id: 's', item_name: 'Shirt', price: 20.25, quantity: 2 }] },
        }),
      ],
      [],
    );
    expect(changes.opened).toHaveLength(1);
    expect(changes.opened[0]).toMatchObject({
      events: 5,
      pageViews: 3,
      conversions: 1,
      revenue: 40.5,
      entryPage: '/',
      exitPage: '/thanks',
      startedAt: noon,
      lastEventAt: noon + 3 * minute,
      source: { channel: 'direct' },
    });
    const rows = changes.rollups.increments();
    expect(find(rows, 'total', 'hour')).toEqual({
      events: 5,
      page_views: 3,
      sessions: 1,
      bounces: 0,
      session_ms: 3 * minute,
      conversions: 1,
      transactions: 1,
      revenue: 40.5,
      quantity: 0,
    });
    expect(find(rows, 'page', 'day', '/shirts')).toMatchObject({ events: 2, page_views: 1 });
    expect(find(rows, 'entry_page', 'day', '/')).toMatchObject({ sessions: 1 });
    expect(find(rows, 'exit_page', 'day', '/thanks')).toMatchObject({ sessions: 1 });
    expect(find(rows, 'exit_page', 'day', '/')).toBeUndefined();
    expect(find(rows, 'product', 'day', 's\u001fShirt')).toMatchObject({ quantity: 2, revenue: 40.5, transactions: 1 });
    expect(find(rows, 'funnel', 'day', 'add_to_cart')).toMatchObject({ sessions: 1 });
    expect(find(rows, 'country', 'day', 'DE')).toMatchObject({ sessions: 1, page_views: 3, revenue: 40.5 });
    expect(rows.filter(({ grain }) => grain === 'day').every(({ bucket }) => bucket === Date.parse('2026-11-22T23:00:00Z'))).toBe(true);
  });

  it('given the session again in a later batch, adds only what is new and takes back the bounce', () => {
    const first = sessionise([pageView(noon, '/')], []);
    expect(find(first.rollups.increments(), 'total', 'day')).toMatchObject({ sessions: 1, bounces: 1, session_ms: 0 });

    const second = sessionise([pageView(noon + minute, '/b')], [first.opened[0]!]);
    expect(second.opened).toHaveLength(0);
    expect(second.continued).toHaveLength(1);
    expect(find(second.rollups.increments(), 'total', 'day')).toMatchObject({ events: 1, sessions: 0, bounces: -1, session_ms: minute });
    expect(find(second.rollups.increments(), 'exit_page', 'day', '/')).toMatchObject({ sessions: -1 });
    expect(find(second.rollups.increments(), 'exit_page', 'day', '/b')).toMatchObject({ sessions: 1 });
  });

  it('ends a session after 30 minutes without an event, not before', () => {
    const changes = sessionise([pageView(noon, '/'), pageView(noon + 30 * minute, '/a'), pageView(noon + 60 * minute + 1, '/b')], []);
    expect(changes.opened.map(({ pageViews }) => pageViews)).toEqual([2, 1]);
  });

  it('begins a new session with a new campaign, but not with the same one', () => {
    const campaign = '?utm_source=news&utm_medium=email&utm_campaign=may';
    const changes = sessionise([pageView(noon, '/'), pageView(noon + minute, `/${campaign}`), pageView(noon + 2 * minute, `/b${campaign}`)], []);
    expect(changes.opened.map(({ pageViews, source }) => [pageViews, source.channel])).toEqual([
      [1, 'direct'],
      [2, 'email'],
    ]);
  });

  it('keeps events that name a session together, whatever their order', () => {
    const changes = sessionise(
      [pageView(noon + minute, '/b', { session_id: 's1' }), pageView(noon, '/a', { session_id: 's1' }), pageView(noon, '/x', { session_id: 's2' })],
      [],
    );
    expect(changes.opened).toHaveLength(2);
    expect(changes.opened.find(({ sessionId }) => sessionId === 's1')).toMatchObject({ entryPage: '/a', exitPage: '/b', startedAt: noon });
  });

  it('goes on with yesterday’s hash while that visit lasts', () => {
    const before = sessionise([pageView(noon, '/', { visitor_id: 'hash-yesterday' })], []).opened[0]!;
    const after = { ...pageView(noon + minute, '/b'), visitor: { id: 'hash-today', yesterdaysId: 'hash-yesterday' } };
    const { entry } = after;
    const { visitor_id: _, ...anonymous } = entry.event;
    const changes = sessionise([{ ...after, entry: { ...entry, event: anonymous } }], [before]);
    expect(changes.continued[0]).toMatchObject({ visitorId: 'hash-yesterday', pageViews: 2 });
  });

  describe('an order a server reports', () => {
    const order = (at: number, fields: Partial<EventEntry['event']>): PreparedEvent => {
      const reported = event(at, 'purchase', { event_data: { value: 10, currency: 'EUR', transaction_id: 'T' }, ...fields });
      const entry: EventEntry = { ...reported.entry, via: 'api_key', ip: null, ua: null };
      return prepare(entry, site, { id: fields.visitor_id ?? 'nobody' }, { fields: {}, missing: [] });
    };
    const visit = sessionise([pageView(noon, '/', { user_id: 'u1' }), pageView(noon + minute, '/b', { user_id: 'u1' })], []).opened[0]!;

    it.each([
      ['its visitor’s', { visitor_id: 'v1' }],
      ['its user’s, when it names no visitor', { visitor_id: undefined, user_id: 'u1' } as unknown as Partial<EventEntry['event']>],
      ['its user’s, when its visitor has none', { visitor_id: 'v2', user_id: 'u1' }],
    ])('belongs to %s session, and does not lengthen it', (_, fields) => {
      const changes = sessionise([order(noon + 26 * 60 * minute, fields)], [{ ...visit }]);
      expect(changes.opened).toEqual([]);
      expect(changes.continued[0]).toMatchObject({ sessionId: visit.sessionId, revenue: 10, conversions: 1, lastEventAt: noon + minute });
      expect(find(changes.rollups.increments(), 'total', 'day')).toMatchObject({ sessions: 0, session_ms: 0, revenue: 10 });
    });

    it.each([
      ['after a week', order(noon + 8 * 24 * 60 * minute, { visitor_id: 'v1' })],
      ['of a visitor and a user whom nobody saw', order(noon + minute, { visitor_id: 'v2', user_id: 'u2' })],
      ['of nobody at all', order(noon + minute, { visitor_id: undefined } as unknown as Partial<EventEntry['event']>)],
      ['that names a session of nobody’s', order(noon + minute, { session_id: 's9' })],
    ])('%s is nobody’s visit: it counts as an event, a transaction and revenue of the channel server, and makes no session', (_, reported) => {
      const { events, opened, continued, rollups } = sessionise([reported], [{ ...visit }]);
      expect([opened, continued]).toEqual([[], []]);
      expect(events).toEqual([{ prepared: reported, session: undefined }]);
      const sums = { events: 1, page_views: 0, sessions: 0, bounces: 0, session_ms: 0, conversions: 1, transactions: 1, revenue: 10, quantity: 0 };
      const rows = rollups.increments();
      expect(find(rows, 'total', 'hour')).toEqual(sums);
      expect(find(rows, 'channel', 'day', 'server')).toEqual(sums);
      expect(find(rows, 'source', 'day', '(server) / (none)')).toEqual(sums);
      expect([...new Set(rows.map(({ dimension }) => dimension))].sort()).toEqual(['channel', 'event_type', 'goal', 'source', 'total']);
    });

    it('says where the order first came from, when the server knows: a renewal is of the channel server and of the subscription’s source', () => {
      const data = { value: 10, source: 'google', medium: 'cpc', campaign: 'Spring' };
      const rows = sessionise([order(noon + minute, { visitor_id: 'v2', event_data: data })], []).rollups.increments();
      expect(find(rows, 'channel', 'day', 'server')).toMatchObject({ revenue: 10 });
      expect(find(rows, 'source', 'day', 'google / cpc')).toMatchObject({ revenue: 10, sessions: 0 });
      expect(find(rows, 'campaign', 'day', 'Spring')).toMatchObject({ transactions: 1 });
    });

    it('makes a visit where the server speaks for a browser or an app: with a page, or with a session and a user agent', () => {
      const passedOn = (fields: Partial<EventEntry['event']>) => {
        const entry: EventEntry = { ...event(noon, 'purchase', fields).entry, via: 'api_key' };
        return sessionise([prepare(entry, site, { id: 'v9' }, { fields: {}, missing: [] })], []).opened;
      };
      expect(passedOn({ visitor_id: 'v9', page_url: 'https://shop.example/thanks' })).toHaveLength(1);
      expect(passedOn({ visitor_id: 'v9', session_id: 's9' })).toHaveLength(1);
      expect(passedOn({ visitor_id: 'v9' })).toHaveLength(0);
    });

    it('that changed after it was told changes revenue and products by the difference, and is no new transaction; a browser’s word is not taken', () => {
      const adjusted = (via: EventEntry['via'], ua: string | null) => {
        const data = { value: -7.5, currency: 'EUR', items: [{ item_id: 'm', item_name: 'Mug', price: 2.5, quantity: -3 }] };
        const entry: EventEntry = { ...event(noon, 'purchase_adjusted', { event_data: data }).entry, via, ip: ua && '203.0.113.7', ua };
        return sessionise([prepare(entry, site, { id: 'v1' }, { fields: {}, missing: [] })], []).rollups.increments();
      };
      for (const via of ['api_key', 'proxy'] as const) {
        expect(find(adjusted(via, null), 'total', 'hour')).toMatchObject({ events: 1, transactions: 0, revenue: -7.5 });
        expect(find(adjusted(via, null), 'product', 'day', 'm\u001fMug')).toMatchObject({ quantity: -3, revenue: -7.5, transactions: 0 });
      }
      for (const via of ['script', 'proxy'] as const) {
        expect(find(adjusted(via, CHROME), 'total', 'hour')).toMatchObject({ events: 1, revenue: 0 });
        expect(find(adjusted(via, CHROME), 'product', 'day', 'm\u001fMug')).toBeUndefined();
      }
    });
  });

  it('counts conversions by goal', () => {
    const rows = sessionise([pageView(noon, '/'), event(noon, 'sign_up'), event(noon, 'purchase', { event_data: { value: 5 } })], []).rollups.increments();
    expect(find(rows, 'goal', 'day', 'sign_up')).toMatchObject({ conversions: 1, revenue: 0 });
    expect(find(rows, 'goal', 'day', 'purchase')).toMatchObject({ conversions: 1, revenue: 5 });
    expect(find(rows, 'goal', 'day', 'page_view')).toBeUndefined();
  });

  it('counts robots apart and leaves them out of everything else', () => {
    const robot = event(noon, 'page_view', { page_url: 'https://shop.example/', visitor_id: 'r' }, 'Googlebot/2.1 (+http://www.google.com/bot.html)');
    const rows = sessionise([robot], []).rollups.increments();
    expect(rows.map(({ dimension, value }) => [dimension, value])).toEqual([
      ['bot', 'total'],
      ['bot', 'user_agent'],
    ]);
  });

  it('takes a refund off the revenue, and leaves a foreign currency out', () => {
    const euros: SiteEntry = { ...site, config: completeSiteConfig({ currency: 'EUR' }) };
    const inEuros = (type: string, currency: string) =>
      prepare(event(noon, type, { event_data: { value: 10, currency } }).entry, euros, { id: 'v1' }, { fields: {}, missing: [] });
    expect(inEuros('purchase', 'EUR').revenue).toBe(10);
    expect(inEuros('refund', 'EUR').revenue).toBe(-10);
    expect(inEuros('purchase', 'USD').revenue).toBe(0);
    expect(event(noon, 'purchase', { event_data: { value: 10, currency: 'USD' } }).revenue).toBe(10);
  });

  it('adds nothing for a purchase below zero, and takes a refund off whatever its sign', () => {
    const revenue = (type: string, value: number) => event(noon, type, { event_data: { value } }).revenue;
    expect(revenue('purchase', -99_999_999)).toBe(0);
    expect(revenue('refund', -10)).toBe(-10);
    expect(revenue('refund', 10)).toBe(-10);
  });
});
