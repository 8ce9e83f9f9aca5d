import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Credentials, Fault, Platform } from '@warp/plugin-sdk/testing';
import { startTestWarp, type TestWarp } from '../setup/running-warp.js';
import { ConnectedShop } from './connected-shop.js';

/**
 * Every fault of a platform, played through the whole delivery.
 * @param platforms by name
 * @param env further variables of the Warp they are delivered by
 */
export function describeFaults(platforms: Readonly<Record<string, Platform>>, env: Readonly<Record<string, string>> = {}): void {
  let warp: TestWarp;
  beforeAll(async () => {
    warp = await startTestWarp({ WARP_ROLES: 'collect,process,deliver,serve', ...env });
  });
  afterAll(() => warp.stop());

  describe.each(Object.entries(platforms))('%s', (_, platform) => {
    const open = (which?: keyof Credentials): Promise<ConnectedShop> => ConnectedShop.open(warp, platform, which);

    it('takes every order once, as its rules want it', async () => {
      const shop = await open();
      const ids = Array.from({ length: 60 }, (_, n) => `a${n}`);
      await shop.order(ids);
      await shop.settled(60, 'delivered');
      expect([...shop.counted()].sort()).toEqual([...ids].sort());
      expect(shop.refused()).toEqual([]);
      await shop.vendor.stop();
    });

    it.each<[string, Fault, string]>([
      ['is ill', { is: 'answering', status: 500, body: '<html>' }, 'platform_down'],
      ['breaks connections', { is: 'resetting' }, 'platform_down'],
      ['asks to wait', { is: 'answering', status: 429, headers: { 'retry-after': '600' } }, 'throttled'],
    ])('gets everything once, after a time in which it %s', async (_, fault, reason) => {
      const shop = await open();
      shop.vendor.behave(fault);
      await shop.order(['b1', 'b2']);
      for (const row of await shop.settled(2, 'retrying')) expect(row.reason).toBe(reason);
      shop.vendor.behave();
      await shop.hurry();
      await shop.settled(2, 'delivered');
      expect([...shop.counted()].sort()).toEqual(['b1', 'b2']);
      await shop.vendor.stop();
    });

    it('is sent to again with the same ids when only its answer was lost', async () => {
      const shop = await open();
      shop.vendor.behave({ is: 'losing_answers' });
      await shop.order(['c1']);
      await shop.settled(1, 'retrying');
      shop.vendor.behave();
      await shop.hurry();
      await shop.settled(1, 'delivered');
      expect([...new Set(shop.counted())]).toEqual(['c1']);
      if (platform.deduplicates) expect(shop.counted()).toEqual(['c1']);
      await shop.vendor.stop();
    });

    it('says that the connection is good, and counts nothing for it', async () => {
      const shop = await open();
      expect(await shop.test()).toMatchObject({ ok: true });
      expect(shop.refused()).toEqual([]);
      expect(shop.counted()).toEqual([]);
      await shop.vendor.stop();
    });

    it('may be slow', async () => {
      const shop = await open();
      shop.vendor.behave({ is: 'slow', ms: 1_500 });
      await shop.order(['d1']);
      await shop.settled(1, 'delivered');
      expect(shop.counted()).toEqual(['d1']);
      await shop.vendor.stop();
    });

    if (platform.ignoresCredentials !== true)
      it('with a token that expired is paused, says so without the token, and goes on with the right one', async () => {
        const shop = await open('expired');
        await shop.order(['e1']);
        expect(await shop.paused()).not.toContain(shop.credentials.expired);
        expect(await shop.settled(1, 'retrying')).toMatchObject([{ reason: 'destination_paused' }]);
        await shop.mend();
        await shop.settled(1, 'delivered');
        expect(shop.counted()).toEqual(['e1']);
        await shop.vendor.stop();
      });
  });
}
