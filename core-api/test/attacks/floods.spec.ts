import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startTestWarp, type TestWarp } from '../setup/running-warp.js';
import { openShop, type Shop } from './shop.js';

const SITE_LIMIT = 400;
const ADDRESS_LIMIT = 150;

let warp: TestWarp;
const shops: Shop[] = [];
beforeAll(async () => {
  warp = await startTestWarp({ WARP_ROLES: 'collect,process,deliver', WARP_SITE_EVENTS_PER_MINUTE: String(SITE_LIMIT), WARP_IP_EVENTS_PER_MINUTE: String(ADDRESS_LIMIT) });
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

const order = (n: number): object => ({ event_type: 'purchase', event_id: `order-${n}`, event_data: { value: n, currency: 'EUR', transaction_id: String(n) } });
const junk = (count: number, from: string): object[] => Array.from({ length: count }, (_, n) => ({ event_type: 'page_view', event_id: `${from}-${n}`, visitor_id: from }));

/** The limits begin anew with each minute. */
const earlyInAMinute = async (): Promise<void> => {
  const left = 60_000 - (Date.now() % 60_000);
  if (left < 15_000) await new Promise((resolve) => setTimeout(resolve, left));
};

describe('a flood of anonymous visitors from many addresses', () => {
  it('uses up their own limit, not the server’s: accepted, stored and delivered orders are as many as were sent', async () => {
    const shop = await open();
    await earlyInAMinute();
    const statuses: number[] = [];
    for (let n = 0; n < 10; n++) statuses.push((await shop.browser(junk(100, `198.51.100.${n}`), { 'x-forwarded-for': `198.51.100.${n}` })).status);
    expect(statuses.slice(0, 4)).toEqual([202, 202, 202, 202]);
    expect(statuses.slice(5).every((status) => status === 429)).toBe(true);
    // Through the site's own proxy it is the same visitors' limit.
    expect((await shop.relayed(junk(50, 'relayed'))).status).toBe(429);
    const answers = [await shop.signed([1, 2, 3].map(order)), await shop.byKey([4, 5, 6].map(order))];
    expect(await Promise.all(answers.map((answer) => answer.json()))).toEqual([
      { accepted: 3, rejected: [] },
      { accepted: 3, rejected: [] },
    ]);
    await shop.settled();
    const stored = (await shop.stored()).filter(({ event_type }) => event_type === 'purchase');
    expect(stored.map(({ event_data }) => event_data['value']).sort()).toEqual([1, 2, 3, 4, 5, 6]);
    await shop.allDelivered();
    expect(shop.delivered.filter(({ event_type }) => event_type === 'purchase').map(({ event_data }) => event_data.value).sort()).toEqual([1, 2, 3, 4, 5, 6]);
  });

  it('in a signed batch beside an order costs the order nothing', async () => {
    const shop = await open();
    await earlyInAMinute();
    for (let n = 0; n < 4; n++) await shop.browser(junk(100, `203.0.113.${n}`), { 'x-forwarded-for': `203.0.113.${n}` });
    const answer = await shop.signed([order(1), ...junk(20, 'beside')]);
    expect([answer.status, await answer.json()]).toEqual([202, { accepted: 21, rejected: [] }]);
  });

  it('from one IPv6 network is one sender’s, whatever address of it they take', async () => {
    const shop = await open();
    await earlyInAMinute();
    const from = async (address: string): Promise<number> => (await shop.browser(junk(50, address), { 'x-forwarded-for': address })).status;
    const statuses: number[] = [];
    for (const n of [1, 2, 3, 4]) statuses.push(await from(`2001:db8:0:7::${n}`));
    expect(statuses).toEqual([202, 202, 202, 429]);
    expect(await from('2001:db8:0:8::1')).toBe(202);
  });
});

describe('who may say an address', () => {
  it('is the proxy, not the visitor whose request it signs', async () => {
    const shop = await open();
    const event = { event_type: 'page_view', event_id: 'masked', ip_address: '17.253.144.10', user_agent: 'made up', client: { remote_addr: '17.253.144.10', reported_by: 'server' } };
    await shop.relayed([event]);
    await shop.settled();
    const rows = await warp.database.query<{ ip: string; proof: number }>('select host(ip_address) as ip, proof from events where site_id = $1', [shop.site.id]);
    expect(rows).toEqual([{ ip: '198.51.100.0', proof: 1 }]);
  });
});
