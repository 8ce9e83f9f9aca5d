import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startTestWarp, type TestWarp } from '../setup/running-warp.js';
import { figuresOf, openShop, type Shop } from './shop.js';

let warp: TestWarp;
const shops: Shop[] = [];
beforeAll(async () => {
  warp = await startTestWarp({ WARP_ROLES: 'collect,process,deliver' });
});
afterAll(async () => {
  await Promise.all(shops.map((shop) => shop.stop()));
  await warp.stop();
});

async function open(): Promise<Shop> {
  const shop = await openShop(warp);
  shops.push(shop);
  return shop;
}

const AT = Date.now() - 3_600_000;
const idOf = (shop: Shop, order: number): string => `purchase:${shop.site.scriptId}:${order}`;
const purchase = (shop: Shop, order: number, value: number, more: object = {}): object => ({
  event_type: 'purchase',
  event_id: idOf(shop, order),
  timestamp: AT,
  event_data: { value, currency: 'EUR', transaction_id: String(order), items: [{ item_id: 'shirt', price: value, quantity: 1 }] },
  ...more,
});

/** The buyer's visit, and the order as the shop's server tells it. */
const visitOf = (order: number): { visitor_id: string; session_id: string } => ({ visitor_id: `buyer-${order}`, session_id: `visit-${order}` });
const pageOf = (order: number): object => ({
  event_type: 'page_view',
  event_id: `page-${order}`,
  timestamp: AT - 60_000,
  page_url: 'https://shop.example/?utm_source=news&utm_medium=email&utm_campaign=may',
  ...visitOf(order),
});
const BUYERS_BROWSER = { page_url: 'https://shop.example/thanks' };
const THIEF = { visitor_id: 'thief', session_id: 'thiefs', page_url: 'https://shop.example/x?utm_source=thief&utm_medium=cpc' };

describe('an id claimed ahead by another type of event', () => {
  it('is still the order’s', async () => {
    const shop = await open();
    await shop.browser([1, 2].map((order) => ({ event_type: 'page_view', event_id: idOf(shop, order), ...THIEF })));
    await shop.settled();
    await shop.signed([purchase(shop, 1, 10)]);
    await shop.byKey([purchase(shop, 2, 20)]);
    await shop.settled();
    const orders = (await shop.stored()).filter(({ event_type }) => event_type === 'purchase');
    expect(orders.map(({ event_id, event_data }) => [event_id, event_data['value']]).sort()).toEqual([
      [idOf(shop, 1), 10],
      [idOf(shop, 2), 20],
    ]);
    await shop.allDelivered();
    expect(shop.delivered.filter(({ event_type }) => event_type === 'purchase').map(({ event_data }) => event_data.value).sort()).toEqual([10, 20]);
  });
});

describe('a purchase claimed under the order’s id', () => {
  type Way = 'browser' | 'relayed';
  type Server = 'signed' | 'byKey';
  const WAYS: readonly [Way, Server, 'before' | 'after' | 'in one batch with'][] = [
    ['browser', 'signed', 'before'],
    ['browser', 'byKey', 'before'],
    ['relayed', 'signed', 'before'],
    ['relayed', 'byKey', 'before'],
    ['browser', 'signed', 'after'],
    ['relayed', 'byKey', 'after'],
    ['browser', 'byKey', 'in one batch with'],
    ['relayed', 'signed', 'in one batch with'],
  ];

  it.each(WAYS)('by a thief (%s) leaves what would be there without them (the order %s, the thief %s it)', async (way, server, when) => {
    const [attacked, quiet] = [await open(), await open()];
    const order = (shop: Shop): object => purchase(shop, 1, 49.9, { ...visitOf(1), user_id: 'u1' });
    for (const shop of [attacked, quiet]) await shop.browser([pageOf(1)]);
    await attacked.settled();
    const claim = (): Promise<Response> => attacked[way]([purchase(attacked, 1, 0.01, THIEF)]);
    if (when !== 'after') await claim();
    if (when === 'before') {
      await attacked.settled();
      await attacked.allDelivered();
    }
    await attacked[server]([order(attacked)]);
    if (when === 'after') {
      await attacked.settled();
      await claim();
    }
    await quiet[server]([order(quiet)]);
    for (const shop of [attacked, quiet]) {
      await shop.settled();
      await shop.allDelivered();
    }
    expect((await attacked.stored()).filter(({ event_type }) => event_type === 'purchase').map(({ event_data }) => event_data['value'])).toEqual([49.9]);
    expect(await figuresOf(warp, attacked.site.id)).toEqual(await figuresOf(warp, quiet.site.id));
    // What a destination took before cannot be fetched back; the last word is the shop's, under the same id.
    expect(attacked.delivered.filter(({ event_type }) => event_type === 'purchase').at(-1)!.event_data.value).toBe(49.9);
    const states = await warp.database.query("select state from deliveries where site_id = $1 and event_type = 'purchase'", [attacked.site.id]);
    expect(states).toEqual([{ state: 'delivered' }]);
  });

  it('as a stranger’s first and only page of a longer visit leaves the rest of that visit as it was', async () => {
    const [attacked, quiet] = [await open(), await open()];
    const rest = [
      { event_type: 'page_view', event_id: 'a', timestamp: AT + 1_000, page_url: 'https://shop.example/a', referrer: 'https://www.google.com/', visitor_id: 'thief', session_id: 'thiefs' },
      { event_type: 'page_view', event_id: 'b', timestamp: AT + 90_000, page_url: 'https://shop.example/b', visitor_id: 'thief', session_id: 'thiefs' },
    ];
    await attacked.browser([purchase(attacked, 7, 1_000, THIEF)]);
    await attacked.settled();
    for (const shop of [attacked, quiet]) await shop.browser(rest);
    await attacked.settled();
    for (const shop of [attacked, quiet]) {
      await shop.byKey([purchase(shop, 7, 30, visitOf(7))]);
      await shop.settled();
    }
    expect(await figuresOf(warp, attacked.site.id)).toEqual(await figuresOf(warp, quiet.site.id));
    const sources = await warp.database.query("select distinct source->>'channel' as channel from events where site_id = $1 and visitor_id = 'thief'", [attacked.site.id]);
    expect(sources).toEqual([{ channel: 'organic' }]);
  });
});

it('sixty claims and sixty orders at the same moment, in all partitions and again, leave sixty orders and no figure of a thief’s', async () => {
  const [attacked, quiet] = [await open(), await open()];
  const numbers = Array.from({ length: 60 }, (_, n) => 100 + n);
  const orders = (shop: Shop) => numbers.map((n) => purchase(shop, n, n, visitOf(n)));
  const claims = numbers.map((n) => purchase(attacked, n, 0.01, { ...THIEF, visitor_id: `thief-${n % 7}`, session_id: `thiefs-${n % 7}` }));
  const tens = (events: readonly object[]): (readonly object[])[] => Array.from({ length: 6 }, (_, n) => events.slice(10 * n, 10 * n + 10));
  await Promise.all([...tens(claims).map((some) => attacked.browser(some)), ...tens(orders(attacked)).map((some) => attacked.byKey(some)), ...tens(claims).map((some) => attacked.relayed(some))]);
  await attacked.byKey(orders(attacked));
  await quiet.byKey(orders(quiet));
  for (const shop of [attacked, quiet]) {
    await shop.settled();
    await shop.allDelivered();
  }
  const rows = await attacked.stored();
  expect(rows.map(({ event_data }) => event_data['value']).sort()).toEqual(numbers);
  expect(await figuresOf(warp, attacked.site.id)).toEqual(await figuresOf(warp, quiet.site.id));
  const states = await warp.database.query("select state, count(*)::int as n from deliveries where site_id = $1 and event_type = 'purchase' group by 1", [attacked.site.id]);
  expect(states).toEqual([{ state: 'delivered', n: 60 }]);
  const last = new Map(attacked.delivered.map(({ event_id, event_data }) => [event_id, event_data.value]));
  expect([...last.values()].sort()).toEqual(numbers);
});

describe('a normal shop, whose browser and server tell the same order', () => {
  it.each([
    ['the browser first', ['browser', 'server']],
    ['the server first', ['server', 'browser']],
    ['the browser first and through its proxy', ['relayed', 'server']],
  ])('given %s has one purchase, of the server’s word, delivered once', async (_, order) => {
    const shop = await open();
    const tell: Record<string, () => Promise<Response>> = {
      browser: () => shop.browser([purchase(shop, 3, 25, { ...visitOf(3), ...BUYERS_BROWSER })]),
      relayed: () => shop.relayed([purchase(shop, 3, 25, { ...visitOf(3), ...BUYERS_BROWSER })]),
      server: () => shop.signed([purchase(shop, 3, 25, visitOf(3))]),
    };
    for (const who of order) {
      await tell[who]!();
      await shop.settled();
      await shop.allDelivered();
    }
    const rows = await shop.stored();
    expect(rows.map(({ event_id, event_data, proof }) => [event_id, event_data['value'], proof])).toEqual([[idOf(shop, 3), 25, 2]]);
    expect(shop.delivered.map(({ event_id }) => event_id)).toEqual([idOf(shop, 3)]);
  });

  it('whose destination is away meanwhile sends it the server’s word alone', async () => {
    const shop = await open();
    shop.isAway = true;
    await shop.browser([purchase(shop, 4, 1, visitOf(4))]);
    await shop.settled();
    await shop.signed([purchase(shop, 4, 80, visitOf(4))]);
    await shop.settled();
    shop.isAway = false;
    await shop.allDelivered();
    expect(shop.delivered.map(({ event_data }) => event_data.value)).toEqual([80]);
    expect(await warp.database.query('select 1 from outbox where site_id = $1 and event->>\'eventType\' = \'purchase\'', [shop.site.id])).toEqual([]);
  });
});

it('a server that tells twice is heard once, the first time', async () => {
  const shop = await open();
  await shop.signed([purchase(shop, 5, 10)]);
  await shop.settled();
  await shop.byKey([purchase(shop, 5, 99)]);
  await shop.settled();
  expect((await shop.stored()).map(({ event_data }) => event_data['value'])).toEqual([10]);
});
