import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { eventually, startTestWarp, type TestWarp } from '../setup/running-warp.js';
import { startHook, type Hook } from '../stand-ins/hook.js';
import { ADMIN_PASSWORD, ConnectedSite } from './connected-site.js';

const DAY = 24 * 3_600_000;

let warp: TestWarp;
let hook: Hook;
let refusing: Hook;
let shop: ConnectedSite;
let foreign: ConnectedSite;
let ok: string;
let ill: string;

/** As a shop's server tells of it. */
const order = (id: string, more: object = {}) => ({
  event_type: 'purchase',
  event_id: `purchase:shop:${id}`,
  user_id: 'customer-1',
  event_data: { transaction_id: id, value: 10, currency: 'EUR' },
  ...more,
});

beforeAll(async () => {
  warp = await startTestWarp({ WARP_ADMIN_PASSWORD: ADMIN_PASSWORD });
  hook = await startHook();
  refusing = await startHook();
  refusing.behave({ is: 'answering', status: 500 });
  shop = await ConnectedSite.of(warp);
  foreign = await ConnectedSite.of(warp);
  ok = await shop.addWebhook(`${hook.url}/hook`);
  ill = await shop.addWebhook(`${refusing.url}/hook`, { events: { mode: 'selected', selected: ['purchase'] } });
  await shop.send([order('1'), order('2', { event_type: 'refund', event_id: 'refund:shop:2' })]);
  await foreign.send([order('9')]);
  await eventually(
    () => warp.database.query<{ n: number }>("select count(*)::int as n from deliveries where site_id = $1 and state in ('delivered', 'retrying', 'skipped')", [shop.site.id]),
    ([row]) => row!.n === 4,
  );
});
afterAll(async () => {
  await warp.stop();
  await hook.stop();
  await refusing.stop();
});

interface Item {
  readonly event_id: string;
  readonly received: boolean;
  readonly deliveries: { readonly destination_id: string; readonly state: string; readonly delivered_at: string | null }[];
}

const itemsOf = (json: Record<string, unknown>): Item[] => json['items'] as Item[];

describe('receipts', () => {
  it('say of each event asked for whether it came and how each destination ended, in order', async () => {
    const { status, json } = await shop.ask('GET', '/receipts?event_ids=refund:shop:2,purchase:shop:1,purchase:shop:3');
    expect(status).toBe(200);
    const delivered = (id: string) => expect.objectContaining({ destination_id: id, plugin: 'webhook', name: 'Hook', state: 'delivered', reason: 'delivered', sentence: 'The platform accepted it.', attempts: 1, delivered_at: expect.any(String) });
    expect(json).toEqual({
      items: [
        {
          event_id: 'refund:shop:2',
          received: true,
          received_at: expect.any(String),
          event_type: 'refund',
          value: 10,
          currency: 'EUR',
          items: 0,
          deliveries: expect.arrayContaining([
            delivered(ok),
            { destination_id: ill, plugin: 'webhook', name: 'Hook', state: 'skipped', reason: 'event_not_selected', sentence: 'This destination is not set to receive this event.', attempts: 0, delivered_at: null },
          ]),
        },
        {
          event_id: 'purchase:shop:1',
          received: true,
          received_at: expect.any(String),
          event_type: 'purchase',
          value: 10,
          currency: 'EUR',
          items: 0,
          deliveries: expect.arrayContaining([
            delivered(ok),
            expect.objectContaining({ destination_id: ill, state: 'retrying', reason: 'platform_down', attempts: 1, delivered_at: null }),
          ]),
        },
        { event_id: 'purchase:shop:3', received: false, received_at: null, event_type: null, value: null, currency: null, items: 0, deliveries: [] },
      ],
    });
    expect(Date.now() - Date.parse((json['items'] as { received_at: string }[])[1]!.received_at)).toBeLessThan(60_000);
  });

  it('of another site’s events are those of unknown ones', async () => {
    const { json } = await shop.ask('GET', '/receipts?event_ids=purchase:shop:9');
    expect(itemsOf(json)).toEqual([expect.objectContaining({ received: false, deliveries: [] })]);
    expect(itemsOf((await foreign.ask('GET', '/receipts?event_ids=purchase:shop:9,purchase:shop:1')).json).map(({ received }) => received)).toEqual([true, false]);
  });

  it.each(['', Array.from({ length: 101 }, (_, n) => `e${n}`).join(',')])('are refused for none and for more than a hundred', async (ids) => {
    const { status, json } = await shop.ask('GET', `/receipts?event_ids=${ids}`);
    expect([status, json['errors']]).toEqual([400, [expect.objectContaining({ field: 'event_ids' })]]);
  });
});

describe('reconciliation', () => {
  it('tells what is missing, where the rest stands, and how old events may be at each destination', async () => {
    const event_ids = ['purchase:shop:1', 'purchase:shop:3', 'refund:shop:2', 'purchase:shop:9', 'purchase:shop:3'];
    const { status, json } = await shop.ask('POST', '/reconcile', { event_ids, event_type: 'purchase' });
    expect(status).toBe(200);
    // A refund by this id is no purchase, and another site's purchase is not this one's.
    expect(json['missing']).toEqual(['purchase:shop:3', 'refund:shop:2', 'purchase:shop:9']);
    expect(itemsOf(json).map(({ event_id, received }) => [event_id, received])).toEqual([
      ['purchase:shop:1', true],
      ['purchase:shop:3', false],
      ['refund:shop:2', false],
      ['purchase:shop:9', false],
    ]);
    expect(itemsOf(json)[0]!.deliveries.map(({ destination_id, state }) => [destination_id, state]).sort()).toEqual(
      [
        [ok, 'delivered'],
        [ill, 'retrying'],
      ].sort(),
    );
    // Seven days, as plugins/destinations/webhook says.
    expect(json['destinations']).toEqual([ok, ill].map((id) => ({ id, plugin: 'webhook', name: 'Hook', enabled: true, max_age_hours: 168 })));
  });

  it('finds nothing missing once it was sent again, and counts it once', async () => {
    const missing = order('3', { timestamp: Date.now() - 3 * DAY });
    await shop.send([missing]);
    await shop.send([missing]);
    const { json } = await shop.ask('POST', '/reconcile', { event_ids: ['purchase:shop:1', 'purchase:shop:3'], event_type: 'purchase' });
    expect(json['missing']).toEqual([]);
    const [row] = await warp.database.query("select count(*)::int as n from events where site_id = $1 and event_id = 'purchase:shop:3'", [shop.site.id]);
    expect(row).toEqual({ n: 1 });
  });

  it.each([
    ['no ids', {}, 'event_ids'],
    ['an empty list', { event_ids: [] }, 'event_ids'],
    ['1,001 ids', { event_ids: Array.from({ length: 1001 }, (_, n) => `e${n}`) }, 'event_ids'],
    ['an empty id', { event_ids: [''] }, 'event_ids'],
    ['an unknown field', { event_ids: ['a'], since: 1 }, 'since'],
  ])('with %s names the field', async (_, body, field) => {
    const { status, json } = await shop.ask('POST', '/reconcile', body);
    expect([status, (json['errors'] as { field: string }[])[0]!.field]).toEqual([400, field]);
  });

  it('takes a thousand ids at once', async () => {
    const { status, json } = await shop.ask('POST', '/reconcile', { event_ids: Array.from({ length: 1000 }, (_, n) => `e${n}`.padEnd(128, 'x')) });
    expect([status, (json['missing'] as string[]).length]).toEqual([200, 1000]);
  });
});

describe('orders that no visit led to', () => {
  it('make no session and no visitor, and count as events, transactions and revenue of the channel server', async () => {
    const events = await warp.database.query('select visitor_id, session_id, source from events where site_id = $1', [foreign.site.id]);
    expect(events).toEqual([{ visitor_id: null, session_id: null, source: { channel: 'server', source: '(server)', medium: '(none)' } }]);
    expect(await warp.database.query('select 1 from sessions where site_id = any($1)', [[foreign.site.id, shop.site.id]])).toEqual([]);
    const rollups = await warp.database.query(
      "select value, events::int, transactions::int, revenue::float, sessions::int from rollups where site_id = $1 and dimension in ('channel', 'source') order by dimension",
      [foreign.site.id],
    );
    expect(rollups).toEqual(['server', '(server) / (none)'].map((value) => ({ value, events: 1, transactions: 1, revenue: 10, sessions: 0 })));
    const { json } = await foreign.ask('GET', '/overview');
    expect(json['metrics']).toMatchObject({ events: 1, sessions: 0, visitors: 0, transactions: 1, revenue: 10, bounce_rate: 0 });
  });

  it('reach destinations under an id that is the user’s, and for nobody the event’s own', async () => {
    await shop.send([order('5', { user_id: undefined })]);
    await eventually(() => Promise.resolve(hook.accepted), (ids) => ids.includes('purchase:shop:5'));
    const events = hook.requests.flatMap(({ body }) => (JSON.parse(body) as { events: { event_id: string; visitor_id: string; session_id: string }[] }).events);
    const told = (id: string) => events.filter(({ event_id }) => event_id === id).map(({ visitor_id, session_id }) => [visitor_id, session_id])[0];
    expect(told('purchase:shop:1')).toEqual(['customer-1', 'purchase:shop:1']);
    expect(told('purchase:shop:5')).toEqual(['purchase:shop:5', 'purchase:shop:5']);
  });

  it('say what they were stored with, so that a shop can compare, and take corrections by the difference', async () => {
    const items = [{ item_id: 'm', item_name: 'Mug', price: 5, quantity: 2 }];
    await foreign.send([
      order('7', { event_data: { transaction_id: '7', value: 10, currency: 'EUR', items } }),
      { event_type: 'purchase_adjusted', event_id: 'purchase_adjusted:shop:7:1', event_data: { transaction_id: '7', value: -5, currency: 'EUR', items: [{ ...items[0], quantity: -1 }] } },
    ]);
    const [item] = await eventually(
      async () => itemsOf((await foreign.ask('POST', '/reconcile', { event_ids: ['purchase:shop:7'], event_type: 'purchase' })).json),
      ([first]) => first?.received === true,
    );
    expect(item).toMatchObject({ value: 10, currency: 'EUR', items: 1 });
    const sums = await eventually(
      () => warp.database.query("select dimension, transactions::int, revenue::float, quantity::float from rollups where site_id = $1 and grain = 'day' and dimension in ('total', 'product') order by 1", [foreign.site.id]),
      (rows) => rows.length === 2,
    );
    // Orders 9 and 7, and what was taken off 7.
    expect(sums).toEqual([
      { dimension: 'product', transactions: 1, revenue: 5, quantity: 1 },
      { dimension: 'total', transactions: 2, revenue: 15, quantity: 0 },
    ]);
  });

  it('are found and erased by the user they name', async () => {
    const { json } = await foreign.ask('GET', '/people?user_id=customer-1');
    expect(json).toMatchObject({ sessions: [], events: [{ session_id: null, visitor_id: null }, { session_id: null }] });
    expect((await foreign.ask('DELETE', '/people', { user_id: 'customer-1' })).json).toMatchObject({ events: 2, sessions: 0 });
  });
});
