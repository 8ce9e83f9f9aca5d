import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { Found } from '@warp/plugin-sdk';
import type { Redis } from 'ioredis';
import { KEYS } from '../redis/keys.js';
import { RedisConnections } from '../redis/redis.module.js';

/** A cache that is slower than this is no help. */
const TIMEOUT_MS = 100;

/** What enrichments found, in Redis for all processes. Without Redis every process asks for itself. */
@Injectable()
export class SharedCache {
  private readonly redis: Redis;

  constructor(redis: RedisConnections) {
    this.redis = redis.open({ enableOfflineQueue: false, maxRetriesPerRequest: 0, commandTimeout: TIMEOUT_MS });
  }

  /** Those of the keys that are known. */
  async get(plugin: string, keys: readonly string[]): Promise<ReadonlyMap<string, Found>> {
    const texts = await Promise.all(keys.map((key) => this.redis.get(nameOf(plugin, key)))).catch(() => []);
    return new Map(keys.flatMap((key, index): [string, Found][] => (texts[index] ? [[key, JSON.parse(texts[index]) as Found]] : [])));
  }

  /** @param lifeOf how long an answer is worth keeping, in ms */
  put(plugin: string, found: ReadonlyMap<string, Found>, lifeOf: (found: Found) => number): void {
    for (const [key, answer] of found)
      void this.redis.set(nameOf(plugin, key), JSON.stringify(answer), 'PX', lifeOf(answer)).catch(() => undefined);
  }
}

/** Keys are addresses as a rule, which do not belong into Redis in the clear. */
const nameOf = (plugin: string, key: string): string => KEYS.enriched(plugin, createHash('sha256').update(key).digest('base64url'));
