import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Inject, Injectable, Logger, type OnApplicationShutdown, type OnModuleInit } from '@nestjs/common';
import type { Redis } from 'ioredis';
import { CONFIG } from '../config/config.module.js';
import type { ServicesConfig } from '../config/config.js';
import { KEYS } from '../redis/keys.js';
import { RedisConnections } from '../redis/redis.module.js';
import { encodeEntries } from './log-entry.js';
import type { SpoolRecord } from './spool/record.js';
import { Spool, type SpoolFigures } from './spool/spool.js';

interface Waiting {
  readonly partition: number;
  readonly entries: readonly string[];
  readonly resolve: () => void;
  readonly reject: (error: Error) => void;
}

/** Redis counts as away when it takes longer; the entries then go to the spool, and perhaps to Redis too: they count once. */
const APPEND_TIMEOUT_MS = 500;
const DRAIN_RETRY_MS = 250;
/** When the spool's last write is still under way. */
const WRITE_WAIT_MS = 2;
const TAKE_OVER_MS = 60_000;

/**
 * The durable event log: Redis Streams, split by visitor, and a spool on disk for when Redis is away or slow.
 *
 * What arrives within one turn of the event loop is written together, one message per partition, and each `append`
 * resolves when its message is acknowledged. Waiting for the turn's end costs nothing; waiting on a timer halves the rate.
 *
 * While the spool holds anything, new messages go behind it, so that a visitor's events keep their order.
 */
@Injectable()
export class EventLog implements OnModuleInit, OnApplicationShutdown {
  private readonly logger = new Logger(EventLog.name);
  private readonly redis: Redis;
  private readonly partitions: number;
  private spool!: Spool;
  private waiting: Waiting[] = [];
  private scheduled = false;
  /** Everything goes through the spool, until it is empty. */
  private spooling = false;
  private draining: Promise<void> = Promise.resolve();
  private takeOvers: NodeJS.Timeout | undefined;
  private stopped = false;

  constructor(@Inject(CONFIG) private readonly config: ServicesConfig, redis: RedisConnections) {
    this.partitions = config.logPartitions;
    // Collecting must learn at once that Redis is away, instead of waiting in ioredis's own queue.
    this.redis = redis.open({ enableOfflineQueue: false, maxRetriesPerRequest: 0, commandTimeout: APPEND_TIMEOUT_MS });
  }

  async onModuleInit(): Promise<void> {
    this.spool = await Spool.open(join(this.config.dataDir, 'spool'), this.config.spoolBytes);
    this.drain();
    this.takeOvers = setInterval(() => void this.takeOver(), TAKE_OVER_MS).unref();
  }

  /**
   * @param key what keeps order: entries with the same key are stored in the order they were appended
   * @param entries JSON of `LogEntry`s
   * @throws SpoolFull when neither Redis nor the spool took them; they may be in the log all the same
   */
  append(key: string, entries: readonly string[]): Promise<void> {
    return new Promise((resolve, reject) => {
      this.waiting.push({ partition: partitionOf(key, this.partitions), entries, resolve, reject });
      if (this.scheduled) return;
      this.scheduled = true;
      setImmediate(() => this.flush());
    });
  }

  spoolFigures(): SpoolFigures {
    return this.spool.figures();
  }

  /** The server is closed and all requests are answered; what the spool holds stays for the next process. */
  async onApplicationShutdown(): Promise<void> {
    this.stopped = true;
    clearInterval(this.takeOvers);
    await this.draining;
    await this.spool?.close();
  }

  private flush(): void {
    const byPartition = Map.groupBy(this.waiting, (waiting) => waiting.partition);
    this.waiting = [];
    this.scheduled = false;
    for (const [partition, group] of byPartition) {
      const record = { partition, message: encodeEntries(group.flatMap((waiting) => waiting.entries)) };
      this.write(record).then(
        () => group.forEach((waiting) => waiting.resolve()),
        (error: Error) => group.forEach((waiting) => waiting.reject(error)),
      );
    }
  }

  private write(record: SpoolRecord): Promise<unknown> {
    if (this.spooling) return this.spool.append(record);
    return this.toRedis(record).catch((error: Error) => {
      this.logger.warn(`The event log cannot be reached (${error.message}); events go to the spool.`);
      const spooled = this.spool.append(record);
      this.drain();
      return spooled;
    });
  }

  private toRedis({ partition, message }: SpoolRecord): Promise<unknown> {
    return this.redis.xadd(KEYS.log(partition), '*', MESSAGE_FIELD, message);
  }

  private drain(): void {
    if (this.spooling) return;
    this.spooling = true;
    this.draining = this.drainAll();
  }

  private async drainAll(): Promise<void> {
    const before = this.spool.figures().drained;
    while (!this.stopped && !this.spool.isEmpty) await this.drainSome();
    // In the same turn as the look at the spool: nothing may slip in between.
    this.spooling = this.stopped;
    const drained = this.spool.figures().drained - before;
    if (drained > 0) this.logger.log(`The event log is back: ${drained} messages came out of the spool.`);
  }

  private async drainSome(): Promise<void> {
    const { records, bytes } = await this.spool.peek();
    if (records.length === 0) return sleep(WRITE_WAIT_MS);
    try {
      // As one: when some of it fails all of it is sent again, and what was there already counts once.
      await Promise.all(records.map((record) => this.toRedis(record)));
      await this.spool.advance(bytes, records.length);
    } catch {
      await sleep(DRAIN_RETRY_MS);
    }
  }

  private async takeOver(): Promise<void> {
    await this.spool.takeOver().catch((error: Error) => this.logger.warn(`The spool of an ended process cannot be taken over: ${error.message}`));
    this.drain();
  }
}

/** The one field of a log message. */
export const MESSAGE_FIELD = 'e';

/** FNV-1a: quick, and spreads ids that differ only at their end. */
export function partitionOf(key: string, partitions: number): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < key.length; i++) hash = Math.imul(hash ^ key.charCodeAt(i), 0x01000193);
  return (hash >>> 0) % partitions;
}
