import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startTestWarp, type TestWarp } from '../setup/running-warp.js';
import { openShop, type Shop } from './shop.js';

let warp: TestWarp;
const shops: Shop[] = [];
beforeAll(async () => {
  warp = await startTestWarp({ WARP_ROLES: 'collect,process' });
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

interface Row {
  readonly session_id: string;
  readonly visitor_id: string;
  readonly user_id: string | null;
  readonly channel: string;
  readonly is_bot: boolean;
  readonly events: number;
  readonly revenue: number;
}
const sessions = (shop: Shop): Promise<Row[]> =>
  warp.database.query<Row & Record<string, unknown>>(
    'select session_id, visitor_id, user_id, channel, is_bot, events::float, revenue::float from sessions where site_id = $1 order by started_at, session_id',
    [shop.site.id],
  );

const ROBOT = { 'user-agent': 'Googlebot/2.1 (+http://www.google.com/bot.html)' };
let ids = 0;
const view = (fields: object, page = ''): object => ({ event_type: 'page_view', event_id: `view-${ids++}`, page_url: `https://shop.example/${page}`, ...fields });
const purchase = (fields: object, value = 30): object => ({
  event_type: 'purchase',
  event_id: `order-${ids++}`,
  event_data: { value, currency: 'EUR', transaction_id: String(ids) },
  ...fields,
});

/** What a test tells in both orders, since neither may change what comes of it. */
async function tell(shop: Shop, steps: readonly (() => Promise<Response>)[], backwards: boolean): Promise<void> {
  for (const step of backwards ? steps.toReversed() : steps) {
    expect((await step()).status).toBe(202);
    await shop.settled();
  }
}

describe.each([
  ['after', false],
  ['before', true],
])('somebody else’s session id, said %s the visitor themself', (_, backwards) => {
  it('is another session: the visitor’s keeps its source, its visitor and its order', async () => {
    const shop = await open();
    const visit = { visitor_id: 'ada', session_id: 'visit' };
    await tell(shop, [() => shop.browser([view(visit, '?utm_source=news&utm_medium=email')]), () => shop.browser([view({ visitor_id: 'thief', session_id: 'visit' }, '?gclid=1')])], backwards);
    await shop.signed([purchase(visit)]);
    await shop.settled();
    const rows = await sessions(shop);
    expect(rows.map(({ visitor_id, channel, events, revenue }) => [visitor_id, channel, events, revenue]).sort()).toEqual([
      ['ada', 'email', 2, 30],
      ['thief', 'paid', 1, 0],
    ]);
    expect(rows[0]!.session_id).toBe('visit');
  });

  it('by a program with the visitor’s own id makes the visit no robot’s', async () => {
    const shop = await open();
    const visit = { visitor_id: 'ada', session_id: 'visit' };
    await tell(shop, [() => shop.browser([view(visit), view(visit)]), () => shop.browser([view(visit)], ROBOT)], backwards);
    expect((await sessions(shop)).map(({ is_bot, events }) => [is_bot, events]).sort()).toEqual([
      [false, 2],
      [true, 1],
    ]);
    const [figures] = await warp.database.query("select sum(events)::int as events, sum(sessions)::int as sessions from rollups where site_id = $1 and dimension = 'total' and grain = 'day'", [shop.site.id]);
    expect(figures).toEqual({ events: 2, sessions: 1 });
  });

  it('without any visitor id does not get into the visit either', async () => {
    const shop = await open();
    await tell(shop, [() => shop.browser([view({ visitor_id: 'ada', session_id: 'visit' })]), () => shop.browser([view({ session_id: 'visit' })])], backwards);
    expect(await sessions(shop)).toHaveLength(2);
  });

  it('given in one request beside the visitor’s own', async () => {
    const shop = await open();
    const both = [view({ visitor_id: 'ada', session_id: 'visit' }), view({ visitor_id: 'thief', session_id: 'visit' }), view({ visitor_id: 'ada', session_id: 'visit' })];
    await shop.browser(backwards ? both.toReversed() : both);
    await shop.settled();
    await shop.browser(both.map((event) => ({ ...event, event_id: `again-${ids++}` })));
    await shop.settled();
    expect((await sessions(shop)).map(({ visitor_id, events }) => [visitor_id, events]).sort()).toEqual([
      ['ada', 4],
      ['thief', 2],
    ]);
  });
});

describe('the visitor’s id, said by a program', () => {
  it('without a session opens none that the visitor goes on in', async () => {
    const shop = await open();
    await shop.browser([view({ visitor_id: 'ada' })], ROBOT);
    await shop.settled();
    await shop.browser([view({ visitor_id: 'ada' }), view({ visitor_id: 'ada' })]);
    await shop.browser([view({ visitor_id: 'ada' })], ROBOT);
    await shop.settled();
    await shop.browser([view({ visitor_id: 'ada' })]);
    await shop.settled();
    expect((await sessions(shop)).map(({ is_bot, events }) => [is_bot, events]).sort()).toEqual([
      [false, 3],
      [true, 2],
    ]);
  });
});

describe('a user id, said by a browser', () => {
  const visitOfAda = { visitor_id: 'ada', session_id: 'visit' };

  it('does not draw orders that a server reports from the session which the server knows for the user’s', async () => {
    const shop = await open();
    await shop.browser([view(visitOfAda, '?utm_source=news&utm_medium=email')]);
    await shop.signed([{ event_type: 'login', event_id: `login-${ids++}`, user_id: 'customer-7', ...visitOfAda }]);
    await shop.settled();
    await shop.browser([view({ visitor_id: 'thief', user_id: 'customer-7' }, '?gclid=1')]);
    await shop.settled();
    await shop.byKey([purchase({ user_id: 'customer-7' })]);
    await shop.settled();
    expect((await sessions(shop)).filter(({ revenue }) => revenue > 0).map(({ visitor_id, channel }) => [visitor_id, channel])).toEqual([['ada', 'email']]);
  });

  it('joins orders where no server said whose the sessions are', async () => {
    const shop = await open();
    await shop.browser([view({ ...visitOfAda, user_id: 'customer-8' }, '?utm_source=news&utm_medium=email')]);
    await shop.settled();
    await shop.byKey([purchase({ user_id: 'customer-8' })]);
    await shop.settled();
    expect((await sessions(shop)).map(({ visitor_id, revenue }) => [visitor_id, revenue])).toEqual([['ada', 30]]);
  });

  it('does not take a session from the user whom a server named', async () => {
    const shop = await open();
    await shop.signed([{ event_type: 'login', event_id: `login-${ids++}`, user_id: 'customer-9', ...visitOfAda }]);
    await shop.settled();
    await shop.browser([view({ ...visitOfAda, user_id: 'somebody else' })]);
    await shop.settled();
    expect((await sessions(shop)).map(({ user_id, events }) => [user_id, events])).toEqual([['customer-9', 2]]);
  });
});

describe('an order that names its session alone', () => {
  it('given before the visitor’s first page, waits in that session for its visitor', async () => {
    const shop = await open();
    await shop.byKey([{ ...purchase({ session_id: 'visit' }), page_url: 'https://shop.example/thanks' }]);
    await shop.settled();
    await shop.browser([view({ visitor_id: 'ada', session_id: 'visit' })]);
    await shop.settled();
    await shop.browser([view({ visitor_id: 'thief', session_id: 'visit' })]);
    await shop.settled();
    expect((await sessions(shop)).map(({ visitor_id, events, revenue }) => [visitor_id, events, revenue]).sort()).toEqual([
      ['ada', 2, 30],
      ['thief', 1, 0],
    ]);
  });
});
