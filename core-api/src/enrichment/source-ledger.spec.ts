import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { ConfigurationError, ThrottledError } from '@warp/plugin-sdk';
import { testRedis } from '../../test/setup/redis.js';
import { answering, inputs, named, pause, refusing, type SourceProcess, startSourceProcess, testSource } from '../../test/setup/source-process.js';

let redis: Awaited<ReturnType<typeof testRedis>>;
let one: SourceProcess;
const processes: SourceProcess[] = [];
beforeAll(async () => {
  redis = await testRedis();
});
beforeEach(async () => {
  one = await start();
});
afterEach(async () => {
  await one.redis.shared.flushall();
  for (const started of processes.splice(0)) started.stop();
});
afterAll(() => redis.stop());

async function start(): Promise<SourceProcess> {
  const started = await startSourceProcess(redis.url);
  processes.push(started);
  return started;
}

describe('processes', () => {
  const shared = { hitSeconds: 60, missSeconds: 60, shared: true };

  it('share what a source said, so that the second asks nothing', async () => {
    const two = await start();
    const [first, second] = [answering(named, 1), answering(named, 1)];
    const own = testSource({ cache: shared });
    await one.open(own, first.find).find(inputs('a', 'nobody'));
    expect(await two.open(own, second.find).find(inputs('a', 'nobody', 'b'))).toEqual([{ organisation: { name: 'a' } }, null, { organisation: { name: 'b' } }]);
    expect([first.asked, second.asked]).toEqual([[['a', 'nobody']], [['b']]]);
    await one.today();
    expect(await two.today()).toMatchObject({ found: 2, none: 1, cached: 2, requests: 3, calls: 2 });
  });

  it('keep no key in the clear', async () => {
    await one.open(testSource({ cache: shared }), answering(named, 1).find).find(inputs('198.51.100.7'));
    const keys = await one.redis.shared.keys('*');
    expect(keys.length).toBeGreaterThan(0);
    expect(keys.join()).not.toContain('198.51.100.7');
  });

  it('share a quota, and stop together where it ends', async () => {
    const two = await start();
    const limited = testSource({ quota: () => ({ perMonth: 5 }) });
    const [first, second] = [answering(named, 1), answering(named, 1)];
    const [a, b] = [one.open(limited, first.find), two.open(limited, second.find)];
    await a.find(inputs('a', 'b', 'c'));
    const gains = await b.find(inputs('d', 'e', 'f'));
    expect(gains).toEqual([{ organisation: { name: 'd' } }, { organisation: { name: 'e' } }, 'missing']);
    expect(await a.find(inputs('g'))).toEqual(['missing']);
    expect([first.asked.flat(), second.asked.flat()]).toEqual([['a', 'b', 'c'], ['d', 'e']]);
    expect(await one.ledger.usedThisMonth('source', Date.now())).toBe(5);
    expect(a.source.resting()).toMatchObject({ code: 'quota_used_up' });
    expect(a.source.quota()).toEqual({ used: 5, perMonth: 5 });
  });

  it('pay for no request that failed', async () => {
    const { find } = refusing(new Error('It is ill.'));
    await one.open(testSource({ quota: () => ({ perMonth: 5 }) }), find).find(inputs('a', 'b'));
    expect(await one.ledger.usedThisMonth('source', Date.now())).toBe(0);
  });

  it('learn from each other that a source is to be left alone', async () => {
    const two = await start();
    const { find } = refusing(new ThrottledError('busy', 'Wait.', 5_000));
    const second = answering(named, 1);
    const counted = testSource({ quota: () => ({ perMonth: null }) });
    await one.open(counted, find).find(inputs('a'));
    await pause(20);
    expect(await two.open(counted, second.find).find(inputs('a'))).toEqual(['missing']);
    expect(second.asked).toEqual([]);
  });

  it('hold nothing that went wrong with the old settings against the new', async () => {
    const old = refusing(new ConfigurationError('token', 'The token is wrong.'));
    const counted = testSource({ quota: () => ({ perMonth: null }) });
    const [before, after] = [one.open(counted, old.find, 1), one.open(counted, answering(named, 1).find, 2)];
    await before.find(inputs('a'));
    await pause(20);
    expect(await after.find(inputs('a'))).toEqual([{ organisation: { name: 'a' } }]);
    expect(await before.find(inputs('a'))).toEqual(['missing']);
  });

  it('buy nothing while nobody can count', async () => {
    const { asked, find } = answering(named, 1);
    const cutOff = await start();
    const enricher = cutOff.open(testSource({ quota: () => ({ perMonth: 5 }) }), find);
    cutOff.redis.onApplicationShutdown();
    await pause(20);
    expect(await enricher.find(inputs('a'))).toEqual(['missing']);
    expect(asked).toEqual([]);
  });
});

it('the vendor’s count is taken when it is the greater, and another key begins anew', async () => {
  const now = Date.now();
  await one.ledger.take({ plugin: 'source', savedAt: 0 }, 3, null, now);
  await one.ledger.learnUsed('source', 2, now);
  expect(await one.ledger.usedThisMonth('source', now)).toBe(3);
  await one.ledger.learnUsed('source', 40, now);
  expect(await one.ledger.usedThisMonth('source', now)).toBe(40);
  await one.ledger.beginAgain('source', now);
  expect(await one.ledger.usedThisMonth('source', now)).toBe(0);
});
