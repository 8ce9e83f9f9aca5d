import { Injectable } from '@nestjs/common';
import type { Redis } from 'ioredis';
import { KEYS } from '../redis/keys.js';
import { RedisConnections } from '../redis/redis.module.js';
import { NOT_OPENED, type Rest } from './rest.js';

/** Events wait for a grant. Without one nothing is bought. */
const TIMEOUT_MS = 250;
/** Longer than any month, so that the last one can still be read. */
const KEEP_SECONDS = 62 * 86_400;

/** A source with the settings saved at a time: what went wrong with the old ones says nothing about the new. */
export interface SourceRef {
  readonly plugin: string;
  /** ms since 1970; 0: none were saved. */
  readonly savedAt: number;
}

/** How many keys a source may be asked now, and how many it was asked this month with them. */
export interface Grant {
  readonly keys: number;
  readonly used: number;
  /** It is not to be asked at all. */
  readonly rest?: Rest;
  readonly month: string;
}

/** What all processes together ask of sources that sell by the look-up, and which of them rest. Kept in Redis. */
@Injectable()
export class SourceLedger {
  private readonly impatient: Redis;
  private readonly redis: Redis;

  constructor(redis: RedisConnections) {
    this.redis = redis.shared;
    this.impatient = redis.open({ enableOfflineQueue: false, maxRetriesPerRequest: 0, commandTimeout: TIMEOUT_MS });
  }

  /**
   * Takes keys out of the month's quota before the source is asked.
   * @param perMonth null: no limit
   * @throws Error when Redis does not answer
   */
  async take({ plugin, savedAt }: SourceRef, keys: number, perMonth: number | null, now: number): Promise<Grant> {
    const month = monthOf(now);
    const answer = await this.impatient.eval(TAKE, 2, KEYS.sourceRequests(plugin, month), KEYS.sourceRest(plugin, savedAt), keys, perMonth ?? -1, KEEP_SECONDS);
    const [granted, used, rest] = answer as [number, number, string | null];
    return { keys: granted, used, month, ...(rest === null ? {} : { rest: JSON.parse(rest) as Rest }) };
  }

  /** For keys that were taken and not asked after all. */
  async giveBack(plugin: string, keys: number, { month }: Grant): Promise<void> {
    await this.impatient.decrby(KEYS.sourceRequests(plugin, month), keys);
  }

  /** Tells the other processes, and whoever looks at the figures. */
  async rest({ plugin, savedAt }: SourceRef, rest: Rest): Promise<void> {
    await this.redis.set(KEYS.sourceRest(plugin, savedAt), JSON.stringify(rest), 'PXAT', rest.until);
  }

  async wake({ plugin, savedAt }: SourceRef): Promise<void> {
    await this.redis.del(KEYS.sourceRest(plugin, savedAt));
  }

  /** What was said of it before, that it could not be opened, is over; another process's reason to rest is not. */
  async opened(source: SourceRef): Promise<void> {
    if ((await this.restOf(source))?.code === NOT_OPENED) await this.wake(source);
  }

  async restOf({ plugin, savedAt }: SourceRef): Promise<Rest | undefined> {
    const text = await this.redis.get(KEYS.sourceRest(plugin, savedAt));
    return text === null ? undefined : (JSON.parse(text) as Rest);
  }

  async usedThisMonth(plugin: string, now: number): Promise<number> {
    return Number((await this.redis.get(KEYS.sourceRequests(plugin, monthOf(now)))) ?? 0);
  }

  /** The vendor's count is the right one when it is the greater: its key may be used elsewhere too. */
  async learnUsed(plugin: string, vendorCount: number, now: number): Promise<void> {
    const missed = vendorCount - (await this.usedThisMonth(plugin, now));
    if (missed <= 0) return;
    const key = KEYS.sourceRequests(plugin, monthOf(now));
    await this.redis.multi().incrby(key, missed).expire(key, KEEP_SECONDS).exec();
  }

  /** Another key of the vendor has a count of its own. */
  async beginAgain(plugin: string, now: number): Promise<void> {
    await this.redis.del(KEYS.sourceRequests(plugin, monthOf(now)));
  }
}

/** Months are UTC's. */
const monthOf = (now: number): string => new Date(now).toISOString().slice(0, 7);

const TAKE = `
  local used = tonumber(redis.call('get', KEYS[1]) or '0')
  local rest = redis.call('get', KEYS[2])
  if rest then return {0, used, rest} end
  local keys = tonumber(ARGV[1])
  local limit = tonumber(ARGV[2])
  if limit >= 0 then keys = math.max(0, math.min(keys, limit - used)) end
  if keys > 0 then
    used = redis.call('incrby', KEYS[1], keys)
    redis.call('expire', KEYS[1], ARGV[3])
  end
  return {keys, used, false}`;
