import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Redis } from 'ioredis';
import { BROWSER, startTestWarp, type TestWarp } from '../setup/running-warp.js';
import { openShop, type Shop, totalsOf } from './shop.js';

let warp: TestWarp;
let redis: Redis;
const shops: Shop[] = [];
beforeAll(async () => {
  warp = await startTestWarp({ WARP_ROLES: 'collect,process,deliver' });
  redis = new Redis(warp.redisUrl);
});
afterAll(async () => {
  redis.disconnect();
  await Promise.all(shops.map((shop) => shop.stop()));
  await warp.stop();
});

async function open(): Promise<Shop> {
  const shop = await openShop(warp);
  shops.push(shop);
  return shop;
}

const order = (shop: Shop, n: number, value: number): object => ({
  event_type: 'purchase',
  event_id: `purchase:${shop.site.scriptId}:${n}`,
  visitor_id: `buyer-${n}`,
  session_id: `visit-${n}`,
  event_data: { value, currency: 'EUR', transaction_id: String(n), items: [{ item_id: 'shirt', item_name: 'Shirt', price: value, quantity: 1 }] },
});

const quarantined = async (shop: Shop): Promise<unknown[]> => warp.database.query('select reason from quarantine where site_id = $1', [shop.site.id]);

const product = async (shop: Shop): Promise<unknown> =>
  (await warp.database.query("select quantity::float, revenue::float, transactions::float from rollups where site_id = $1 and dimension = 'product' and value like 'shirt%'", [shop.site.id]))[0];

describe('purchases of enormous values from anybody’s browser', () => {
  it('given as often as the door takes them, hold back no order: all are stored with their values and delivered', async () => {
    const shop = await open();
    await shop.byKey([order(shop, 1, 10)]);
    const flood = Array.from({ length: 100 }, (_, n) => ({
      event_type: 'purchase',
      event_id: `flood-${n}`,
      visitor_id: `v-${n % 3}`,
      session_id: `s-${n % 3}`,
      event_data: { value: 1e12, currency: 'EUR', transaction_id: `f${n}`, items: [{ item_id: 'shirt', item_name: 'Shirt', price: 1e12, quantity: 1e12 }] },
    }));
    const answers = [await shop.browser(flood), await shop.browser(flood.map((event) => ({ ...event, event_id: `again-${event.event_id}` })))];
    const accepted = await Promise.all(answers.map(async (answer) => ((await answer.json()) as { accepted?: number }).accepted ?? 0));
    await shop.signed([order(shop, 2, 20.5)]);
    await shop.byKey([order(shop, 3, 30)]);
    await shop.settled();
    const rows = await shop.stored();
    expect(rows).toHaveLength(3 + accepted[0]! + accepted[1]!);
    expect(rows.filter(({ proof }) => proof === 2).map(({ event_data }) => event_data['value']).sort()).toEqual([10, 20.5, 30]);
    expect(await quarantined(shop)).toEqual([]);
    await shop.allDelivered();
    expect(shop.delivered.filter(({ event_id }) => event_id.startsWith('purchase:')).map(({ event_data }) => event_data.value).sort()).toEqual([10, 20.5, 30]);
    expect(new Set(shop.delivered.map(({ event_id }) => event_id)).size).toBe(rows.length);
  });

  // What an older version accepted, or a newer door lets through by mistake: the pipeline is safe by itself.
  it.each([
    ['a value of 1e300', { value: 1e300 }],
    ['a value that is no number', { value: 'NaN' }],
    ['a quantity of 1e300', { items: [{ item_id: 'shirt', item_name: 'Shirt', price: 1e300, quantity: 1e300 }] }],
    ['a negative quantity', { items: [{ item_id: 'shirt', item_name: 'Shirt', price: 5, quantity: -1e7 }] }],
    ['a negative price', { items: [{ item_id: 'shirt', item_name: 'Shirt', price: -1e9, quantity: 1 }] }],
    ['a quantity that is a list', { items: [{ item_id: 'shirt', item_name: 'Shirt', price: 1, quantity: [3] }] }],
    ['an item that is null', { items: [null] }],
    ['items that are none', { items: 'many' }],
    ['an engagement of 1e300', { engagement_time_msec: 1e300 }],
  ])('straight in the log with %s are stored, and add to no total of the shop’s', async (_, event_data) => {
    const shop = await open();
    await shop.byKey([order(shop, 1, 40)]);
    await shop.settled();
    const event = { event_type: 'purchase', event_id: 'poison', visitor_id: 'v', session_id: 's', consent: { analytics: true, marketing: true }, event_data };
    const entry = { kind: 'event', site: shop.site.id, receivedAt: Date.now(), at: Date.now(), via: 'script', ip: null, ua: BROWSER['user-agent'], event };
    await redis.xadd('warp:log:{0}', '*', 'e', JSON.stringify(entry));
    await shop.byKey([order(shop, 2, 2)]);
    await shop.settled();
    expect((await shop.stored()).map(({ event_id }) => event_id).sort()).toEqual(['poison', `purchase:${shop.site.scriptId}:1`, `purchase:${shop.site.scriptId}:2`]);
    expect(await quarantined(shop)).toEqual([]);
    expect((await totalsOf(warp, shop.site.id)).revenue).toBe(42);
    expect(await product(shop)).toMatchObject({ revenue: 42 });
    expect((await product(shop)) as { quantity: number }).toHaveProperty('quantity');
    expect(((await product(shop)) as { quantity: number }).quantity).toBeGreaterThanOrEqual(2);
  });
});

describe('a total that the database refuses to add to', () => {
  it('of a rollup, a session or a company is left out; the events are stored and delivered, and what follows them is counted', async () => {
    const shop = await open();
    // With its page: what a server reports of nobody's visit has no session.
    const ofVisit = (n: number): object => ({ ...order(shop, n, n), page_url: 'https://shop.example/thanks' });
    // A poisoned row of whatever origin, for which every write fails.
    await warp.database.query(`
      create function refuse() returns trigger language plpgsql as $$ begin raise numeric_value_out_of_range; end $$;
      create trigger refuse before insert or update on rollups for each row when (new.dimension = 'product') execute function refuse();
      create trigger refuse before insert or update on sessions for each row when (new.session_id = 'visit-1') execute function refuse();
    `);
    await shop.byKey([1, 2, 3].map(ofVisit));
    await shop.settled();
    await warp.database.query('drop trigger refuse on rollups');
    await warp.database.query('drop trigger refuse on sessions');
    await shop.byKey([ofVisit(4)]);
    await shop.settled();
    expect((await shop.stored()).map(({ event_data }) => event_data['value']).sort()).toEqual([1, 2, 3, 4]);
    expect(await totalsOf(warp, shop.site.id)).toMatchObject({ transactions: 4, revenue: 10 });
    expect(await quarantined(shop)).toEqual([]);
    await shop.allDelivered();
    expect(shop.delivered.map(({ event_data }) => event_data.value).sort()).toEqual([1, 2, 3, 4]);
    expect(await warp.database.query('select session_id from sessions where site_id = $1 order by 1', [shop.site.id])).toEqual(['visit-2', 'visit-3', 'visit-4'].map((session_id) => ({ session_id })));
  });
});

it('given totals far beyond what the columns held before, sums go on', async () => {
  const shop = await open();
  await shop.byKey([order(shop, 1, 10)]);
  await shop.settled();
  await warp.database.query("update rollups set revenue = 1e40, quantity = 1e40 where site_id = $1", [shop.site.id]);
  await warp.database.query('update sessions set revenue = 1e40, events = 9e15, page_views = 9e15, conversions = 9e15 where site_id = $1', [shop.site.id]);
  await shop.byKey([{ ...order(shop, 2, 5), visitor_id: 'buyer-1', session_id: 'visit-1' }]);
  await shop.settled();
  const [row] = await warp.database.query<{ revenue: string }>("select revenue from rollups where site_id = $1 and dimension = 'total' and grain = 'day'", [shop.site.id]);
  expect(row!.revenue).toBe('10000000000000000000000000000000000000005.00');
});
