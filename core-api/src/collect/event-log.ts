import { Inject, Injectable } from '@nestjs/common';
import type { Redis } from 'ioredis';
import { CONFIG } from '../config/config.module.js';
import type { ServicesConfig } from '../config/config.js';
import { KEYS } from '../redis/keys.js';
import { RedisConnections } from '../redis/redis.module.js';
import { encodeEntries } from './log-entry.js';

interface Waiting {
  readonly partition: number;
  readonly entries: readonly string[];
  readonly resolve: () => void;
  readonly reject: (error: Error) => void;
}

/**
 * The durable event log: Redis Streams, split by visitor.
 *
 * What arrives within one turn of the event loop is written together, one message per partition, and each `append`
 * resolves when Redis has acknowledged its message. Waiting for the turn's end costs nothing; waiting on a timer halves
 * the rate.
 */
@Injectable()
export class EventLog {
  private readonly redis: Redis;
  private readonly partitions: number;
  private waiting: Waiting[] = [];
  private scheduled = false;

  constructor(@Inject(CONFIG) config: ServicesConfig, redis: RedisConnections) {
    this.partitions = config.logPartitions;
    // Collecting must learn at once that Redis is away, instead of waiting in ioredis's own queue.
    this.redis = redis.open({ enableOfflineQueue: false, maxRetriesPerRequest: 0, commandTimeout: APPEND_TIMEOUT_MS });
  }

  /**
   * @param key what keeps order: entries with the same key are stored in the order they were appended
   * @param entries JSON of `LogEntry`s
   * @throws when Redis did not acknowledge in time; the entries may or may not be in the log then
   */
  append(key: string, entries: readonly string[]): Promise<void> {
    return new Promise((resolve, reject) => {
      this.waiting.push({ partition: partitionOf(key, this.partitions), entries, resolve, reject });
      if (this.scheduled) return;
      this.scheduled = true;
      setImmediate(() => this.flush());
    });
  }

  private flush(): void {
    const byPartition = Map.groupBy(this.waiting, (waiting) => waiting.partition);
    this.waiting = [];
    this.scheduled = false;
    for (const [partition, group] of byPartition) {
      const message = encodeEntries(group.flatMap((waiting) => waiting.entries));
      this.redis.xadd(KEYS.log(partition), '*', MESSAGE_FIELD, message).then(
        () => group.forEach((waiting) => waiting.resolve()),
        (error: Error) => group.forEach((waiting) => waiting.reject(error)),
      );
    }
  }
}

/** The one field of a log message. */
export const MESSAGE_FIELD = 'e';

const APPEND_TIMEOUT_MS = 5_000;

/** FNV-1a: quick, and spreads ids that differ only at their end. */
function partitionOf(key: string, partitions: number): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < key.length; i++) hash = Math.imul(hash ^ key.charCodeAt(i), 0x01000193);
  return (hash >>> 0) % partitions;
}
