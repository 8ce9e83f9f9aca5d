import { Injectable } from '@nestjs/common';
import type { Found } from '@warp/plugin-sdk';
import type { Redis } from 'ioredis';
import { KEYS } from '../redis/keys.js';
import { RedisConnections } from '../redis/redis.module.js';
import { KeyRing } from '../secrets/key-ring.js';

/** Purpose under which answers are sealed. */
const PURPOSE = 'enrichment-cache';

/** A cache that is slower than this is no help. */
const TIMEOUT_MS = 100;

/** What enrichments found, in Redis for all processes. Without Redis every process asks for itself. */
@Injectable()
export class SharedCache {
  private readonly redis: Redis;

  /** Keys are addresses as a rule, which do not belong into Redis in the clear; what was found may repeat them. */
  private readonly nameOf: (plugin: string, key: string) => string;

  constructor(
    redis: RedisConnections,
    private readonly keyRing: KeyRing,
  ) {
    const naming = keyRing.naming('enrichment cache');
    this.nameOf = (plugin, key) => KEYS.enriched(plugin, naming(key));
    this.redis = redis.open({ enableOfflineQueue: false, maxRetriesPerRequest: 0, commandTimeout: TIMEOUT_MS });
  }

  /** Those of the keys that are known. */
  async get(plugin: string, keys: readonly string[]): Promise<ReadonlyMap<string, Found>> {
    const sealed = await Promise.all(keys.map((key) => this.redis.getBuffer(this.nameOf(plugin, key)))).catch(() => []);
    return new Map(keys.flatMap((key, index): [string, Found][] => this.opened(key, sealed[index] ?? null)));
  }

  /** @param lifeOf how long an answer is worth keeping, in ms */
  put(plugin: string, found: ReadonlyMap<string, Found>, lifeOf: (found: Found) => number): void {
    for (const [key, answer] of found)
      void this.redis.set(this.nameOf(plugin, key), this.keyRing.seal(JSON.stringify(answer), PURPOSE), 'PX', lifeOf(answer)).catch(() => undefined);
  }

  /** What does not open was sealed with a key that is gone: as if it were not there. */
  private opened(key: string, sealed: Buffer | null): [string, Found][] {
    if (sealed === null) return [];
    try {
      return [[key, JSON.parse(this.keyRing.open(sealed, PURPOSE).toString()) as Found]];
    } catch {
      return [];
    }
  }
}
