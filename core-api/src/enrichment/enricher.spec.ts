import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { ConfigurationError, defineEnrichment, ThrottledError, Type, type Enrichment, type EnrichmentPlugin, type Found, type Lookup } from '@warp/plugin-sdk';
import { lookupContext } from '@warp/plugin-sdk/testing';
import { testRedis } from '../../test/setup/redis.js';
import type { ServicesConfig } from '../config/config.js';
import { RedisConnections } from '../redis/redis.module.js';
import { Enricher } from './enricher.js';
import { SharedCache } from './shared-cache.js';
import { Source } from './source.js';
import { sourceDay, SourceFigures } from './source-figures.js';
import { SourceLedger } from './source-ledger.js';

let redis: Awaited<ReturnType<typeof testRedis>>;
beforeAll(async () => {
  redis = await testRedis();
});
afterAll(() => redis.stop());

/** A process as far as its sources are concerned. */
interface Process {
  readonly redis: RedisConnections;
  readonly ledger: SourceLedger;
  readonly figures: SourceFigures;
  readonly faults: string[];
  open(plugin: EnrichmentPlugin, find: Lookup['find'], savedAt?: number): Enricher;
}

const processes: Process[] = [];

async function startProcess(): Promise<Process> {
  const connections = new RedisConnections({ redisUrl: redis.url } as ServicesConfig);
  const [ledger, shared, figures] = [new SourceLedger(connections), new SharedCache(connections), new SourceFigures(connections)];
  const faults: string[] = [];
  // Connections that do not queue must be there before the first look-up.
  await connections.shared.ping();
  while ((await ledger.take({ plugin: 'warm-up', savedAt: 0 }, 0, null, 0).catch(() => undefined)) === undefined || (await shared.get('warm-up', ['x'])).size > 0) await pause(5);
  const started = {
    redis: connections,
    ledger,
    figures,
    faults,
    open: (plugin: EnrichmentPlugin, find: Lookup['find'], savedAt = 0) => {
      const opened = { plugin, settings: {}, savedAt, lookup: { find }, context: () => lookupContext({ signal: AbortSignal.timeout(2_000) }) };
      const onFault = (message: string): void => void faults.push(message);
      return new Enricher(opened, new Source(opened, ledger, figures, onFault), shared, figures, onFault);
    },
  };
  processes.push(started);
  return started;
}

let one: Process;
beforeEach(async () => {
  one = await startProcess();
});
afterEach(async () => {
  await one.redis.shared.flushall();
  for (const { redis: connections } of processes.splice(0)) if (connections.shared.status !== 'end') connections.onApplicationShutdown();
});

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

const plugin = (own: Partial<Enrichment> = {}): EnrichmentPlugin =>
  defineEnrichment({
    contract: 1,
    id: 'source',
    name: 'Source',
    vendorDocs: 'https://vendor.example',
    settings: Type.Object({}),
    needs: [],
    provides: ['organisation'],
    key: ({ ipAddress }) => ipAddress ?? null,
    open: () => Promise.reject(new Error('It is opened by hand.')),
    cache: { hitSeconds: 60, missSeconds: 60 },
    batch: { maxKeys: 100 },
    budgetMs: 60,
    examples: [],
    ...own,
  });

const named = (key: string): Found => (key === 'nobody' ? { is: 'none' } : { is: 'found', fields: { organisation: { name: key } } });
const inputs = (...addresses: string[]) => addresses.map((ipAddress) => ({ ipAddress }));

/** Answers, and remembers what it was asked. */
function source(answer: (key: string) => Found = named, delayMs?: number) {
  const asked: string[][] = [];
  const find = (keys: readonly string[]): Promise<readonly Found[]> | readonly Found[] => {
    asked.push([...keys]);
    const found = keys.map(answer);
    return delayMs === undefined ? found : pause(delayMs).then(() => found);
  };
  return { asked, find };
}

/** Refuses, until it is told to answer. */
function refusing(error: Error) {
  let calls = 0;
  let refuses = true;
  const find = (keys: readonly string[]): Promise<readonly Found[]> => {
    calls += 1;
    return refuses ? Promise.reject(error) : Promise.resolve(keys.map(named));
  };
  return { find, calls: () => calls, recover: () => (refuses = false) };
}

async function today(of: Process) {
  await of.figures.flush();
  return sourceDay(of.redis.shared, 'source', Date.now());
}

describe('a batch', () => {
  it('asks for each key once, and remembers', async () => {
    const { asked, find } = source();
    const enricher = one.open(plugin(), find);
    expect(await enricher.find([...inputs('a', 'b', 'a', 'nobody'), {}])).toEqual([{ organisation: { name: 'a' } }, { organisation: { name: 'b' } }, { organisation: { name: 'a' } }, null, null]);
    await enricher.find(inputs('b', 'nobody', 'c'));
    expect(asked).toEqual([['a', 'b', 'nobody'], ['c']]);
    // Of seven look-ups four were asked; an event without a key looks nothing up.
    expect(await today(one)).toMatchObject({ found: 3, none: 1, cached: 3, failed: 0, over_budget: 0, resting: 0, requests: 4, calls: 2 });
  });

  it('is cut into parts of the source’s size', async () => {
    const { asked, find } = source(named, 1);
    await one.open(plugin({ batch: { maxKeys: 2 } }), find).find(inputs('a', 'b', 'c', 'd', 'e'));
    expect(asked).toEqual([['a', 'b'], ['c', 'd'], ['e']]);
  });

  it('that comes while its keys are being asked waits for the same answer', async () => {
    const { asked, find } = source(named, 20);
    const enricher = one.open(plugin(), find);
    const both = await Promise.all([enricher.find(inputs('a')), enricher.find(inputs('a', 'b'))]);
    expect(both).toEqual([[{ organisation: { name: 'a' } }], [{ organisation: { name: 'a' } }, { organisation: { name: 'b' } }]]);
    expect(asked).toEqual([['a'], ['b']]);
  });

  it('joins what it finds with what was there, as the plugin says', async () => {
    const joining = plugin({ combine: ({ organisation }, found) => ({ organisation: { ...organisation, ...found.organisation } }) });
    const [gain] = await one.open(joining, source().find).find([{ ipAddress: 'a', organisation: { asn: 64500 } }]);
    expect(gain).toEqual({ organisation: { asn: 64500, name: 'a' } });
  });
});

describe('a source that is too slow', () => {
  it('costs its fields, is counted, and what it says later is remembered', async () => {
    const { asked, find } = source(named, 120);
    const enricher = one.open(plugin(), find);
    expect(await enricher.find(inputs('a', 'a'))).toEqual(['missing', 'missing']);
    await pause(120);
    expect(await enricher.find(inputs('a'))).toEqual([{ organisation: { name: 'a' } }]);
    expect(asked).toEqual([['a']]);
    expect(await today(one)).toMatchObject({ over_budget: 2, cached: 1, requests: 1 });
  });

  it('holds up three batches, not the fourth: it is left alone for a while', async () => {
    const { asked, find } = source(named, 1_500);
    const enricher = one.open(plugin(), find);
    for (const key of ['a', 'b', 'c']) await enricher.find(inputs(key));
    const begun = performance.now();
    expect(await enricher.find(inputs('d'))).toEqual(['missing']);
    expect(performance.now() - begun).toBeLessThan(30);
    expect(asked).toHaveLength(3);
    expect(enricher.source.resting()).toMatchObject({ code: 'no_answer' });
    expect(await today(one)).toMatchObject({ over_budget: 3, resting: 1 });
  });

  it('and never answers is given up when its time box ends', async () => {
    const enricher = one.open(plugin(), () => new Promise(() => undefined));
    await enricher.find(inputs('a'));
    await enricher.close();
    expect(one.faults).toEqual(['The platform took too long to answer.']);
  });
});

describe('a source that fails', () => {
  it('costs the events of its keys their fields, and is told of', async () => {
    const { find, recover } = refusing(new Error('It is ill.'));
    const enricher = one.open(plugin(), find);
    expect(await enricher.find(inputs('a', 'a', 'b'))).toEqual(['missing', 'missing', 'missing']);
    expect(one.faults).toEqual(['It is ill.']);
    recover();
    expect(await enricher.find(inputs('a'))).toEqual([{ organisation: { name: 'a' } }]);
    expect(await today(one)).toMatchObject({ failed: 3, found: 1 });
  });

  it('for one key is missing for this one, and asked for it again', async () => {
    let isIll = true;
    const { asked, find } = source((key) => (key === 'b' && isIll ? { is: 'unanswered' } : named(key)));
    const enricher = one.open(plugin(), find);
    expect(await enricher.find(inputs('a', 'b'))).toEqual([{ organisation: { name: 'a' } }, 'missing']);
    isIll = false;
    expect(await enricher.find(inputs('a', 'b'))).toEqual([{ organisation: { name: 'a' } }, { organisation: { name: 'b' } }]);
    expect(asked).toEqual([['a', 'b'], ['b']]);
  });

  it('in its key or in putting things together harms no event', async () => {
    const thrower = (): never => {
      throw new TypeError('x is undefined');
    };
    expect(await one.open(plugin({ key: thrower }), source().find).find(inputs('a'))).toEqual(['missing']);
    expect(await one.open(plugin({ combine: thrower }), source().find).find(inputs('a'))).toEqual(['missing']);
    expect(one.faults).toEqual(['x is undefined', 'x is undefined']);
  });

  it('that asks to wait is left alone as long, and the others are told', async () => {
    const { find, calls, recover } = refusing(new ThrottledError('busy', 'Wait.', 100));
    const enricher = one.open(plugin(), find);
    await enricher.find(inputs('a'));
    recover();
    expect(await enricher.find(inputs('a'))).toEqual(['missing']);
    expect(calls()).toBe(1);
    expect(await one.ledger.restOf({ plugin: 'source', savedAt: 0 })).toMatchObject({ code: 'busy', message: 'Wait.' });
    await pause(120);
    expect(await enricher.find(inputs('a'))).toEqual([{ organisation: { name: 'a' } }]);
    expect(await today(one)).toMatchObject({ failed: 1, resting: 1, found: 1 });
  });

  it('that refuses its credentials is left alone until it is woken', async () => {
    const { find, calls, recover } = refusing(new ConfigurationError('token', 'The token is wrong.'));
    const enricher = one.open(plugin(), find);
    await enricher.find(inputs('a'));
    await enricher.find(inputs('b'));
    expect(calls()).toBe(1);
    recover();
    enricher.source.wake();
    expect(await enricher.find(inputs('b'))).toEqual([{ organisation: { name: 'b' } }]);
  });
});

describe('processes', () => {
  const shared = { hitSeconds: 60, missSeconds: 60, shared: true };

  it('share what a source said, so that the second asks nothing', async () => {
    const two = await startProcess();
    const [first, second] = [source(named, 1), source(named, 1)];
    const own = plugin({ cache: shared });
    await one.open(own, first.find).find(inputs('a', 'nobody'));
    expect(await two.open(own, second.find).find(inputs('a', 'nobody', 'b'))).toEqual([{ organisation: { name: 'a' } }, null, { organisation: { name: 'b' } }]);
    expect([first.asked, second.asked]).toEqual([[['a', 'nobody']], [['b']]]);
    await today(one);
    expect(await today(two)).toMatchObject({ found: 2, none: 1, cached: 2, requests: 3, calls: 2 });
  });

  it('keep no key in the clear', async () => {
    await one.open(plugin({ cache: shared }), source(named, 1).find).find(inputs('198.51.100.7'));
    const keys = await one.redis.shared.keys('*');
    expect(keys.length).toBeGreaterThan(0);
    expect(keys.join()).not.toContain('198.51.100.7');
  });

  it('share a quota, and stop together where it ends', async () => {
    const two = await startProcess();
    const limited = plugin({ quota: () => ({ perMonth: 5 }) });
    const [first, second] = [source(named, 1), source(named, 1)];
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
    await one.open(plugin({ quota: () => ({ perMonth: 5 }) }), find).find(inputs('a', 'b'));
    expect(await one.ledger.usedThisMonth('source', Date.now())).toBe(0);
  });

  it('learn from each other that a source is to be left alone', async () => {
    const two = await startProcess();
    const { find } = refusing(new ThrottledError('busy', 'Wait.', 5_000));
    const second = source(named, 1);
    const counted = plugin({ quota: () => ({ perMonth: null }) });
    await one.open(counted, find).find(inputs('a'));
    await pause(20);
    expect(await two.open(counted, second.find).find(inputs('a'))).toEqual(['missing']);
    expect(second.asked).toEqual([]);
  });

  it('hold nothing that went wrong with the old settings against the new', async () => {
    const old = refusing(new ConfigurationError('token', 'The token is wrong.'));
    const counted = plugin({ quota: () => ({ perMonth: null }) });
    const [before, after] = [one.open(counted, old.find, 1), one.open(counted, source(named, 1).find, 2)];
    await before.find(inputs('a'));
    await pause(20);
    expect(await after.find(inputs('a'))).toEqual([{ organisation: { name: 'a' } }]);
    expect(await before.find(inputs('a'))).toEqual(['missing']);
  });

  it('buy nothing while nobody can count', async () => {
    const { asked, find } = source(named, 1);
    const cutOff = await startProcess();
    const enricher = cutOff.open(plugin({ quota: () => ({ perMonth: 5 }) }), find);
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
