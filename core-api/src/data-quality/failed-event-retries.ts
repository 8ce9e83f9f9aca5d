import { randomUUID } from 'node:crypto';
import type { Issue } from '@warp/contracts';
import { Inject, Injectable } from '@nestjs/common';
import type { Redis } from 'ioredis';
import type pg from 'pg';
import { appendEntries } from '../collect/append-entries.js';
import { judge, type Judged } from '../collect/collector.js';
import { type FailedBody, openFailedBody } from '../collect/failed-body.js';
import type { Via } from '../collect/log-entry.js';
import { isObject, parseInnerJson } from '../collect/parse-body.js';
import { CONFIG } from '../config/config.module.js';
import type { ServicesConfig } from '../config/config.js';
import { SystemDatabase } from '../database/system-database.js';
import { TenantDatabase } from '../database/tenant-database.js';
import { AuditLog } from '../identity/audit-log/audit-log.js';
import { demand } from '../identity/demand.js';
import { type Principal, scopeOf } from '../identity/principal.js';
import { notFound, Problem } from '../http/problem.js';
import { RedisConnections } from '../redis/redis.module.js';
import { KeyRing } from '../secrets/key-ring.js';
import { SiteHashes } from '../secrets/site-hashes.js';
import { SiteDirectory, type SiteEntry } from '../site-directory/site-directory.js';
import { type FailedFilter, MATCHING, parametersOf } from './failed-events.js';
import { applyChanges, type FieldChange } from './field-changes.js';

/** Which failed events are taken again, and how they are mended. */
export interface RetryOrder {
  /** Left out: all that the filter finds. */
  readonly ids?: readonly string[];
  readonly filter: FailedFilter;
  readonly changes: readonly FieldChange[];
}

/** What becomes of one failed event. */
export interface RetryResult {
  readonly id: string;
  readonly is: Judged['is'];
  /** Of the event it becomes. */
  readonly event_id?: string;
  /** Why it is rejected again, or left out on purpose. */
  readonly code?: string;
  readonly field?: string;
  readonly rule?: string;
  readonly message?: string;
  /** What its form costs it. */
  readonly issues?: readonly Issue[];
}

export interface RetryReport {
  /** By which its progress is asked for; null: nothing was taken again. */
  readonly retry_id: string | null;
  /** Not taken again before. */
  readonly matching: number;
  readonly accepted: number;
  readonly rejected: number;
  readonly dropped: number;
  /** More than one call takes; call again. */
  readonly remaining: number;
  /** Of the first ones. */
  readonly results: RetryResult[];
}

export interface RetryProgress {
  readonly total: number;
  readonly stored: number;
  readonly waiting: number;
}

interface FailedRow {
  readonly id: string;
  readonly via: Via;
  readonly received_at: Date;
  readonly body: Buffer;
}

interface Retried {
  readonly id: string;
  /** Undefined: it cannot be opened, because its key is no longer in the ring. */
  readonly judged: Judged | undefined;
}

/** What is waited for Redis; the rows are locked meanwhile. */
const APPEND_TIMEOUT_MS = 5_000;

/** Events of one call, so that no transaction grows long. */
const MOST = 2_000;
/** Results of one answer. */
const MOST_SHOWN = 200;

/** The addresses are gone with the request, and nobody's limit is used up by mending. */
const NO_LIMITS = { admit: () => true };

/**
 * Takes rejected events again, mended or as they are. They keep their ids and their time of receipt, go through the same checks as at
 * the door, and then through the log like any other. Taken twice they are stored once: a row is marked in the transaction that locks
 * it, and an event without an id gets one that is made of the row's.
 */
@Injectable()
export class FailedEventRetries {
  private readonly redis: Redis;

  constructor(
    @Inject(CONFIG) private readonly config: ServicesConfig,
    private readonly tenants: TenantDatabase,
    private readonly system: SystemDatabase,
    redis: RedisConnections,
    private readonly keyRing: KeyRing,
    private readonly hashes: SiteHashes,
    private readonly sites: SiteDirectory,
    private readonly auditLog: AuditLog,
  ) {
    // Fails at once while Redis is away, instead of waiting in ioredis's own queue.
    this.redis = redis.open({ enableOfflineQueue: false, maxRetriesPerRequest: 0, commandTimeout: APPEND_TIMEOUT_MS });
  }

  /** @param dryRun only says what would happen. @throws Problem 404, 403, 503 while the log takes nothing */
  async retry(by: Principal, siteId: string, order: RetryOrder, dryRun: boolean): Promise<RetryReport> {
    await this.see(by, siteId);
    demand(by, 'sites.write');
    const site = this.sites.find(siteId);
    if (site === undefined) throw notFound('site');
    const report = await this.system.transaction(async (client) => {
      const { rows, matching } = await take(client, siteId, order);
      const retried = rows.map((row): Retried => ({ id: row.id, judged: this.judgeAgain(row, site, order.changes) }));
      const retryId = dryRun ? null : await this.putBack(client, retried);
      return reportOf(retried, matching, retryId);
    });
    if (report.retry_id !== null) await this.record(by, site, report);
    return report;
  }

  /** @throws Problem 404 */
  async progress(by: Principal, siteId: string, retryId: string): Promise<RetryProgress> {
    await this.see(by, siteId);
    const [progress] = await this.system.query<{ total: number; stored: number }>(
      `select count(*)::int as total, count(*) filter (where exists (
         select 1 from events e where e.site_id = f.site_id and e.event_id = f.event_id))::int as stored
       from failed_events f where site_id = $1 and retry_id = $2`,
      [siteId, retryId],
    );
    if (progress!.total === 0) throw notFound('retry');
    return { ...progress!, waiting: progress!.total - progress!.stored };
  }

  private async see(by: Principal, siteId: string): Promise<void> {
    const { rowCount } = await this.tenants.sql(scopeOf(by), (client) => client.query('select 1 from sites where id = $1', [siteId]));
    if (rowCount === 0) throw notFound('site');
  }

  private judgeAgain({ id, via, received_at, body }: FailedRow, site: SiteEntry, changes: readonly FieldChange[]): Judged | undefined {
    const opened = this.open(body);
    if (opened === undefined) return undefined;
    const { event, sentAt, ua, namesVisitor, hints, signals } = opened;
    // By the door's own rules: a change may bring what cannot be stored.
    const mended = parseInnerJson(JSON.stringify(applyChanges(event, changes)));
    const named = isObject(mended) && !hasId(mended['event_id']) ? { ...mended, event_id: `retry:${id}` } : mended;
    const sender = { via, ip: null, ua, trusted: via !== 'script', namesVisitor };
    return judge(named, { site, sender, sentAt, receivedAt: received_at.getTime(), signals, hints, mayBeLarge: true, mayBeOld: true, ...(site.config.redact_personal_data && { hash: this.hashes.of(site.id) }) }, NO_LIMITS);
  }

  private open(body: Buffer): FailedBody | undefined {
    try {
      return openFailedBody(this.keyRing, body);
    } catch {
      return undefined;
    }
  }

  /** Into the log first: what is in it twice counts once, what is marked and not in it would be lost. */
  private async putBack(client: pg.PoolClient, retried: readonly Retried[]): Promise<string | null> {
    const accepted = retried.flatMap(({ id, judged }) => (judged?.is === 'accepted' ? [{ id, entry: judged.entry }] : []));
    if (accepted.length === 0) return null;
    try {
      await appendEntries(this.redis, this.config.logPartitions, accepted.map(({ entry }) => entry), this.keyRing);
    } catch {
      throw new Problem(503, 'log_unavailable', 'The event log takes nothing at the moment: ask again.', undefined, { 'retry-after': '10' });
    }
    const retryId = randomUUID();
    await client.query(
      `update failed_events f set retried_at = now(), retry_id = $1, event_id = n.event_id, body = null
       from unnest($2::uuid[], $3::text[]) as n (id, event_id) where f.id = n.id`,
      [retryId, accepted.map(({ id }) => id), accepted.map(({ entry }) => entry.event.event_id)],
    );
    return retryId;
  }

  private record(by: Principal, { id, agencyId }: SiteEntry, { accepted }: RetryReport): Promise<void> {
    return this.tenants.entities(scopeOf(by), (em) =>
      this.auditLog.record(em, by, { agencyId, action: 'failed_events.retried', targetType: 'site', targetId: id, details: { events: accepted } }),
    );
  }
}

/** Locks and reads the oldest that match; another retry's are left to it. */
async function take(client: pg.PoolClient, siteId: string, { ids, filter }: RetryOrder): Promise<{ rows: FailedRow[]; matching: number }> {
  const where = `${MATCHING} and ($8::uuid[] is null or id = any($8)) and body is not null`;
  const parameters = [...parametersOf(siteId, filter), ids ?? null];
  const { rows } = await client.query<FailedRow>(
    `select id, via, received_at, body from failed_events where ${where} order by id limit ${MOST} for update skip locked`,
    parameters,
  );
  const counted = await client.query<{ matching: number }>(`select count(*)::int as matching from failed_events where ${where}`, parameters);
  return { rows, matching: counted.rows[0]!.matching };
}

const hasId = (id: unknown): boolean => (typeof id === 'string' && id.trim() !== '') || (typeof id === 'number' && Number.isSafeInteger(id));

function reportOf(retried: readonly Retried[], matching: number, retryId: string | null): RetryReport {
  const count = (is: Judged['is']): number => retried.filter(({ judged }) => (judged?.is ?? 'rejected') === is).length;
  return {
    retry_id: retryId,
    matching,
    accepted: count('accepted'),
    rejected: count('rejected'),
    dropped: count('dropped'),
    remaining: matching - retried.length,
    results: retried.slice(0, MOST_SHOWN).map(resultOf),
  };
}

function resultOf({ id, judged }: Retried): RetryResult {
  if (judged === undefined) return { id, is: 'rejected', code: 'key_lost', message: 'The key it was encrypted with is no longer in the key ring.' };
  switch (judged.is) {
    case 'accepted':
      return { id, is: judged.is, event_id: judged.entry.event.event_id, issues: judged.entry.issues ?? [] };
    case 'dropped':
      return { id, is: judged.is, code: judged.reason };
    case 'rejected':
      return { id, is: judged.is, ...judged.fault };
  }
}
