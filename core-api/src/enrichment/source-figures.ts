import { Injectable, type BeforeApplicationShutdown, type OnApplicationBootstrap } from '@nestjs/common';
import type { Redis } from 'ioredis';
import { Counter, Histogram, register } from 'prom-client';
import { KEYS } from '../redis/keys.js';
import { RedisConnections } from '../redis/redis.module.js';

/**
 * What a look-up of one event came to: its source said so, or said that there is nothing; it was known without asking; the
 * source failed, was too late, or rests.
 */
export const OUTCOMES = ['found', 'none', 'cached', 'failed', 'over_budget', 'resting'] as const;
export type LookupOutcome = (typeof OUTCOMES)[number];

/** A source's day, of all processes. */
export interface SourceDay extends Readonly<Record<LookupOutcome, number>> {
  /** Keys the source was asked; one may serve many events. */
  readonly requests: number;
  /** Calls it took, and their time. */
  readonly calls: number;
  readonly milliseconds: number;
}

const FIELDS = [...OUTCOMES, 'requests', 'calls', 'milliseconds'] as const;
type Field = (typeof FIELDS)[number];

const EVERY_MS = 1_000;
const KEEP_SECONDS = 8 * 86_400;

/** Counts what the process's sources do, and adds it to the day's figures of all processes once a second. */
@Injectable()
export class SourceFigures implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly lookups = counter('warp_enrichment_lookups_total', 'Look-ups of events, by what came of them.', ['enrichment', 'outcome']);
  private readonly requests = counter('warp_enrichment_requests_total', 'Keys a source was asked.', ['enrichment']);
  private readonly seconds = histogram('warp_enrichment_seconds', 'Time a source took for a call.');
  private pending = new Map<string, Map<Field, number>>();
  private timer: NodeJS.Timeout | undefined;

  constructor(private readonly redis: RedisConnections) {}

  onApplicationBootstrap(): void {
    this.timer = setInterval(() => void this.flush(), EVERY_MS).unref();
  }

  async beforeApplicationShutdown(): Promise<void> {
    clearInterval(this.timer);
    await this.flush();
  }

  counted(plugin: string, outcome: LookupOutcome, events: number): void {
    this.lookups.inc({ enrichment: plugin, outcome }, events);
    this.add(plugin, outcome, events);
  }

  called(plugin: string, requests: number, milliseconds: number): void {
    this.requests.inc({ enrichment: plugin }, requests);
    this.seconds.observe({ enrichment: plugin }, milliseconds / 1000);
    this.add(plugin, 'requests', requests);
    this.add(plugin, 'calls', 1);
    this.add(plugin, 'milliseconds', milliseconds);
  }

  /** While Redis is away the figures wait. */
  async flush(): Promise<void> {
    if (this.pending.size === 0 || this.redis.shared.status !== 'ready') return;
    const day = dayOf(Date.now());
    const batch = this.redis.shared.pipeline();
    for (const [plugin, figures] of this.pending) {
      const key = KEYS.sourceFigures(plugin, day);
      for (const [field, value] of figures) batch.hincrbyfloat(key, field, value);
      batch.expire(key, KEEP_SECONDS);
    }
    this.pending = new Map();
    await batch.exec().catch(() => undefined);
  }

  private add(plugin: string, field: Field, value: number): void {
    const figures = this.pending.get(plugin) ?? new Map<Field, number>();
    this.pending.set(plugin, figures);
    figures.set(field, (figures.get(field) ?? 0) + value);
  }
}

/** Today's figures of a source, of all processes, UTC. */
export async function sourceDay(redis: Redis, plugin: string, now: number): Promise<SourceDay> {
  const hash = await redis.hgetall(KEYS.sourceFigures(plugin, dayOf(now)));
  return Object.fromEntries(FIELDS.map((field) => [field, Number(hash[field] ?? 0)])) as unknown as SourceDay;
}

const dayOf = (now: number): string => new Date(now).toISOString().slice(0, 10);

const counter = <Label extends string>(name: string, help: string, labelNames: readonly Label[]): Counter<Label> =>
  (register.getSingleMetric(name) as Counter<Label> | undefined) ?? new Counter({ name, help, labelNames });

const histogram = (name: string, help: string): Histogram<'enrichment'> =>
  (register.getSingleMetric(name) as Histogram<'enrichment'> | undefined) ??
  new Histogram({ name, help, labelNames: ['enrichment'], buckets: [0.001, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10] });
