import type { Redis } from 'ioredis';
import { RateLimiterMemory, RateLimiterRedis, RateLimiterRes } from 'rate-limiter-flexible';

export interface Limit {
  readonly name: string;
  readonly points: number;
  /** Seconds. */
  readonly duration: number;
}

/** Counts in Redis for all processes; in this process alone while Redis is away. */
export const limiterFor = (redis: Redis, { name, points, duration }: Limit): RateLimiterRedis =>
  new RateLimiterRedis({
    storeClient: redis,
    keyPrefix: `warp:${name}`,
    points,
    duration,
    // The shared connection queues commands while Redis is away; a request must not wait for that.
    rejectIfRedisNotReady: true,
    insuranceLimiter: new RateLimiterMemory({ points, duration }),
  });

/** Counts one. @returns undefined: go on; else the seconds to wait */
export async function secondsToWait(limiter: RateLimiterRedis, key: string): Promise<number | undefined> {
  try {
    await limiter.consume(key);
    return undefined;
  } catch (refusal) {
    if (refusal instanceof RateLimiterRes) return Math.ceil(refusal.msBeforeNext / 1000);
    throw refusal;
  }
}
