import { Injectable } from '@nestjs/common';
import ipaddr from 'ipaddr.js';
import { type RateLimiterRedis, RateLimiterRes } from 'rate-limiter-flexible';
import { Problem } from '../http/problem.js';
import { limiterFor } from '../redis/limiter.js';
import { RedisConnections } from '../redis/redis.module.js';
import { KeyRing } from '../secrets/key-ring.js';

interface Attempt {
  readonly email: string;
  readonly ip: string;
}

/**
 * Failed log-ins that are allowed, per `duration` seconds: of one address at one person's account, and of one address at anybody's.
 * Nothing counts by account alone: whoever has enough addresses could lock its owner out. Guessing from many addresses stays slow
 * all the same: each has ten tries at an account before it waits.
 */
const LIMITS = [
  { name: 'pair', points: 10, duration: 900, keyOf: ({ email, ip }: Attempt) => `${email} ${networkOf(ip)}` },
  { name: 'ip', points: 100, duration: 900, keyOf: ({ ip }: Attempt) => networkOf(ip) },
] as const;

/**
 * Wrong codes of a second factor at one account, from wherever: only who knows the password gets to try one, so no stranger can lock
 * its owner out, and six digits are few.
 */
const CODES = { name: 'code', points: 20, duration: 3600, keyOf: ({ email }: Attempt) => email } as const;

/** Who has used up a limit waits, and each time within a day twice as long as before. */
const WAIT_SECONDS = 900;
const MOST_WAIT_SECONDS = 4 * 3600;
const MEMORY_SECONDS = 24 * 3600;

interface Counter {
  readonly points: number;
  readonly tries: RateLimiterRedis;
  /** How often it was used up lately. */
  readonly waits: RateLimiterRedis;
  readonly keyOf: (attempt: Attempt) => string;
}

/** Counts log-ins for all processes. */
@Injectable()
export class LoginLimits {
  private readonly counters: readonly Counter[];
  private readonly codes: Counter;

  constructor({ shared }: RedisConnections, keyRing: KeyRing) {
    // Neither addresses nor e-mails are kept in Redis in the clear.
    const nameOf = keyRing.naming('login limits');
    const counterFor = ({ name, points, duration, keyOf }: (typeof LIMITS)[number] | typeof CODES): Counter => ({
      points,
      keyOf: (attempt) => nameOf(keyOf(attempt)),
      tries: limiterFor(shared, { name: `login:${name}`, points, duration }),
      waits: limiterFor(shared, { name: `login:${name}:waits`, points: Number.MAX_SAFE_INTEGER, duration: MEMORY_SECONDS }),
    });
    this.counters = LIMITS.map(counterFor);
    this.codes = counterFor(CODES);
  }

  /** Counts a try, before the password is looked at. @throws Problem 429 with Retry-After. */
  async countTry(attempt: Attempt): Promise<void> {
    for (const counter of this.counters) {
      const seconds = await secondsFor(counter, counter.keyOf(attempt));
      if (seconds !== undefined) throw tooMany(seconds);
    }
  }

  /** Counts a code, before it is looked at. @throws Problem 429 with Retry-After. */
  async countCode(attempt: Attempt): Promise<void> {
    const seconds = await secondsFor(this.codes, this.codes.keyOf(attempt));
    if (seconds !== undefined) throw tooMany(seconds);
  }

  async forgiveCode(attempt: Attempt): Promise<void> {
    await this.codes.tries.reward(this.codes.keyOf(attempt));
  }

  /** A try that succeeded does not count. */
  async forgive(attempt: Attempt): Promise<void> {
    for (const { tries, keyOf } of this.counters) await tries.reward(keyOf(attempt));
  }
}

/** @returns undefined: go on; else the seconds to wait */
async function secondsFor({ points, tries, waits }: Counter, key: string): Promise<number | undefined> {
  try {
    await tries.consume(key);
    return undefined;
  } catch (refusal) {
    if (!(refusal instanceof RateLimiterRes)) throw refusal;
    // The first one too many begins a wait; those that come meanwhile do not lengthen it.
    if (refusal.consumedPoints !== points + 1) return Math.ceil(refusal.msBeforeNext / 1000);
    const { consumedPoints } = await waits.consume(key);
    const seconds = Math.min(WAIT_SECONDS * 2 ** (consumedPoints - 1), MOST_WAIT_SECONDS);
    await tries.block(key, seconds);
    return seconds;
  }
}

/** IPv6 addresses are handed out by the /64, so all of one are one. */
function networkOf(ip: string): string {
  if (!ipaddr.isValid(ip)) return ip;
  const address = ipaddr.process(ip);
  if (address.kind() === 'ipv4') return address.toString();
  return ipaddr.IPv6.networkAddressFromCIDR(`${address.toString()}/64`).toString();
}

const tooMany = (seconds: number): Problem =>
  new Problem(429, 'too_many_attempts', `Too many tries to log in: wait ${seconds} seconds.`, undefined, {
    'retry-after': String(seconds),
  });
