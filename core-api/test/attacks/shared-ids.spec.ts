import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ADMIN_PASSWORD, ConnectedSite } from '../api/connected-site.js';
import { eventually, startTestWarp, type TestWarp } from '../setup/running-warp.js';
import { startHook, type Hook } from '../stand-ins/hook.js';

let warp: TestWarp;
let hook: Hook;
beforeAll(async () => {
  warp = await startTestWarp({ WARP_ADMIN_PASSWORD: ADMIN_PASSWORD });
  hook = await startHook();
});
afterAll(async () => {
  await warp.stop();
  await hook.stop();
});

const ID = 'purchase:shop:1';
const order = { event_type: 'purchase', event_id: ID, user_id: 'customer-1', event_data: { transaction_id: '1', value: 10, currency: 'EUR' } };

const storedOf = ({ site }: ConnectedSite): Promise<{ event_type: string }[]> =>
  warp.database.query<{ event_type: string }>('select event_type from events where site_id = $1 order by id', [site.id]);

/** What anybody's browser says under the order's id. */
async function claim(shop: ConnectedSite, event: object): Promise<void> {
  const before = (await storedOf(shop)).length;
  await warp.track({ script_id: shop.site.scriptId, event_id: ID, visitor_id: 'thief', ...event });
  await eventually(() => storedOf(shop), (rows) => rows.length > before);
}

interface Item {
  readonly received: boolean;
  readonly event_type: string | null;
  readonly deliveries: readonly { readonly state: string }[];
}
const first = (json: Record<string, unknown>): Item => (json['items'] as Item[])[0]!;

describe('an id that two types of event have', () => {
  it('given a stranger’s page view and the order, the receipt is the order’s', async () => {
    const shop = await ConnectedSite.of(warp);
    await shop.addWebhook(`${hook.url}/hook`, { events: { mode: 'selected', selected: ['purchase'] } });
    await claim(shop, { event_type: 'page_view' });
    await shop.send([order]);
    await eventually(() => storedOf(shop), (rows) => rows.length === 2);
    const receipt = await eventually(
      async () => first((await shop.ask('GET', `/receipts?event_ids=${ID}`)).json),
      ({ deliveries }) => deliveries[0]?.state === 'delivered',
    );
    expect(receipt).toMatchObject({ received: true, event_type: 'purchase' });
    expect(receipt.deliveries).toHaveLength(1);
  });

  it('is no receipt for an order that the core does not have', async () => {
    const shop = await ConnectedSite.of(warp);
    await claim(shop, { event_type: 'page_view' });
    const { json } = await shop.ask('POST', '/reconcile', { event_ids: [ID], event_type: 'purchase' });
    expect(json['missing']).toEqual([ID]);
  });

  it('given a stranger whose data is erased, leaves the order ready for its destinations', async () => {
    const shop = await ConnectedSite.of(warp);
    const refusing = await startHook();
    refusing.behave({ is: 'answering', status: 500 });
    await shop.addWebhook(`${refusing.url}/hook`);
    await claim(shop, { event_type: 'page_view', user_id: 'a stranger' });
    await shop.send([order]);
    await eventually(() => storedOf(shop), (rows) => rows.length === 2);
    await shop.ask('DELETE', '/people', { user_id: 'a stranger' });
    expect(await storedOf(shop)).toEqual([{ event_type: 'purchase' }]);
    const left = await warp.database.query(
      'select event_type, outbox_id is not null as is_ready from deliveries where site_id = $1 and state <> $2',
      [shop.site.id, 'skipped'],
    );
    expect(left).toEqual([{ event_type: 'purchase', is_ready: true }]);
    await refusing.stop();
  });
});

describe('a purchase that a browser claims under an order’s id', () => {
  it('is not taken for the order by a server that asks for its own word; sent again, it is', async () => {
    const shop = await ConnectedSite.of(warp);
    await claim(shop, { event_type: 'purchase', event_data: { value: 0.01, currency: 'EUR' } });
    const missing = async (more: object): Promise<unknown> => (await shop.ask('POST', '/reconcile', { event_ids: [ID], event_type: 'purchase', ...more })).json['missing'];
    expect(await missing({})).toEqual([]);
    expect(await missing({ said_by: 'server' })).toEqual([ID]);
    await shop.send([order]);
    await eventually(() => missing({ said_by: 'server' }), (ids) => JSON.stringify(ids) === '[]');
    expect(await warp.database.query("select event_data->'value' as value from events where site_id = $1", [shop.site.id])).toEqual([{ value: 10 }]);
    // Later than ids are known for, the same again would be another order.
    await warp.database.query("update events set proof = 0, created_at = now() - interval '47 hours 1 minute' where site_id = $1", [shop.site.id]);
    expect(await missing({ said_by: 'server' })).toEqual([]);
  });
});
