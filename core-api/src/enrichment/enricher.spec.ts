import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { ConfigurationError, ThrottledError } from '@warp/plugin-sdk';
import { testRedis } from '../../test/setup/redis.js';
import { answering, inputs, named, pause, refusing, type SourceProcess, startSourceProcess, testSource } from '../../test/setup/source-process.js';

let redis: Awaited<ReturnType<typeof testRedis>>;
let one: SourceProcess;
beforeAll(async () => {
  redis = await testRedis();
});
beforeEach(async () => {
  one = await startSourceProcess(redis.url);
});
afterEach(async () => {
  await one.redis.shared.flushall();
  one.stop();
});
afterAll(() => redis.stop());

describe('a batch', () => {
  it('asks for each key once, and remembers', async () => {
    const { asked, find } = answering();
    const enricher = one.open(testSource(), find);
    expect(await enricher.find([...inputs('a', 'b', 'a', 'nobody'), {}])).toEqual([{ organisation: { name: 'a' } }, { organisation: { name: 'b' } }, { organisation: { name: 'a' } }, null, null]);
    await enricher.find(inputs('b', 'nobody', 'c'));
    expect(asked).toEqual([['a', 'b', 'nobody'], ['c']]);
    // Of seven look-ups four were asked; an event without a key looks nothing up.
    expect(await one.today()).toMatchObject({ found: 3, none: 1, cached: 3, failed: 0, over_budget: 0, resting: 0, requests: 4, calls: 2 });
  });

  it('is cut into parts of the source’s size', async () => {
    const { asked, find } = answering(named, 1);
    await one.open(testSource({ batch: { maxKeys: 2 } }), find).find(inputs('a', 'b', 'c', 'd', 'e'));
    expect(asked).toEqual([['a', 'b'], ['c', 'd'], ['e']]);
  });

  it('that comes while its keys are being asked waits for the same answer', async () => {
    const { asked, find } = answering(named, 20);
    const enricher = one.open(testSource(), find);
    const both = await Promise.all([enricher.find(inputs('a')), enricher.find(inputs('a', 'b'))]);
    expect(both).toEqual([[{ organisation: { name: 'a' } }], [{ organisation: { name: 'a' } }, { organisation: { name: 'b' } }]]);
    expect(asked).toEqual([['a'], ['b']]);
  });

  it('joins what it finds with what was there, as the plugin says', async () => {
    const joining = testSource({ combine: ({ organisation }, found) => ({ organisation: { ...organisation, ...found.organisation } }) });
    const [gain] = await one.open(joining, answering().find).find([{ ipAddress: 'a', organisation: { asn: 64500 } }]);
    expect(gain).toEqual({ organisation: { asn: 64500, name: 'a' } });
  });
});

describe('a source that is too slow', () => {
  it('costs its fields, is counted, and what it says later is remembered', async () => {
    const { asked, find } = answering(named, 120);
    const enricher = one.open(testSource(), find);
    expect(await enricher.find(inputs('a', 'a'))).toEqual(['missing', 'missing']);
    await pause(120);
    expect(await enricher.find(inputs('a'))).toEqual([{ organisation: { name: 'a' } }]);
    expect(asked).toEqual([['a']]);
    expect(await one.today()).toMatchObject({ over_budget: 2, cached: 1, requests: 1 });
  });

  it('holds up three batches, not the fourth: it is left alone for a while', async () => {
    const { asked, find } = answering(named, 1_500);
    const enricher = one.open(testSource(), find);
    for (const key of ['a', 'b', 'c']) await enricher.find(inputs(key));
    expect(await enricher.find(inputs('d'))).toEqual(['missing']);
    expect(asked).toHaveLength(3);
    expect(enricher.source.resting()).toMatchObject({ code: 'no_answer' });
    expect(await one.today()).toMatchObject({ over_budget: 3, resting: 1 });
  });

  it('and never answers is given up when its time box ends', async () => {
    const enricher = one.open(testSource(), () => new Promise(() => undefined));
    await enricher.find(inputs('a'));
    await enricher.close();
    expect(one.faults).toEqual(['The platform took too long to answer.']);
  });
});

describe('a source that fails', () => {
  it('costs the events of its keys their fields, and is told of', async () => {
    const { find, recover } = refusing(new Error('It is ill.'));
    const enricher = one.open(testSource(), find);
    expect(await enricher.find(inputs('a', 'a', 'b'))).toEqual(['missing', 'missing', 'missing']);
    expect(one.faults).toEqual(['It is ill.']);
    recover();
    expect(await enricher.find(inputs('a'))).toEqual([{ organisation: { name: 'a' } }]);
    expect(await one.today()).toMatchObject({ failed: 3, found: 1 });
  });

  it('for one key is missing for this one, and asked for it again', async () => {
    let isIll = true;
    const { asked, find } = answering((key) => (key === 'b' && isIll ? { is: 'unanswered' } : named(key)));
    const enricher = one.open(testSource(), find);
    expect(await enricher.find(inputs('a', 'b'))).toEqual([{ organisation: { name: 'a' } }, 'missing']);
    isIll = false;
    expect(await enricher.find(inputs('a', 'b'))).toEqual([{ organisation: { name: 'a' } }, { organisation: { name: 'b' } }]);
    expect(asked).toEqual([['a', 'b'], ['b']]);
  });

  it('in its key or in putting things together harms no event', async () => {
    const thrower = (): never => {
      throw new TypeError('x is undefined');
    };
    expect(await one.open(testSource({ key: thrower }), answering().find).find(inputs('a'))).toEqual(['missing']);
    expect(await one.open(testSource({ combine: thrower }), answering().find).find(inputs('a'))).toEqual(['missing']);
    expect(one.faults).toEqual(['x is undefined', 'x is undefined']);
  });

  it('that asks to wait is left alone as long, and the others are told', async () => {
    const { find, calls, recover } = refusing(new ThrottledError('busy', 'Wait.', 100));
    const enricher = one.open(testSource(), find);
    await enricher.find(inputs('a'));
    recover();
    expect(await enricher.find(inputs('a'))).toEqual(['missing']);
    expect(calls()).toBe(1);
    expect(await one.ledger.restOf({ plugin: 'source', savedAt: 0 })).toMatchObject({ code: 'busy', message: 'Wait.' });
    await pause(120);
    expect(await enricher.find(inputs('a'))).toEqual([{ organisation: { name: 'a' } }]);
    expect(await one.today()).toMatchObject({ failed: 1, resting: 1, found: 1 });
  });

  it('is left alone no shorter because others waited for it in vain', async () => {
    const enricher = one.open(testSource(), refusing(new ThrottledError('busy', 'Wait.', 3_600_000)).find);
    await enricher.find(inputs('a'));
    for (let n = 0; n < 5; n += 1) enricher.source.missed();
    expect(enricher.source.resting()).toMatchObject({ code: 'busy' });
  });

  it('that refuses its credentials is left alone until it is woken', async () => {
    const { find, calls, recover } = refusing(new ConfigurationError('token', 'The token is wrong.'));
    const enricher = one.open(testSource(), find);
    await enricher.find(inputs('a'));
    await enricher.find(inputs('b'));
    expect(calls()).toBe(1);
    recover();
    enricher.source.wake();
    expect(await enricher.find(inputs('b'))).toEqual([{ organisation: { name: 'b' } }]);
  });
});
