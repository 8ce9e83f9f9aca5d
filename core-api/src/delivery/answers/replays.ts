import { Injectable } from '@nestjs/common';
import { SystemDatabase } from '../../database/system-database.js';
import { TenantDatabase } from '../../database/tenant-database.js';
import { AuditLog } from '../../identity/audit-log/audit-log.js';
import { demand } from '../../identity/demand.js';
import { type Principal, scopeOf } from '../../identity/principal.js';
import { PluginRegistry } from '../../plugins/plugin-registry.js';
import { conflict, notFound } from '../../http/problem.js';
import { RedisConnections } from '../../redis/redis.module.js';
import { announceDue } from '../engine/enqueue.js';

/** Which dead letters; what is left out does not limit. */
export interface ReplayFilter {
  /** A single event. */
  readonly event_id?: string;
  readonly reason?: string;
  readonly event_type?: string;
  /** When the events happened. */
  readonly from?: Date;
  readonly to?: Date;
}

/** What a replay does, or would do. */
export interface ReplayReport {
  /** Dead letters the filter finds that were not replayed yet. */
  readonly matching: number;
  /** Of these, inside the platform's window. */
  readonly replayable: number;
  readonly too_old: number;
  /** How old an event may be for this platform. */
  readonly window_hours: number;
  /** Put back into the queue; 0 in a dry run. */
  readonly replayed: number;
  /** By which its progress is asked for; null when nothing was put back. */
  readonly replay_id: string | null;
}

/** What became of the events of a replay so far. */
export interface ReplayProgress {
  readonly total: number;
  readonly waiting: number;
  readonly delivered: number;
  readonly left_out: number;
  /** Given up again. */
  readonly failed: number;
}

interface Destination {
  readonly agency_id: string;
  readonly plugin: string;
}

/** Dead letters of one destination that match, with $1 destination, $2 reason, $3 type, $4 from, $5 to, $6 event. */
const MATCHING = `
  destination_id = $1 and replayed_at is null and ($2::text is null or reason = $2) and ($3::text is null or event_type = $3)
  and ($4::timestamptz is null or event_at >= $4) and ($5::timestamptz is null or event_at < $5) and ($6::text is null or event_id = $6)`;

/** Both arms are indexed; what a replay put back was finished after it, if at all. Its id, a UUIDv7, holds its time. */
const PROGRESS = `
  select count(*)::int as total, count(*) filter (where state in ('pending', 'sending', 'retrying'))::int as waiting,
    count(*) filter (where state = 'delivered')::int as delivered, count(*) filter (where state = 'skipped')::int as left_out,
    count(*) filter (where state = 'dead')::int as failed
  from deliveries
  where destination_id = $1 and replay_id = $2 and (state in ('pending', 'sending', 'retrying') or finished_at >= uuid_extract_timestamp($2))`;

/** Sends again what was given up, when its cause is mended. */
@Injectable()
export class Replays {
  constructor(
    private readonly tenants: TenantDatabase,
    private readonly system: SystemDatabase,
    private readonly registry: PluginRegistry,
    private readonly redis: RedisConnections,
    private readonly auditLog: AuditLog,
  ) {}

  /** @param dryRun only says what would happen */
  async replay(by: Principal, siteId: string, destinationId: string, filter: ReplayFilter, dryRun: boolean): Promise<ReplayReport> {
    const destination = await this.find(by, siteId, destinationId);
    demand(by, 'destinations.write');
    const hours = this.registry.destination(destination.plugin)?.limits.maxAgeHours;
    if (hours === undefined) throw conflict('plugin_not_loaded', `The plugin “${destination.plugin}” is not loaded.`);
    const parameters = [destinationId, filter.reason ?? null, filter.event_type ?? null, filter.from ?? null, filter.to ?? null, filter.event_id ?? null, hours];
    const [counts] = await this.system.query<{ matching: number; replayable: number }>(
      `select count(*)::int as matching, count(*) filter (where event_at > now() - make_interval(hours => $7::int))::int as replayable
       from dead_letters where ${MATCHING}`,
      parameters,
    );
    const { matching, replayable } = counts!;
    const report = { matching, replayable, too_old: matching - replayable, window_hours: hours };
    if (dryRun) return { ...report, replayed: 0, replay_id: null };
    const { replayed, replay_id } = await this.putBack(parameters);
    await this.record(by, destination, siteId, destinationId, replayed);
    await announceDue(this.redis.shared, [destinationId]);
    return { ...report, replayed, replay_id };
  }

  async progress(by: Principal, siteId: string, destinationId: string, replayId: string): Promise<ReplayProgress> {
    await this.find(by, siteId, destinationId);
    const [progress] = await this.system.query<ReplayProgress>(PROGRESS, [destinationId, replayId]);
    if (progress!.total === 0) throw notFound('replay');
    return progress!;
  }

  /** Only who sees the site finds its destination. */
  private async find(by: Principal, siteId: string, destinationId: string): Promise<Destination> {
    const found = await this.tenants.sql(scopeOf(by), (client) =>
      client.query<Destination>(
        'select s.agency_id, d.plugin from destinations d join sites s on s.id = d.site_id where d.id = $1 and d.site_id = $2',
        [destinationId, siteId],
      ),
    );
    if (found.rows[0] === undefined) throw notFound('destination');
    return found.rows[0];
  }

  /** As new: attempts and backoff begin again. */
  private async putBack(parameters: readonly unknown[]): Promise<Pick<ReplayReport, 'replayed' | 'replay_id'>> {
    const rows = await this.system.query<{ replay_id: string }>(
      `with replay as materialized (select uuidv7() as id), letters as (
         update dead_letters set replayed_at = now()
         where ${MATCHING} and event_at > now() - make_interval(hours => $7::int)
         returning delivery_id)
       update deliveries set state = 'pending', reason = 'waiting', message = null, vendor_message = null, attempts = 0, first_attempt_at = null, due_at = now(),
         finished_at = null, duration_ms = null, vendor_ref = null, replay_id = (select id from replay)
       where id in (select delivery_id from letters) and destination_id = $1 and state = 'dead' returning replay_id`,
      parameters,
    );
    return { replayed: rows.length, replay_id: rows[0]?.replay_id ?? null };
  }

  private record(by: Principal, { agency_id, plugin }: Destination, siteId: string, destinationId: string, events: number): Promise<void> {
    return this.tenants.entities(scopeOf(by), (em) =>
      this.auditLog.record(em, by, {
        agencyId: agency_id,
        action: 'destination.replayed',
        targetType: 'destination',
        targetId: destinationId,
        details: { siteId, plugin, events },
      }),
    );
  }
}
