import { isIPv6 } from 'node:net';
import { Inject, Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import type { Redis } from 'ioredis';
import ipaddr from 'ipaddr.js';
import { CONFIG } from '../config/config.module.js';
import type { ServicesConfig } from '../config/config.js';
import { KEYS } from '../redis/keys.js';
import { RedisConnections } from '../redis/redis.module.js';
import { KeyRing } from '../secrets/key-ring.js';
import type { SiteEntry } from '../site-directory/site-directory.js';
import type { Sender } from './sender.js';
import { TrackProblem } from './track-problem.js';

const WINDOW_MS = 60_000;
const SHARE_EVERY_MS = 500;

/** Only who used up this part of a limit is told to the other processes: thousands of visitors never get near. */
const SHARE_FROM = 0.05;

/** Addresses counted at once; further ones are not limited, so that an attack from everywhere cannot fill the memory. Sites always are. */
const MAX_COUNTS = 200_000;

interface Count {
  readonly limit: number;
  /** All processes, as last heard. */
  shared: number;
  /** This process, since then. */
  here: number;
}

/**
 * How many events a minute a site and a visitor's address may send. What a site's server says with a key or the signature has a limit of its own,
 * so that no flood of anonymous visitors makes an order be refused.
 *
 * Counting is local, without a round trip, and twice a second what was counted is added up in Redis for all processes; so
 * a limit holds across processes with at most half a second's excess. While Redis is away each process counts alone.
 */
@Injectable()
export class RateLimits implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly redis: Redis;
  /** Addresses are not kept in Redis in the clear. */
  private readonly nameOf: (key: string) => string;
  private counts = new Map<string, Count>();
  private window = 0;
  private timer: NodeJS.Timeout | undefined;

  constructor(
    @Inject(CONFIG) private readonly config: ServicesConfig,
    redis: RedisConnections,
    keyRing: KeyRing,
  ) {
    this.nameOf = keyRing.naming('rate limits');
    this.redis = redis.open({ enableOfflineQueue: false, maxRetriesPerRequest: 0, commandTimeout: SHARE_EVERY_MS });
  }

  onApplicationBootstrap(): void {
    this.timer = setInterval(() => void this.share().catch(() => undefined), SHARE_EVERY_MS).unref();
  }

  onApplicationShutdown(): void {
    clearInterval(this.timer);
  }

  /**
   * Counts the events of a request. Servers and the site's own proxy speak for many visitors, so only the site's limits hold
   * for them; see `admit`. A batch that carries anything of the server's own is refused only by the server's limit.
   * @param said events that a server says itself, and those of visitors
   * @throws TrackProblem 429 rate_limited with the seconds until the next minute
   */
  spend(site: SiteEntry, sender: Sender, { servers, visitors }: { readonly servers: number; readonly visitors: number }, now: number): void {
    this.turn(now);
    const ofVisitors = visitors > 0 ? this.count(site.id, this.config.siteEventsPerMinute) : undefined;
    const ofServers = servers > 0 ? this.count(`${site.id} server`, this.config.siteEventsPerMinute) : undefined;
    const ofAddress = sender.via === 'script' && sender.ip !== null ? this.ofAddress(site, sender.ip) : undefined;
    const deciding = servers > 0 ? [ofServers] : [ofVisitors, ofAddress];
    if (deciding.some((count) => count !== undefined && isUsedUp(count)))
      throw new TrackProblem(429, 'rate_limited', { retryAfterSeconds: Math.ceil(((this.window + 1) * WINDOW_MS - now) / 1000) });
    if (ofServers !== undefined) ofServers.here += servers;
    for (const count of [ofVisitors, ofAddress]) if (count !== undefined) count.here += visitors;
  }

  /**
   * Counts one event of a visitor for whom the site's proxy speaks. A whole batch is not refused for one of them: the proxy would send it
   * again for ever. Events that waited at the proxy are not counted: they came in over the time they waited.
   *
   * @param receivedAt when the proxy received it; ms since 1970
   * @returns false: the address used up its limit
   */
  admit(site: SiteEntry, ip: string | null, receivedAt: number, now: number): boolean {
    if (ip === null || now - receivedAt >= WINDOW_MS) return true;
    this.turn(now);
    const count = this.ofAddress(site, ip);
    if (count === undefined) return true;
    if (isUsedUp(count)) return false;
    count.here += 1;
    return true;
  }

  private turn(now: number): void {
    const window = Math.floor(now / WINDOW_MS);
    if (window === this.window) return;
    this.window = window;
    this.counts = new Map();
  }

  private ofAddress(site: SiteEntry, ip: string): Count | undefined {
    return this.count(`${site.id} ${holderOf(ip)}`, this.config.ipEventsPerMinute, false);
  }

  private count(key: string, limit: number, isOfSite = true): Count | undefined {
    if (limit === 0) return undefined;
    let count = this.counts.get(key);
    if (count === undefined && (isOfSite || this.counts.size < MAX_COUNTS)) this.counts.set(key, (count = { limit, shared: 0, here: 0 }));
    return count;
  }

  private async share(): Promise<void> {
    const { window } = this;
    const busy = [...this.counts].filter(([, { limit, shared, here }]) => here > 0 && shared + here >= limit * SHARE_FROM);
    await Promise.all(
      busy.map(async ([key, count]) => {
        const told = count.here;
        const total = KEYS.rate(this.nameOf(key).slice(0, 22), window);
        const [shared] = await Promise.all([this.redis.incrby(total, told), this.redis.pexpire(total, 2 * WINDOW_MS)]);
        count.shared = shared;
        count.here -= told;
      }),
    );
  }
}

/** Whoever has one IPv6 address has its whole /64 (RFC 6177), and would have a limit for each of 2^64 addresses. */
const holderOf = (ip: string): string => (isIPv6(ip) ? ipaddr.IPv6.parse(ip).parts.slice(0, 4).join(':') : ip);

const isUsedUp = ({ limit, shared, here }: Count): boolean => shared + here >= limit;
