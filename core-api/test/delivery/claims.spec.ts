import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { SystemDatabase } from '../../src/database/system-database.js';
import { DeliveryStore, type ClaimedDelivery, type Settled } from '../../src/delivery/engine/delivery-store.js';
import { destinationSecrets } from '../../src/destinations/settings/destination-settings.js';
import { SiteDirectory } from '../../src/site-directory/site-directory.js';
import { eventually, startTestWarp, type TestSite, type TestWarp } from '../setup/running-warp.js';

let warp: TestWarp;
let site: TestSite;
let store: DeliveryStore;
/** Nobody sends here: the role `deliver` is not among this process's. */
const destination = randomUUID();

beforeAll(async () => {
  warp = await startTestWarp({ WARP_ROLES: 'collect,process' });
  site = await warp.site();
  await warp.database.query("insert into destinations (id, site_id, plugin, name, settings, secrets, events) values ($1, $2, 'webhook', 'Hook', $3, $4, '{\"mode\":\"all\"}')", [
    destination,
    site.id,
    JSON.stringify({ url: 'http://127.0.0.1:1', include_user: false }),
    warp.keyRing.seal(JSON.stringify({ secret: 'a secret of the receiver' }), destinationSecrets(destination)),
  ]);
  await warp.warp.app.get(SiteDirectory, { strict: false }).announce(site.id);
  store = new DeliveryStore(warp.warp.app.get(SystemDatabase, { strict: false }), warp.keyRing);
});
afterAll(() => warp.stop());

const rows = () => warp.database.query<{ state: string; seconds: number }>(`select state, extract(epoch from due_at - now())::int as seconds from deliveries where destination_id = $1`, [destination]);

const delivered = (delivery: ClaimedDelivery): Settled => ({
  delivery,
  vendorMessage: null,
  durationMs: 1,
  settlement: { state: 'delivered', reason: 'delivered', message: null, attempts: 1, dueAt: Date.now(), firstAttemptAt: Date.now(), vendorRef: null },
});

describe('a claimed delivery', () => {
  const [first, second] = [randomUUID(), randomUUID()];
  let ids: readonly number[];
  let inFirstHand: readonly ClaimedDelivery[];

  it('belongs to one job: nobody else can claim it while the lease runs', async () => {
    await warp.track({ script_id: site.scriptId, event_type: 'sign_up', event_id: 'claimed', visitor_id: 'v1', session_id: 's1', consent: { analytics: true, marketing: true } });
    await eventually(rows, (found) => found.length === 1);
    ids = await store.claim(destination, first, 10);
    expect(ids).toHaveLength(1);
    expect(await store.claim(destination, second, 10)).toEqual([]);
    inFirstHand = await store.load(destination, first, ids);
    expect(inFirstHand.map(({ event }) => event.eventId)).toEqual(['claimed']);
  });

  it('stays with a job that goes on longer than a lease', async () => {
    await warp.database.query('update deliveries set due_at = now() + interval \'1 second\'');
    await store.renew(destination, first, ids);
    expect((await rows())[0]!.seconds).toBeGreaterThan(100);
  });

  it('goes to another job when the lease is over, and the late one can neither send nor settle it', async () => {
    await warp.database.query("update deliveries set due_at = now() - interval '1 second'");
    expect(await store.claim(destination, second, 10)).toEqual(ids);
    expect(await store.load(destination, first, ids)).toEqual([]);
    await store.renew(destination, first, ids);
    await store.settle(destination, first, inFirstHand.map(delivered));
    expect(await rows()).toMatchObject([{ state: 'sending' }]);
  });

  it('is settled by the job it belongs to', async () => {
    await store.settle(destination, second, (await store.load(destination, second, ids)).map(delivered));
    expect(await rows()).toMatchObject([{ state: 'delivered' }]);
  });
});
