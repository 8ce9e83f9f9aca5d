import { Injectable } from '@nestjs/common';
import type { RateLimiterRedis } from 'rate-limiter-flexible';
import { Problem } from '../../http/problem.js';
import { type Limit, limiterFor, secondsToWait } from '../../redis/limiter.js';
import { RedisConnections } from '../../redis/redis.module.js';
import { KeyRing } from '../../secrets/key-ring.js';

/** A panel asks for a handful of figures at a time; hosts of many sites hand over codes from one address. */
const LIMITS = {
  token: { name: 'site-token', points: 600, duration: 60 },
  exchange: { name: 'site-connect', points: 100, duration: 900 },
} as const satisfies Record<string, Limit>;

/** How often a token may ask, and an address may hand over codes. */
@Injectable()
export class SiteAccessLimits {
  private readonly token: RateLimiterRedis;
  private readonly exchange: RateLimiterRedis;
  /** Addresses are not kept in Redis in the clear. */
  private readonly nameOf: (key: string) => string;

  constructor({ shared }: RedisConnections, keyRing: KeyRing) {
    this.nameOf = keyRing.naming('site access limits');
    this.token = limiterFor(shared, LIMITS.token);
    this.exchange = limiterFor(shared, LIMITS.exchange);
  }

  /** @throws Problem 429 with Retry-After */
  async countRequest(tokenId: string): Promise<void> {
    refuseAfter(await secondsToWait(this.token, tokenId));
  }

  /** @throws Problem 429 with Retry-After */
  async countExchange(ip: string): Promise<void> {
    refuseAfter(await secondsToWait(this.exchange, this.nameOf(ip)));
  }
}

function refuseAfter(seconds: number | undefined): void {
  if (seconds !== undefined)
    throw new Problem(429, 'rate_limited', `Too many requests: wait ${seconds} seconds.`, undefined, { 'retry-after': String(seconds) });
}
