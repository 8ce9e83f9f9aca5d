import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { TOKENS } from '@warp/plugin-sdk/testing';
import dataManager, { clickUpload } from '../../../plugins/destinations/google-ads/test/platform.js';
import type { GoogleAdsStandIn } from '../../../plugins/destinations/google-ads/test/stand-in.js';
import { eventually, startTestWarp, type TestWarp } from '../setup/running-warp.js';
import { ConnectedShop, type DeliveryRow } from './connected-shop.js';

let warp: TestWarp;
beforeAll(async () => {
  warp = await startTestWarp({ WARP_ROLES: 'collect,process,deliver' });
});
afterAll(() => warp.stop());

type Shop = ConnectedShop<GoogleAdsStandIn>;

/** Transaction ids of every request that carried conversions, in order. */
const sent = ({ vendor }: Shop): readonly (readonly string[])[] =>
  vendor.requests
    .filter(({ path }) => path === '/v1/events:ingest')
    .map(({ body }) => (JSON.parse(body) as { events: { transactionId: string }[] }).events.map(({ transactionId }) => transactionId));

const waiting = (shop: Shop, reason: string): Promise<readonly DeliveryRow[]> => eventually(() => shop.deliveries(), (rows) => rows.length > 0 && rows.every((row) => row.reason === reason));

/** Asks now what became of everything, and waits until it stands as before. @param times it was asked so far, this one included */
async function askInVain(shop: Shop, times: number): Promise<void> {
  await shop.hurry();
  const questions = () => Promise.resolve(shop.vendor.requests.filter(({ path }) => path === '/v1/requestStatus:retrieve').length);
  await eventually(questions, (count) => count === times);
  await waiting(shop, 'awaiting_confirmation');
}

const byState = (rows: readonly { event_id: string; state: string }[], state: string) => rows.filter((row) => row.state === state).map(({ event_id }) => event_id);
const numbered = (count: number): readonly string[] => Array.from({ length: count }, (_, n) => `n${String(n).padStart(2, '0')}`);

describe('what the Data Manager API took and judges later', () => {
  let shop: Shop;
  beforeEach(async () => {
    shop = await ConnectedShop.open(warp, dataManager);
  });
  afterEach(() => shop.vendor.stop());

  it('is asked about in half an hour, at no cost of tries', async () => {
    await shop.order(['a']);
    const [row] = await shop.settled(1, 'retrying');
    expect(row).toMatchObject({ reason: 'awaiting_confirmation', attempts: 1 });
    expect(row!.seconds).toBeGreaterThan(1_700);
    expect(row!.seconds).toBeLessThanOrEqual(1_800);
    await shop.settled(1, 'delivered');
    expect(sent(shop)).toEqual([['a']]);
  });

  it('is sent again each on its own when one of three was lost, and counts once', async () => {
    shop.vendor.judge('b2', 'INVALID_GCLID');
    await shop.order(['b1', 'b2', 'b3']);
    await shop.settled(2, 'delivered');
    const rows = await shop.settled(1, 'dead');
    expect(rows.find(({ state }) => state === 'dead')).toMatchObject({ event_id: 'b2', reason: 'google_ads_invalid_gclid', message: 'Google cannot read the click ID (gclid).' });
    expect(sent(shop)).toEqual([['b1', 'b2', 'b3'], ['b1'], ['b2'], ['b3']]);
    expect([...shop.counted()].sort()).toEqual(['b1', 'b3']);
  });

  it('is told apart after two rounds when there is more of it than can be sent one by one', async () => {
    const ids = numbered(40);
    shop.vendor.judge('n07', 'CONVERSION_PRECEDES_CLICK');
    await shop.order(ids);
    await shop.settled(39, 'delivered', 20_000);
    expect(byState(await shop.settled(1, 'dead'), 'dead')).toEqual(['n07']);
    expect([...shop.counted()].sort()).toEqual(ids.filter((id) => id !== 'n07'));
    // Parts of three of the forty, and each of the three with the lost one among them.
    expect(sent(shop).map((batch) => batch.length)).toEqual([40, ...Array<number>(13).fill(3), 1, 1, 1, 1]);
  });

  it('is given up at once when all of it was lost, with its reasons', async () => {
    shop.vendor.judge('c1', 'EVENT_TOO_OLD');
    shop.vendor.judge('c2', 'DENIED_CONSENT');
    await shop.order(['c1', 'c2']);
    for (const row of await shop.settled(2, 'dead')) expect(row).toMatchObject({ reason: 'google_ads_not_counted', message: expect.stringContaining('1 × EVENT_TOO_OLD, 1 × DENIED_CONSENT') });
    expect(sent(shop)).toHaveLength(1);
  });

  it('waits six hours for a click that is too recent, together with what counted, and counts once', async () => {
    shop.vendor.judge('d1', 'TOO_RECENT_CLICK');
    await shop.order(['d1', 'd2']);
    await waiting(shop, 'awaiting_confirmation');
    await askInVain(shop, 1);
    await shop.hurry();
    for (const row of await waiting(shop, 'throttled')) {
      expect(row).toMatchObject({ attempts: 0, message: 'The click is too recent for Google. The conversion is sent again in six hours.' });
      expect(row.seconds).toBeGreaterThan(21_500);
    }
    expect(shop.counted()).toEqual(['d2']);
    shop.vendor.judge('d1');
    await shop.hurry();
    await shop.settled(2, 'delivered');
    expect(sent(shop)).toEqual([['d1', 'd2'], ['d1', 'd2']]);
    expect([...shop.counted()].sort()).toEqual(['d1', 'd2']);
  });

  it('is not sent again because the question met a quota, an ill Google or a token that is over', async () => {
    await shop.order(['e1']);
    await waiting(shop, 'awaiting_confirmation');
    shop.vendor.exhaust('Day');
    await askInVain(shop, 1);
    shop.vendor.exhaust();
    shop.vendor.behave({ is: 'resetting' });
    await askInVain(shop, 2);
    shop.vendor.behave();
    shop.vendor.accept('a newer token');
    await shop.hurry();
    expect(await shop.paused()).toBe('Google no longer accepts the connection. Connect the Google account again.');
    expect(await shop.deliveries()).toMatchObject([{ state: 'retrying', reason: 'destination_paused' }]);
    shop.vendor.accept(TOKENS.right);
    await shop.mend();
    await shop.settled(1, 'delivered');
    expect(sent(shop)).toEqual([['e1']]);
    expect(shop.counted()).toEqual(['e1']);
  });
});

describe('a refused request', () => {
  let shop: Shop;
  beforeEach(async () => {
    shop = await ConnectedShop.open(warp, dataManager);
  });
  afterEach(() => shop.vendor.stop());

  /** The postal code of one order is none. */
  const spoil = (spoilt: string) => (id: string) => (id === spoilt ? { zip: '#?' } : {});

  it('goes again at once without the order that Google names', async () => {
    const ids = numbered(20);
    await shop.order(ids, spoil('n11'));
    await shop.settled(19, 'delivered');
    const rows = await shop.settled(1, 'dead');
    expect(rows.find(({ state }) => state === 'dead')).toMatchObject({ event_id: 'n11', reason: 'google_ads_invalid_postal_code', message: 'Google does not know the postal code.' });
    expect(sent(shop)).toEqual([ids, ids.filter((id) => id !== 'n11')]);
    expect([...shop.counted()].sort()).toEqual(ids.filter((id) => id !== 'n11'));
  });

  it('is halved when Google names none, and every other order counts once', async () => {
    const ids = numbered(20);
    shop.vendor.nameFaults(false);
    await shop.order(ids, spoil('n11'));
    await shop.settled(19, 'delivered');
    expect(byState(await shop.settled(1, 'dead'), 'dead')).toEqual(['n11']);
    expect([...shop.counted()].sort()).toEqual(ids.filter((id) => id !== 'n11'));
    // 20, 10 + 10, 5 + 5, 2 + 3 … : two requests a halving.
    expect(sent(shop).length).toBeLessThanOrEqual(11);
  });

  it.each([
    ['Minute', 60],
    ['Day', 3_600],
  ] as const)('for the quota of the %s waits, at no cost of tries, and then arrives', async (quota, seconds) => {
    shop.vendor.exhaust(quota);
    await shop.order(['f1']);
    const [row] = await shop.settled(1, 'retrying');
    expect(row).toMatchObject({ reason: 'throttled', attempts: 0, message: 'The quota of the Google Cloud project is used up.' });
    expect(row!.seconds).toBeGreaterThan(seconds - 30);
    expect(row!.seconds).toBeLessThanOrEqual(seconds);
    shop.vendor.exhaust();
    await shop.hurry();
    await shop.settled(1, 'delivered');
    expect(shop.counted()).toEqual(['f1']);
  });
});

describe('the older upload', () => {
  it('lets only those wait, or go, that Google names', async () => {
    const shop = await ConnectedShop.open(warp, clickUpload);
    shop.vendor.judge('g1', 'TOO_RECENT_CLICK');
    shop.vendor.judge('g2', 'INVALID_GCLID');
    await shop.order(['g1', 'g2', 'g3']);
    const rows = await shop.settled(1, 'dead');
    expect(rows).toMatchObject([
      { event_id: 'g1', state: 'retrying', reason: 'throttled', attempts: 0 },
      { event_id: 'g2', state: 'dead', reason: 'google_ads_unparseable_gclid' },
      { event_id: 'g3', state: 'delivered' },
    ]);
    expect(rows[0]!.seconds).toBeGreaterThan(21_500);
    shop.vendor.judge('g1');
    await shop.hurry();
    await shop.settled(2, 'delivered');
    expect([...shop.counted()].sort()).toEqual(['g1', 'g3']);
    await shop.vendor.stop();
  });
});
