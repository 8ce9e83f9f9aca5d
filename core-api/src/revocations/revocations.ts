import { Inject, Injectable, Logger, type OnApplicationShutdown, type OnModuleInit } from '@nestjs/common';
import type { Redis } from 'ioredis';
import type pg from 'pg';
import { CONFIG } from '../config/config.module.js';
import type { ServicesConfig } from '../config/config.js';
import { poolFor } from '../database/pool.js';
import { Problem } from '../http/problem.js';
import { CHANNELS } from '../redis/keys.js';
import { RedisConnections } from '../redis/redis.module.js';

/** What can be ended before its time: a person's access tokens, one log-in's, an API key, a site's token. */
export type Revocable = 'user' | 'session' | 'api_key' | 'site_token';

/** How old what this process knows may be when it lets a person or an API key in. */
const MOST_AGE_MS = 1_000;
/** How often PostgreSQL is asked without a hint by Redis; leaves a slow answer time within the above. */
const EVERY_MS = 400;
/** How long a revocation is remembered: longer than anything lives that was issued before it and is not asked about again. */
export const REMEMBERED_MS = 30 * 60_000;
/** A PostgreSQL that takes longer is away. */
const PATIENCE_MS = 5_000;
const SWEEP_MS = 60_000;

interface Row {
  /** Null in the row that is there for the horizon alone. */
  kind: Revocable | null;
  subject: string;
  least_version: number | null;
  horizon: string;
}

/**
 * What was ended lately, in the memory of every process that checks tokens, so that a check costs no query. Triggers write down in
 * `revocations` what ends access, in the transaction that ends it; each process reads on from where it was: when a Redis message says
 * that there is something, and every 400 ms in any case, so a lost message or an absent Redis delays nothing beyond that.
 *
 * `ensureCurrent` holds the bound when PostgreSQL is slow or away: nobody is let in by knowledge older than a second.
 */
@Injectable()
export class Revocations implements OnModuleInit, OnApplicationShutdown {
  private readonly logger = new Logger(Revocations.name);
  /** `leastVersion`: of a user's tokens the one that is still good; Infinity: none is. `until`: ms since 1970. */
  private readonly known = new Map<string, { readonly leastVersion: number; readonly until: number }>();
  private readonly listeners = new Set<() => void>();
  /** Of its own: a busy pool must not keep it waiting. */
  private readonly pool: pg.Pool;
  private readonly subscription: Redis;
  private reading: Promise<void> | undefined;
  private timer: NodeJS.Timeout | undefined;
  /** The oldest transaction that was under way when PostgreSQL was read last. */
  private horizon = '0';
  private readAt = 0;
  private sweptAt = 0;
  private failing = false;

  constructor(
    @Inject(CONFIG) config: ServicesConfig,
    private readonly redis: RedisConnections,
  ) {
    this.pool = poolFor(config, 'warp_system', 1);
    this.subscription = redis.open();
  }

  async onModuleInit(): Promise<void> {
    // A message says no more than that there is something to read: nobody ends or keeps access by sending one.
    const hint = (): void => void this.readOn().catch(() => undefined);
    this.subscription.on('message', hint);
    this.subscription.on('ready', hint);
    this.subscription.subscribe(CHANNELS.revoked).catch(() => undefined);
    await this.read();
    this.timer = setInterval(hint, EVERY_MS).unref();
  }

  async onApplicationShutdown(): Promise<void> {
    clearInterval(this.timer);
    await this.reading?.catch(() => undefined);
    await this.pool.end();
  }

  /** Whether this was ended. @param version of a user's token */
  has(kind: Revocable, subject: string, version = 0): boolean {
    const revoked = this.known.get(keyOf(kind, subject));
    return revoked !== undefined && version < revoked.leastVersion;
  }

  /** Whether what is known is no older than this. */
  isCurrent(mostMs = MOST_AGE_MS): boolean {
    return Date.now() - this.readAt <= mostMs;
  }

  /** Costs nothing while reading goes well. @throws Problem 503 when PostgreSQL does not answer */
  async ensureCurrent(): Promise<void> {
    if (this.isCurrent()) return;
    try {
      await this.readOn();
    } catch {
      throw new Problem(503, 'database_unavailable', 'It cannot be checked right now whether this token is still good: try again.', undefined, { 'retry-after': '1' });
    }
  }

  /** After something was committed that ends access: this process knows when it returns, the others within milliseconds. */
  async announce(): Promise<void> {
    // A connection that is away queues; the others read by themselves meanwhile.
    if (this.redis.shared.status === 'ready') this.redis.shared.publish(CHANNELS.revoked, '').catch(() => undefined);
    await this.readOn().catch(() => undefined);
  }

  /** Calls back whenever something more is known to be over. */
  onRevoked(listener: () => void): void {
    this.listeners.add(listener);
  }

  /** A reading that begins after the call: one under way may have begun too early. */
  private async readOn(): Promise<void> {
    await this.reading?.catch(() => undefined);
    // Whoever waited for the same one shares the next.
    await (this.reading ??= this.read().finally(() => (this.reading = undefined)));
  }

  private async read(): Promise<void> {
    const startedAt = Date.now();
    try {
      const query = { text: READ, values: [this.horizon, REMEMBERED_MS / 1000], query_timeout: PATIENCE_MS };
      const { rows } = await this.pool.query<Row>(query);
      const news = rows.filter((row) => row.kind !== null && this.learn(row, startedAt));
      this.horizon = rows[0]!.horizon;
      this.readAt = startedAt;
      this.failing = false;
      if (news.length > 0) for (const listener of this.listeners) listener();
      if (startedAt - this.sweptAt > SWEEP_MS) this.sweep(startedAt);
    } catch (error) {
      if (!this.failing) this.logger.warn(`Revocations cannot be read: ${error instanceof Error ? error.message : 'unknown'}`);
      this.failing = true;
      throw error;
    }
  }

  /** @returns whether it is news; rows near the horizon are read again and again */
  private learn({ kind, subject, least_version }: Row, now: number): boolean {
    const key = keyOf(kind, subject);
    const leastVersion = least_version ?? Infinity;
    const before = this.known.get(key)?.leastVersion ?? -1;
    if (leastVersion <= before) return false;
    this.known.set(key, { leastVersion, until: now + REMEMBERED_MS });
    return true;
  }

  private sweep(now: number): void {
    this.sweptAt = now;
    for (const [key, { until }] of this.known) if (until < now) this.known.delete(key);
  }
}

const keyOf = (kind: Revocable | null, subject: string): string => `${kind} ${subject}`;

/** One statement, so that rows and horizon are of one snapshot. There is always a row, for the horizon. */
const READ = `
  select r.kind, r.subject, r.least_version, h.horizon::text as horizon
  from (select pg_snapshot_xmin(pg_current_snapshot()) as horizon) h
  left join revocations r on r.tx >= $1::xid8 and r.at > now() - make_interval(secs => $2)`;
