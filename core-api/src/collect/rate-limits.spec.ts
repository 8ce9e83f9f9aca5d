import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import type { ServicesConfig } from '../config/config.js';
import { RedisConnections } from '../redis/redis.module.js';
import { KeyRing } from '../secrets/key-ring.js';
import type { SiteEntry } from '../sites/site-directory.js';
import { testRedis } from '../../test/setup/redis.js';
import { RateLimits } from './rate-limits.js';
import type { Sender } from './sender.js';
import type { TrackProblem } from './track-problem.js';

let redis: Awaited<ReturnType<typeof testRedis>>;
const open: { connections: RedisConnections; limits: RateLimits }[] = [];

beforeAll(async () => {
  redis = await testRedis();
});
afterEach(() => {
  for (const { connections, limits } of open.splice(0)) {
    limits.onApplicationShutdown();
    connections.onApplicationShutdown();
  }
});
afterAll(() => redis.stop());

/** As a process has them. */
function limits(siteEventsPerMinute: number, ipEventsPerMinute: number, redisUrl = redis.url): RateLimits {
  const config = { redisUrl, siteEventsPerMinute, ipEventsPerMinute } as ServicesConfig;
  const connections = new RedisConnections(config);
  const made = new RateLimits(config, connections, new KeyRing(`k1:${Buffer.alloc(32, 1).toString('base64')}`));
  made.onApplicationBootstrap();
  open.push({ connections, limits: made });
  return made;
}

const site = (id: string) => ({ id }) as SiteEntry;
const browser = (ip: string): Sender => ({ via: 'script', ip, ua: null, trusted: false });
const MINUTE = 60_000;
/** 20 s into a minute. */
const NOW = 1_000_000 * MINUTE + 20_000;

function refusal(work: () => void): TrackProblem | undefined {
  try {
    work();
    return undefined;
  } catch (error) {
    return error as TrackProblem;
  }
}

describe('the limits', () => {
  it('let an address send so many events a minute, and say when it may go on', () => {
    const one = limits(0, 10);
    one.spend(site('a'), browser('192.0.2.1'), 10, NOW);
    expect(refusal(() => one.spend(site('a'), browser('192.0.2.1'), 1, NOW))).toMatchObject({ status: 429, code: 'rate_limited', more: { retryAfterSeconds: 40 } });
    expect(refusal(() => one.spend(site('a'), browser('192.0.2.2'), 1, NOW))).toBeUndefined();
    expect(refusal(() => one.spend(site('b'), browser('192.0.2.1'), 1, NOW))).toBeUndefined();
    expect(refusal(() => one.spend(site('a'), browser('192.0.2.1'), 1, NOW + 40_000))).toBeUndefined();
  });

  it('hold for a site whoever sends, and for an address only when a browser does', () => {
    const one = limits(10, 5);
    const server: Sender = { via: 'api_key', ip: '192.0.2.1', ua: null, trusted: true };
    one.spend(site('a'), server, 10, NOW);
    expect(refusal(() => one.spend(site('a'), server, 1, NOW))).toBeDefined();
    expect(refusal(() => one.spend(site('a'), browser('192.0.2.9'), 1, NOW))).toBeDefined();
  });

  it('hold for each visitor of a proxy by the visitor’s own address, and refuse only that one', () => {
    const one = limits(0, 2);
    const admitted = (ip: string | null, receivedAt = NOW): boolean => one.admit(site('a'), ip, receivedAt, NOW);
    expect(['192.0.2.1', '192.0.2.1', '192.0.2.1', '192.0.2.2'].map((ip) => admitted(ip))).toEqual([true, true, false, true]);
    // Unknown addresses have nothing in common.
    expect([null, null, null].map((ip) => admitted(ip))).toEqual([true, true, true]);
    // What waited for a minute and more came in over that time.
    expect(admitted('192.0.2.1', NOW - MINUTE)).toBe(true);
  });

  it('count a visitor’s events together, whichever way they come', () => {
    const one = limits(0, 2);
    one.spend(site('a'), browser('192.0.2.1'), 1, NOW);
    expect(one.admit(site('a'), '192.0.2.1', NOW, NOW)).toBe(true);
    expect(refusal(() => one.spend(site('a'), browser('192.0.2.1'), 1, NOW))).toBeDefined();
  });

  it('count what other processes counted', async () => {
    const [first, second] = [limits(0, 10), limits(0, 10)];
    first.spend(site('shared'), browser('192.0.2.1'), 9, Date.now());
    second.spend(site('shared'), browser('192.0.2.1'), 1, Date.now());
    await new Promise((resolve) => setTimeout(resolve, 1_300));
    const refusals = [first, second].map((one) => refusal(() => one.spend(site('shared'), browser('192.0.2.1'), 1, Date.now())));
    expect(refusals.filter((problem) => problem !== undefined).length).toBeGreaterThan(0);
  });

  it('count alone while Redis is away', async () => {
    const one = limits(0, 10, 'redis://127.0.0.1:1');
    one.spend(site('a'), browser('192.0.2.1'), 10, NOW);
    await new Promise((resolve) => setTimeout(resolve, 700));
    expect(refusal(() => one.spend(site('a'), browser('192.0.2.1'), 1, NOW))).toBeDefined();
  });
});
