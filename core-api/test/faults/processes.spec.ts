import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { setTimeout as sleep } from 'node:timers/promises';
import { eventually } from '../setup/running-warp.js';
import { startHook } from '../stand-ins/hook.js';
import { FaultWorld } from './fault-world.js';
import { Sender } from './sender.js';

let world: FaultWorld;

beforeEach(async () => {
  world = await FaultWorld.start();
});
afterEach(() => world.stop(), 60_000);

describe.each(['SIGKILL', 'SIGTERM'] as const)('%s under load', (signal) => {
  it('of the collecting process loses nothing and counts nothing twice', async () => {
    const collect = await world.start('collect');
    await world.start('process');
    const sender = new Sender({ url: collect.url, requestsPerSecond: 40 });
    await sleep(1_500);
    await collect.stop(signal);
    await sleep(500);
    await collect.start();
    await sleep(1_500);
    await sender.finish();
    expect(sender.refused.get('no answer')).toBeGreaterThan(0);
    await world.expectStoredOnce(sender.accepted);
  });

  it('of the storing process loses nothing and counts nothing twice', async () => {
    const collect = await world.start('collect');
    const worker = await world.start('process');
    const sender = new Sender({ url: collect.url, requestsPerSecond: 60 });
    for (let times = 0; times < 2; times++) {
      await sleep(1_000);
      await worker.stop(signal);
      await worker.start();
    }
    await sleep(500);
    await sender.finish();
    expect(sender.refused.size).toBe(0);
    await world.expectStoredOnce(sender.accepted);
  });
});

describe.each(['SIGKILL', 'SIGTERM'] as const)('%s of the delivering process under load', (signal) => {
  it('loses no delivery, and sends again only what it had in hand, with the same ids', async () => {
    const hook = await startHook();
    const destination = await world.connectHook(`${hook.url}/hook`);
    const collect = await world.start('collect,process');
    const deliver = await world.start('deliver');
    const sender = new Sender({ url: collect.url, requestsPerSecond: 40 });
    await sleep(1_500);
    // In hand when it dies: taken by the hook, and never answered.
    hook.behave({ is: 'losing_answers' });
    await sleep(300);
    await deliver.stop(signal);
    hook.behave();
    await deliver.start();
    await sleep(1_000);
    await sender.finish();
    await world.expectStoredOnce(sender.accepted);
    // What the dead one had in hand waits for its lease to end, which the test does not.
    const hurry = () => world.database.query("update deliveries set due_at = now() where state in ('retrying', 'sending') and due_at > now() + interval '15 seconds'");
    const states = () => world.database.query<{ state: string; n: number }>('select state, count(*)::int as n from deliveries where destination_id = $1 group by 1', [destination]);
    await eventually(async () => (await hurry(), await states()), (rows) => rows.length === 1 && rows[0]!.state === 'delivered', 60_000);
    expect(await states()).toEqual([{ state: 'delivered', n: sender.accepted.length }]);
    expect([...new Set(hook.accepted)].sort()).toEqual([...sender.accepted].sort());
    await hook.stop();
  });
});

describe('a process that serves', () => {
  it('may be killed without any event being refused', async () => {
    const collect = await world.start('collect,process');
    const serve = await world.start('serve');
    const sender = new Sender({ url: collect.url, requestsPerSecond: 40 });
    await sleep(500);
    await serve.stop('SIGKILL');
    await sleep(1_000);
    await sender.finish();
    await serve.start();
    expect((await fetch(`${serve.url}/health/ready`)).status).toBe(200);
    expect(sender.refused.size).toBe(0);
    await world.expectStoredOnce(sender.accepted);
  });
});

describe('two storing processes', () => {
  it('share the log, and one does the other’s work when it dies', async () => {
    const collect = await world.start('collect');
    const [first] = [await world.start('process'), await world.start('process')];
    const sender = new Sender({ url: collect.url, requestsPerSecond: 60, duplicates: 0.05 });
    await sleep(1_500);
    await first.stop('SIGKILL');
    await sleep(1_000);
    await sender.finish();
    await world.expectStoredOnce(sender.accepted);
  });
});
