import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startTestWarp, type TestWarp } from '../setup/running-warp.js';
import type { Fault } from '../stand-ins/vendor.js';
import { ConnectedShop } from './connected-shop.js';
import { BLIND_TO_CREDENTIALS, PLATFORMS } from './platforms/index.js';
import { type Credentials, TOKENS } from './platforms/platform.js';

let warp: TestWarp;
beforeAll(async () => {
  warp = await startTestWarp({ WARP_ROLES: 'collect,process,deliver,serve' });
});
afterAll(() => warp.stop());

const open = async (name: string, which?: keyof Credentials): Promise<ConnectedShop> => ConnectedShop.open(warp, await PLATFORMS[name]!(), which);

describe.each(Object.keys(PLATFORMS))('%s', (name) => {
  it('takes every order once, as its rules want it', async () => {
    const shop = await open(name);
    const ids = Array.from({ length: 60 }, (_, n) => `a${n}`);
    await shop.order(ids);
    await shop.settled(60, 'delivered');
    expect([...shop.platform.counted()].sort()).toEqual([...ids].sort());
    expect(shop.platform.refused).toEqual([]);
    await shop.platform.vendor.stop();
  });

  it.each<[string, Fault, string]>([
    ['is ill', { is: 'answering', status: 500, body: '<html>' }, 'platform_down'],
    ['breaks connections', { is: 'resetting' }, 'platform_down'],
    ['asks to wait', { is: 'answering', status: 429, headers: { 'retry-after': '600' } }, 'throttled'],
  ])('gets everything once, after a time in which it %s', async (_, fault, reason) => {
    const shop = await open(name);
    shop.platform.vendor.behave(fault);
    await shop.order(['b1', 'b2']);
    for (const row of await shop.settled(2, 'retrying')) expect(row.reason).toBe(reason);
    shop.platform.vendor.behave();
    await shop.hurry();
    await shop.settled(2, 'delivered');
    expect([...shop.platform.counted()].sort()).toEqual(['b1', 'b2']);
    await shop.platform.vendor.stop();
  });

  it('is sent to again with the same ids when only its answer was lost', async () => {
    const shop = await open(name);
    shop.platform.vendor.behave({ is: 'losing_answers' });
    await shop.order(['c1']);
    await shop.settled(1, 'retrying');
    shop.platform.vendor.behave();
    await shop.hurry();
    await shop.settled(1, 'delivered');
    expect([...new Set(shop.platform.counted())]).toEqual(['c1']);
    if (shop.platform.deduplicates) expect(shop.platform.counted()).toEqual(['c1']);
    await shop.platform.vendor.stop();
  });

  it('says that the connection is good, and counts nothing for it', async () => {
    const shop = await open(name);
    expect(await shop.test()).toMatchObject({ ok: true });
    expect(shop.platform.refused).toEqual([]);
    expect(shop.platform.counted()).toEqual([]);
    await shop.platform.vendor.stop();
  });

  it('may be slow', async () => {
    const shop = await open(name);
    shop.platform.vendor.behave({ is: 'slow', ms: 1_500 });
    await shop.order(['d1']);
    await shop.settled(1, 'delivered');
    expect(shop.platform.counted()).toEqual(['d1']);
    await shop.platform.vendor.stop();
  });
});

describe.each(Object.keys(PLATFORMS).filter((name) => !BLIND_TO_CREDENTIALS.has(name)))('%s with a token that expired', (name) => {
  it('is paused, says so without the token, and goes on with the right one', async () => {
    const shop = await open(name, 'expired');
    await shop.order(['e1']);
    expect(await shop.paused()).not.toContain((shop.platform.credentials ?? TOKENS).expired);
    expect(await shop.settled(1, 'retrying')).toMatchObject([{ reason: 'destination_paused' }]);
    await shop.mend();
    await shop.settled(1, 'delivered');
    expect(shop.platform.counted()).toEqual(['e1']);
    await shop.platform.vendor.stop();
  });
});
