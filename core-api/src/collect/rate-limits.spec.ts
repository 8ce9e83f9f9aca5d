import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import type { ServicesConfig } from '../config/config.js';
import { RedisConnections } from '../redis/redis.module.js';
import { KeyRing } from '../secrets/key-ring.js';
import type { SiteEntry } from '../site-directory/site-directory.js';
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
const visitors = (events: number) => ({ servers: 0, visitors: events });
const servers = (events: number) => ({ servers: events, visitors: 0 });
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
    one.spend(site('a'), browser('192.0.2.1'), visitors(10), NOW);
    expect(refusal(() => one.spend(site('a'), browser('192.0.2.1'), visitors(1), NOW))).toMatchObject({ status: 429, code: 'rate_limited', more: { retryAfterSeconds: 40 } });
    expect(refusal(() => one.spend(site('a'), browser('192.0.2.2'), visitors(1), NOW))).toBeUndefined();
    expect(refusal(() => one.spend(site('b'), browser('192.0.2.1'), visitors(1), NOW))).toBeUndefined();
    expect(refusal(() => one.spend(site('a'), browser('192.0.2.1'), visitors(1), NOW + 40_000))).toBeUndefined();
  });

  it('hold for a site, and for an address only when a browser sends', () => {
    const one = limits(10, 5);
    const server: Sender = { via: 'api_key', ip: '192.0.2.1', ua: null, trusted: true };
    one.spend(site('a'), server, servers(10), NOW);
    expect(refusal(() => one.spend(site('a'), server, servers(1), NOW))).toBeDefined();
    one.spend(site('a'), browser('192.0.2.8'), visitors(5), NOW);
    one.spend(site('a'), browser('192.0.2.9'), visitors(5), NOW);
    expect(refusal(() => one.spend(site('a'), browser('192.0.2.10'), visitors(1), NOW))).toBeDefined();
  });

  it('are the server’s own for what it says itself: no flood of visitors, nor of those its proxy speaks for, makes it be refused', () => {
    const one = limits(10, 0);
    const proxy: Sender = { via: 'proxy', ip: null, ua: null, trusted: true };
    one.spend(site('a'), browser('192.0.2.1'), visitors(10), NOW);
    expect(refusal(() => one.spend(site('a'), proxy, visitors(1), NOW))).toBeDefined();
    expect(refusal(() => one.spend(site('a'), proxy, servers(1), NOW))).toBeUndefined();
    expect(refusal(() => one.spend(site('a'), proxy, { servers: 1, visitors: 9 }, NOW))).toBeUndefined();
  });

  it('take all addresses of an IPv6 network of 64 bits for one visitor’s', () => {
    const one = limits(0, 2);
    one.spend(site('a'), browser('2001:db8:1:2::1'), visitors(1), NOW);
    one.spend(site('a'), browser('2001:db8:1:2:ffff::2'), visitors(1), NOW);
    expect(refusal(() => one.spend(site('a'), browser('2001:db8:1:2::3'), visitors(1), NOW))).toBeDefined();
    expect(refusal(() => one.spend(site('a'), browser('2001:db8:1:3::1'), visitors(1), NOW))).toBeUndefined();
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
    one.spend(site('a'), browser('192.0.2.1'), visitors(1), NOW);
    expect(one.admit(site('a'), '192.0.2.1', NOW, NOW)).toBe(true);
    expect(refusal(() => one.spend(site('a'), browser('192.0.2.1'), visitors(1), NOW))).toBeDefined();
  });

  it('count what other processes counted', async () => {
    const [first, second] = [limits(0, 10), limits(0, 10)];
    first.spend(site('shared'), browser('192.0.2.1'), visitors(9), Date.now());
    second.spend(site('shared'), browser('192.0.2.1'), visitors(1), Date.now());
    await new Promise((resolve) => setTimeout(resolve, 1_300));
    const refusals = [first, second].map((one) => refusal(() => one.spend(site('shared'), browser('192.0.2.1'), visitors(1), Date.now())));
    expect(refusals.filter((problem) => problem !== undefined).length).toBeGreaterThan(0);
  });

  it('count alone while Redis is away', async () => {
    const one = limits(0, 10, 'redis://127.0.0.1:1');
    one.spend(site('a'), browser('192.0.2.1'), visitors(10), NOW);
    await new Promise((resolve) => setTimeout(resolve, 700));
    expect(refusal(() => one.spend(site('a'), browser('192.0.2.1'), visitors(1), NOW))).toBeDefined();
  });
});
