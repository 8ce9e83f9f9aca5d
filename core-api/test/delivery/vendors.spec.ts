import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { DestinationTester } from '../../src/sites/destination-catalogue.js';
import { destinationSecrets } from '../../src/sites/destination-settings.js';
import { SiteDirectory } from '../../src/sites/site-directory.js';
import { eventually, startTestWarp, type TestSite, type TestWarp } from '../setup/running-warp.js';
import type { Fault } from '../stand-ins/vendor.js';
import { BLIND_TO_CREDENTIALS, PLATFORMS } from './platforms/index.js';
import { type Credentials, type Platform, TOKENS } from './platforms/platform.js';

let warp: TestWarp;
beforeAll(async () => {
  warp = await startTestWarp({ WARP_ROLES: 'collect,process,deliver,serve' });
}, 60_000);
afterAll(() => warp.stop());

interface Connected {
  readonly platform: Platform;
  readonly site: TestSite;
  readonly destination: string;
}

async function connect(name: string, which: keyof Credentials = 'right'): Promise<Connected> {
  const platform = await PLATFORMS[name]!();
  const site = await warp.site();
  const destination = randomUUID();
  const { defaults } = await settingsOf(platform);
  await warp.database.query("insert into destinations (id, site_id, plugin, name, settings, secrets, events) values ($1, $2, $3, $3, $4, $5, '{\"mode\":\"all\"}')", [
    destination,
    site.id,
    platform.plugin,
    JSON.stringify({ ...defaults, ...platform.settings, endpoint: platform.vendor.url }),
    sealed(destination, platform, which),
  ]);
  await warp.warp.app.get(SiteDirectory, { strict: false }).announce(site.id);
  return { platform, site, destination };
}

const sealed = (destination: string, { secretName, credentials = TOKENS }: Platform, which: keyof Credentials): Buffer =>
  warp.keyRing.seal(JSON.stringify({ [secretName]: credentials[which] }), destinationSecrets(destination));

/** As the form would send them: the schema's defaults. */
async function settingsOf({ plugin }: Platform): Promise<{ defaults: Record<string, unknown> }> {
  const module = (await import(`@warp/destination-${plugin}`)) as { default: { settings: { properties: Record<string, { default?: unknown }> } } };
  const fields = Object.entries(module.default.settings.properties);
  return { defaults: Object.fromEntries(fields.flatMap(([name, field]) => (field.default === undefined ? [] : [[name, field.default]]))) };
}

/** Orders as a shop sends them. The id is the transaction's and the page's too, so that each platform can be asked for it. */
async function order({ site, platform }: Connected, ids: readonly string[]): Promise<void> {
  const events = ids.map((id) => ({
    event_id: id,
    event_type: 'purchase',
    visitor_id: 'v1',
    session_id: 's1',
    page_url: `https://shop.example/thanks/${id}`,
    consent: { analytics: true, marketing: true },
    ids: { fbp: 'fb.1.1700000000000.123456789', ttclid: 'E.C.P.click', msclkid: 'dd4afcccb1c94a4cad9544dd7e5006ab', li_fat_id: '8f6b5f1e-0000-4000-8000-1234567890ab' },
    user: { email: platform.keepsPeople === true ? `Jo.${id}@Example.org ` : 'Jo.Doe@Example.org ', phone: '+49 30 901820', first_name: 'Jo', last_name: 'Doe', city: 'Berlin', zip: '10115', country: 'DE' },
    event_data: { value: 40.5, currency: 'EUR', transaction_id: id, engagement_time_msec: 1_200, items: [{ item_id: 'sku-1', item_name: 'Shirt', price: 20.25, quantity: 2 }] },
  }));
  const answer = await warp.track({ script_id: site.scriptId, events });
  expect(await answer.json()).toMatchObject({ accepted: ids.length });
}

interface Row {
  event_id: string;
  state: string;
  reason: string;
  message: string | null;
}

const deliveries = ({ destination }: Connected) => warp.database.query<Row>('select event_id, state, reason, message from deliveries where destination_id = $1 order by event_id', [destination]);

const settled = (connected: Connected, count: number, state: string, ms?: number) =>
  eventually(() => deliveries(connected), (rows) => rows.filter((row) => row.state === state).length === count, ms);

/** Waiting deliveries become due at once, instead of in 10 s. */
const hurry = ({ destination }: Connected) => warp.database.query("update deliveries set due_at = now() where destination_id = $1 and state = 'retrying'", [destination]);

describe.each(Object.keys(PLATFORMS))('%s', (name) => {
  it('takes every order once, as its rules want it', async () => {
    const connected = await connect(name);
    const ids = Array.from({ length: 60 }, (_, n) => `a${n}`);
    await order(connected, ids);
    await settled(connected, 60, 'delivered');
    expect([...connected.platform.counted()].sort()).toEqual([...ids].sort());
    expect(connected.platform.refused).toEqual([]);
    await connected.platform.vendor.stop();
  });

  it.each<[string, Fault, string]>([
    ['is ill', { is: 'answering', status: 500, body: '<html>' }, 'platform_down'],
    ['breaks connections', { is: 'resetting' }, 'platform_down'],
    ['asks to wait', { is: 'answering', status: 429, headers: { 'retry-after': '600' } }, 'throttled'],
  ])('gets everything once, after a time in which it %s', async (_, fault, reason) => {
    const connected = await connect(name);
    connected.platform.vendor.behave(fault);
    await order(connected, ['b1', 'b2']);
    for (const row of await settled(connected, 2, 'retrying')) expect(row.reason).toBe(reason);
    connected.platform.vendor.behave();
    await hurry(connected);
    await settled(connected, 2, 'delivered');
    expect([...connected.platform.counted()].sort()).toEqual(['b1', 'b2']);
    await connected.platform.vendor.stop();
  });

  it('is sent to again with the same ids when only its answer was lost', async () => {
    const connected = await connect(name);
    connected.platform.vendor.behave({ is: 'losing_answers' });
    await order(connected, ['c1']);
    await settled(connected, 1, 'retrying');
    connected.platform.vendor.behave();
    await hurry(connected);
    await settled(connected, 1, 'delivered');
    expect([...new Set(connected.platform.counted())]).toEqual(['c1']);
    if (connected.platform.deduplicates) expect(connected.platform.counted()).toEqual(['c1']);
    await connected.platform.vendor.stop();
  });

  it('says that the connection is good, and counts nothing for it', async () => {
    const { platform, site, destination } = await connect(name);
    expect(await warp.warp.app.get(DestinationTester, { strict: false }).test(site.id, destination)).toMatchObject({ ok: true });
    expect(platform.refused).toEqual([]);
    expect(platform.counted()).toEqual([]);
    await platform.vendor.stop();
  });

  it('may be slow', async () => {
    const connected = await connect(name);
    connected.platform.vendor.behave({ is: 'slow', ms: 1_500 });
    await order(connected, ['d1']);
    await settled(connected, 1, 'delivered');
    expect(connected.platform.counted()).toEqual(['d1']);
    await connected.platform.vendor.stop();
  });
});

describe.each(Object.keys(PLATFORMS).filter((name) => !BLIND_TO_CREDENTIALS.has(name)))('%s with a token that expired', (name) => {
  it('is paused, says so without the token, and goes on with the right one', async () => {
    const connected = await connect(name, 'expired');
    await order(connected, ['e1']);
    const paused = () => warp.database.query<{ status: string; status_reason: string }>('select status, status_reason from destinations where id = $1', [connected.destination]);
    const [row] = await eventually(paused, ([found]) => found?.status === 'paused');
    expect(row!.status_reason).not.toContain((connected.platform.credentials ?? TOKENS).expired);
    expect(await settled(connected, 1, 'retrying')).toMatchObject([{ reason: 'destination_paused' }]);
    await warp.database.query("update destinations set status = 'active', secrets = $2 where id = $1", [
      connected.destination,
      sealed(connected.destination, connected.platform, 'right'),
    ]);
    await settled(connected, 1, 'delivered');
    expect(connected.platform.counted()).toEqual(['e1']);
    await connected.platform.vendor.stop();
  });
});
