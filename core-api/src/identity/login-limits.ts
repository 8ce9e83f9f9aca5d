import { Injectable } from '@nestjs/common';
import type { RateLimiterRedis } from 'rate-limiter-flexible';
import { Problem } from '../problems/problem.js';
import { limiterFor, secondsToWait } from '../redis/limiter.js';
import { RedisConnections } from '../redis/redis.module.js';
import { KeyRing } from '../secrets/key-ring.js';

interface Attempt {
  readonly email: string;
  readonly ip: string;
}

/**
 * Failed log-ins that are allowed, per `duration` seconds. The first stops guessing one person's password; the second,
 * one machine trying many people; the third, many machines trying one, and is wide so that nobody is easily locked out.
 */
const LIMITS = [
  { name: 'pair', points: 10, duration: 900, keyOf: ({ email, ip }: Attempt) => `${email} ${ip}` },
  { name: 'ip', points: 100, duration: 900, keyOf: ({ ip }: Attempt) => ip },
  { name: 'email', points: 200, duration: 3600, keyOf: ({ email }: Attempt) => email },
] as const;

/** Counts log-ins for all processes. */
@Injectable()
export class LoginLimits {
  private readonly limiters: readonly { limiter: RateLimiterRedis; keyOf: (attempt: Attempt) => string }[];

  constructor(redis: RedisConnections, keyRing: KeyRing) {
    // Neither addresses nor e-mails are kept in Redis in the clear.
    const nameOf = keyRing.naming('login limits');
    this.limiters = LIMITS.map(({ name, points, duration, keyOf }) => ({
      keyOf: (attempt) => nameOf(keyOf(attempt)),
      limiter: limiterFor(redis.shared, { name: `login:${name}`, points, duration }),
    }));
  }

  /** Counts a try, before the password is looked at. @throws Problem 429 with Retry-After. */
  async countTry(attempt: Attempt): Promise<void> {
    for (const { limiter, keyOf } of this.limiters) {
      const seconds = await secondsToWait(limiter, keyOf(attempt));
      if (seconds !== undefined) throw tooMany(seconds);
    }
  }

  /** A try that succeeded does not count. */
  async forgive(attempt: Attempt): Promise<void> {
    for (const { limiter, keyOf } of this.limiters) await limiter.reward(keyOf(attempt));
  }
}

const tooMany = (seconds: number): Problem =>
  new Problem(429, 'too_many_attempts', `Too many tries to log in: wait ${seconds} seconds.`, undefined, {
    'retry-after': String(seconds),
  });
