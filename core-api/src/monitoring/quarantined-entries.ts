import { Inject, Injectable } from '@nestjs/common';
import type pg from 'pg';
import type { LogEntry } from '../collect/log-entry.js';
import { appendEntries } from '../collect/append-entries.js';
import { CONFIG } from '../config/config.module.js';
import type { ServicesConfig } from '../config/config.js';
import { SystemDatabase } from '../database/system-database.js';
import { TenantDatabase } from '../database/tenant-database.js';
import { AuditLog } from '../identity/audit-log/audit-log.js';
import { type Principal, scopeOf } from '../identity/principal.js';
import { decodeLine } from '../pipeline/decode.js';
import { QUARANTINE_DAYS, QUARANTINE_PURPOSE } from '../pipeline/quarantine.js';
import { Problem } from '../http/problem.js';
import { RedisConnections } from '../redis/redis.module.js';
import { KeyRing } from '../secrets/key-ring.js';

/** An entry in quarantine as people see it: nothing of what was sent but what names the event. */
export interface QuarantinedEntry {
  readonly id: string;
  readonly site_id: string | null;
  readonly site_name: string | null;
  readonly event_id: string | null;
  readonly event_type: string | null;
  readonly event_at: Date | null;
  readonly reason: string;
  readonly attempts: number;
  readonly quarantined_at: Date;
  readonly kept_until: Date;
}

export interface QuarantinePage {
  readonly items: QuarantinedEntry[];
  readonly next_cursor: string | null;
}

/** What became of the entries named; the four sum to them. */
export interface QuarantineReplay {
  readonly replayed: number;
  readonly already_stored: number;
  readonly unreadable: number;
  readonly not_found: number;
}

/** Most entries of one replay. */
export const MOST_REPLAYED = 500;

interface SealedRow {
  readonly id: number;
  readonly site_id: string | null;
  readonly sealed: Buffer;
  readonly is_stored: boolean;
}

/** Shows what lies in quarantine, and puts it back into the event log. */
@Injectable()
export class QuarantinedEntries {
  constructor(
    @Inject(CONFIG) private readonly config: ServicesConfig,
    private readonly tenants: TenantDatabase,
    private readonly database: SystemDatabase,
    private readonly redis: RedisConnections,
    private readonly keyRing: KeyRing,
    private readonly auditLog: AuditLog,
  ) {}

  /** The latest first. */
  async list(by: Principal, siteId: string | undefined, cursor: string | undefined, limit: number): Promise<QuarantinePage> {
    const { rows } = await this.tenants.sql(scopeOf(by), (client) =>
      client.query<QuarantinedEntry>(
        `select q.id::text, q.site_id, s.name as site_name, q.event_id, q.event_type, q.event_at, q.reason, q.attempts, q.created_at as quarantined_at,
           q.created_at + make_interval(days => $4) as kept_until
         from quarantine q left join sites s on s.id = q.site_id
         where ($1::uuid is null or q.site_id = $1) and ($2::bigint is null or q.id < $2) order by q.id desc limit $3`,
        [siteId ?? null, cursor ?? null, limit + 1, QUARANTINE_DAYS],
      ),
    );
    const items = rows.slice(0, limit);
    return { items, next_cursor: rows.length > limit ? items.at(-1)!.id : null };
  }

  /**
   * Puts entries back where they came from. They leave quarantine once the log has them; should that fail half-way, an entry replayed again
   * counts once by its event id.
   * @throws Problem 503 while the log is away
   */
  async replay(by: Principal, ids: readonly string[]): Promise<QuarantineReplay> {
    if (this.redis.shared.status !== 'ready') throw new Problem(503, 'log_unavailable', 'The event log cannot be reached: try again.');
    const wanted = [...new Set(ids)];
    const visible = await this.tenants.sql(scopeOf(by), (client) => client.query<{ id: number }>('select id from quarantine where id = any($1::bigint[])', [wanted]));
    return this.database.transaction(async (client) => {
      const rows = await lockedRows(client, visible.rows.map(({ id }) => id));
      const stored = rows.filter(({ is_stored }) => is_stored);
      const readable = rows.filter((row) => !stored.includes(row)).flatMap((row) => this.readable(row));
      await appendEntries(this.redis.shared, this.config.logPartitions, readable.map(({ entry }) => entry), this.keyRing);
      await client.query('delete from quarantine where id = any($1)', [[...stored, ...readable].map(({ id }) => id)]);
      await this.record(client, by, [...stored, ...readable]);
      return {
        replayed: readable.length,
        already_stored: stored.length,
        unreadable: rows.length - stored.length - readable.length,
        not_found: wanted.length - rows.length,
      };
    });
  }

  private readable({ id, site_id, sealed }: SealedRow): { readonly id: number; readonly site_id: string | null; readonly entry: LogEntry }[] {
    try {
      const decoded = decodeLine(this.keyRing.open(sealed, QUARANTINE_PURPOSE).toString(), null);
      return decoded.ok ? [{ id, site_id, entry: decoded.entry }] : [];
    } catch {
      // Its key is gone from the ring.
      return [];
    }
  }

  private async record(client: pg.PoolClient, by: Principal, rows: readonly { readonly site_id: string | null }[]): Promise<void> {
    for (const [siteId, some] of Map.groupBy(rows, ({ site_id }) => site_id)) {
      if (siteId === null) continue;
      const { rows: sites } = await client.query<{ agency_id: string }>('select agency_id from sites where id = $1', [siteId]);
      const entry = { agencyId: sites[0]?.agency_id ?? null, action: 'quarantine.replayed', targetType: 'site', targetId: siteId, details: { entries: some.length } };
      await this.auditLog.recordFor(client, by.userId, entry);
    }
  }
}

/** Those that nobody else replays at the moment; an event may have been stored after all, when its sender tried again. */
async function lockedRows(client: pg.PoolClient, ids: readonly number[]): Promise<readonly SealedRow[]> {
  const { rows } = await client.query<SealedRow>(
    `select q.id, q.site_id, q.sealed,
       exists (select 1 from events e where e.site_id = q.site_id and e.event_id = q.event_id and e.event_type = q.event_type) as is_stored
     from quarantine q where q.id = any($1) and q.sealed is not null order by q.id for update of q skip locked`,
    [ids],
  );
  return rows;
}
