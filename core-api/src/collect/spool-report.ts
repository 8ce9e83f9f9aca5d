import { randomUUID } from 'node:crypto';
import { Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import type { Redis } from 'ioredis';
import { Gauge, register } from 'prom-client';
import { KEYS } from '../redis/keys.js';
import { RedisConnections } from '../redis/redis.module.js';
import { EventLog } from './event-log.js';
import type { SpoolFigures } from './spool/spool.js';

const EVERY_MS = 5_000;
const SILENT_MS = 15_000;

interface Report extends SpoolFigures {
  /** ms since 1970. */
  readonly at: number;
}

/** The spools of all collecting processes, added up. */
export interface SpoolsStatus {
  readonly processes: number;
  readonly bytes: number;
  readonly max_bytes: number;
  readonly refused: number;
  readonly torn_bytes: number;
}

/** Tells the others how a process's spool stands, and Prometheus, which can ask while Redis is away. */
@Injectable()
export class SpoolReport implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly id = randomUUID();
  private timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly log: EventLog,
    private readonly redis: RedisConnections,
  ) {
    gauge('warp_spool_bytes', 'Bytes on disk that wait for the event log.', () => log.spoolFigures().bytes);
    gauge('warp_spool_refused_total', 'Messages the spool had no room for.', () => log.spoolFigures().refused);
    gauge('warp_spool_torn_bytes_total', 'Bytes of torn records that were skipped.', () => log.spoolFigures().tornBytes);
  }

  onApplicationBootstrap(): void {
    const tell = (): void => {
      const report: Report = { ...this.log.spoolFigures(), at: Date.now() };
      if (this.redis.shared.status === 'ready') void this.redis.shared.hset(KEYS.spools, this.id, JSON.stringify(report)).catch(() => undefined);
    };
    tell();
    this.timer = setInterval(tell, EVERY_MS).unref();
  }

  onApplicationShutdown(): void {
    clearInterval(this.timer);
  }
}

/** @returns the sum over all processes heard of lately; those long silent are forgotten */
export async function spoolsOf(redis: Redis): Promise<SpoolsStatus> {
  const reports = Object.entries(await redis.hgetall(KEYS.spools)).map(([id, json]) => ({ id, ...(JSON.parse(json) as Report) }));
  const alive = reports.filter(({ at }) => Date.now() - at < SILENT_MS);
  const silent = reports.filter((report) => !alive.includes(report)).map(({ id }) => id);
  if (silent.length > 0) await redis.hdel(KEYS.spools, ...silent);
  const sum = (of: (report: Report) => number): number => alive.reduce((total, report) => total + of(report), 0);
  return {
    processes: alive.length,
    bytes: sum(({ bytes }) => bytes),
    max_bytes: sum(({ maxBytes }) => maxBytes),
    refused: sum(({ refused }) => refused),
    torn_bytes: sum(({ tornBytes }) => tornBytes),
  };
}

/** One gauge for the process, read when Prometheus asks; a second Warp in the same process takes it over. */
function gauge(name: string, help: string, read: () => number): void {
  register.removeSingleMetric(name);
  new Gauge({
    name,
    help,
    collect() {
      this.set(read());
    },
  });
}
