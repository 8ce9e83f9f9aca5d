import { createHmac, randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { SiteDirectory } from '../../src/site-directory/site-directory.js';
import { destinationSecrets } from '../../src/destinations/settings/destination-settings.js';
import { eventually, startTestWarp, type TestSite, type TestWarp } from '../setup/running-warp.js';
import { startHook, type Hook } from '../stand-ins/hook.js';

const SECRET = 'a secret of the receiver';

let warp: TestWarp;

beforeAll(async () => {
  warp = await startTestWarp({ WARP_ROLES: 'collect,process,deliver' });
});
afterAll(() => warp.stop());

async function connect(site: TestSite, hook: Hook, events: object = { mode: 'all' }): Promise<string> {
  const id = randomUUID();
  await warp.database.query('insert into destinations (id, site_id, plugin, name, settings, secrets, events) values ($1, $2, $3, $4, $5, $6, $7)', [
    id,
    site.id,
    'webhook',
    'Hook',
    JSON.stringify({ url: `${hook.url}/hook`, include_user: false }),
    warp.keyRing.seal(JSON.stringify({ secret: SECRET }), destinationSecrets(id)),
    JSON.stringify(events),
  ]);
  await warp.warp.app.get(SiteDirectory, { strict: false }).announce(site.id);
  return id;
}

/** A site with one hook as its destination. */
async function siteWithHook(events?: object): Promise<{ site: TestSite; hook: Hook; destination: string }> {
  const site = await warp.site();
  const hook = await startHook();
  return { site, hook, destination: await connect(site, hook, events) };
}

const send = async (site: TestSite, ids: readonly string[], fields: object = {}): Promise<void> => {
  const answer = await warp.track({ script_id: site.scriptId, events: ids.map((event_id) => ({ event_type: 'page_view', event_id, visitor_id: 'v', ...fields })) });
  expect(await answer.json()).toMatchObject({ accepted: ids.length });
};

interface Delivery {
  event_id: string;
  state: string;
  reason: string;
  attempts: number;
  message: string | null;
}

const deliveries = (destination: string) =>
  warp.database.query<Delivery>('select event_id, state, reason, attempts, message from deliveries where destination_id = $1 order by id', [destination]);

const settled = (destination: string, count: number, state: string) =>
  eventually(
    () => deliveries(destination),
    (rows) => rows.filter((row) => row.state === state).length === count,
  );

/** Makes waiting deliveries due at once, instead of in 10 s. */
const hurry = (destination: string) =>
  warp.database.query("update deliveries set due_at = now() where destination_id = $1 and state in ('retrying', 'sending')", [destination]);

describe('delivery', () => {
  it('sends what was accepted, signed and once, and empties the outbox', async () => {
    const { site, hook, destination } = await siteWithHook();
    const ids = Array.from({ length: 250 }, (_, n) => `a${n}`);
    for (let at = 0; at < ids.length; at += 50) await send(site, ids.slice(at, at + 50));
    await settled(destination, 250, 'delivered');
    expect([...hook.accepted].sort()).toEqual([...ids].sort());
    const { headers, body } = hook.requests[0]!;
    expect(headers['x-warp-signature']).toBe(createHmac('sha256', SECRET).update(`${String(headers['x-warp-timestamp'])}\n${body}`).digest('hex'));
    expect(await warp.database.query('select 1 from outbox where site_id = $1', [site.id])).toEqual([]);
    await hook.stop();
  });

  it('tries again after a 500, without losing or doubling anything', async () => {
    const { site, hook, destination } = await siteWithHook();
    hook.behave({ is: 'answering', status: 500 });
    await send(site, ['b1', 'b2']);
    const waiting = await settled(destination, 2, 'retrying');
    expect(waiting).toMatchObject([{ reason: 'platform_down', attempts: 1 }, { reason: 'platform_down', attempts: 1 }]);
    hook.behave();
    await hurry(destination);
    await settled(destination, 2, 'delivered');
    expect([...hook.accepted].sort()).toEqual(['b1', 'b2']);
    await hook.stop();
  });

  it('tries again after a connection that broke', async () => {
    const { site, hook, destination } = await siteWithHook();
    hook.behave({ is: 'resetting' });
    await send(site, ['c1']);
    await settled(destination, 1, 'retrying');
    hook.behave();
    await hurry(destination);
    await settled(destination, 1, 'delivered');
    expect(hook.accepted).toEqual(['c1']);
    await hook.stop();
  });

  it('waits as long as Retry-After says, at no cost of attempts', async () => {
    const { site, hook, destination } = await siteWithHook();
    hook.behave({ is: 'answering', status: 429, headers: { 'retry-after': '1' } });
    await send(site, ['d1']);
    expect(await settled(destination, 1, 'retrying')).toMatchObject([{ reason: 'throttled', attempts: 0 }]);
    hook.behave();
    expect(await settled(destination, 1, 'delivered')).toMatchObject([{ attempts: 1 }]);
    await hook.stop();
  });

  it('pauses on refused credentials, says so, and goes on when they are mended', async () => {
    const { site, hook, destination } = await siteWithHook();
    hook.behave({ is: 'answering', status: 401 });
    await send(site, ['e1']);
    expect(await settled(destination, 1, 'retrying')).toMatchObject([{ reason: 'destination_paused', attempts: 0 }]);
    const [paused] = await eventually(
      () => warp.database.query<{ status: string; status_reason: string }>('select status, status_reason from destinations where id = $1', [destination]),
      ([row]) => row?.status === 'paused',
    );
    expect(paused!.status_reason).toBe('The platform refused the credentials.');
    hook.behave();
    await warp.database.query("update destinations set status = 'active' where id = $1", [destination]);
    await settled(destination, 1, 'delivered');
    await hook.stop();
  });

  it('puts what is refused for good into the dead letters, and keeps it for a replay', async () => {
    const { site, hook, destination } = await siteWithHook();
    hook.behave({ is: 'answering', status: 400 });
    await send(site, ['f1']);
    expect(await settled(destination, 1, 'dead')).toMatchObject([{ reason: 'http_400', attempts: 1 }]);
    expect(await warp.database.query('select event_id, reason from dead_letters where destination_id = $1', [destination])).toEqual([{ event_id: 'f1', reason: 'http_400' }]);
    expect(await warp.database.query('select 1 from outbox where site_id = $1', [site.id])).toHaveLength(1);
    await hook.stop();
  });

  it('leaves out what is not selected, not agreed to, or a robot’s, and says why', async () => {
    const { site, hook, destination } = await siteWithHook({ mode: 'selected', selected: ['purchase'] });
    await send(site, ['g1']);
    await send(site, ['g2'], { event_type: 'purchase' });
    await warp.track({ script_id: site.scriptId, event_type: 'purchase', event_id: 'g3' }, { 'user-agent': 'Googlebot/2.1' });
    await settled(destination, 2, 'skipped');
    await settled(destination, 1, 'delivered');
    const reasons = Object.fromEntries((await deliveries(destination)).map(({ event_id, reason }) => [event_id, reason]));
    expect(reasons).toEqual({ g1: 'event_not_selected', g2: 'delivered', g3: 'bot' });
    await hook.stop();
  });

  it('sends again what a killed worker had in hand, with the same id', async () => {
    const { site, hook, destination } = await siteWithHook();
    hook.behave({ is: 'answering', status: 503 });
    await send(site, ['h1']);
    await settled(destination, 1, 'retrying');
    // As a worker leaves it that dies while sending: its lease runs out.
    await warp.database.query("update deliveries set state = 'sending', due_at = now() + interval '1 second' where destination_id = $1", [destination]);
    hook.behave();
    await settled(destination, 1, 'delivered');
    expect(hook.accepted).toEqual(['h1']);
    await hook.stop();
  });

  it('is not held up for one destination by another that hangs', async () => {
    const { site, hook: hanging, destination: stuck } = await siteWithHook();
    hanging.behave({ is: 'hanging' });
    const healthy = await startHook();
    const fine = await connect(site, healthy);
    const ids = Array.from({ length: 40 }, (_, n) => `i${n}`);
    for (const id of ids) await send(site, [id]);
    await settled(fine, 40, 'delivered');
    // All of them, while the other destination still has not got an answer to its first.
    expect((await deliveries(stuck)).filter(({ state }) => state !== 'pending' && state !== 'sending')).toEqual([]);
    hanging.behave();
    await hanging.stop();
    await healthy.stop();
  });
});
