import type { WarpEvent } from '@warp/contracts';
import { Injectable } from '@nestjs/common';
import { SystemDatabase } from '../../database/system-database.js';
import { KeyRing } from '../../secrets/key-ring.js';
import { OUTBOX_PURPOSE, type Personal } from './enqueue.js';
import type { Settlement } from './settle.js';

/** A delivery in hand, with its event. */
export interface ClaimedDelivery {
  readonly id: number;
  readonly outboxId: number;
  readonly attempts: number;
  readonly firstAttemptAt: number;
  /** The platform took it already and is to be asked what became of it. */
  readonly vendorRef: string | null;
  readonly event: WarpEvent;
}

/** A settled delivery. */
export interface Settled {
  readonly delivery: ClaimedDelivery;
  readonly settlement: Settlement;
  /** What the vendor itself said of a failure, fit to be shown. */
  readonly vendorMessage: string | null;
  readonly durationMs: number | null;
}

interface Row {
  id: number;
  outbox_id: number;
  attempts: number;
  first_attempt_at: Date;
  vendor_ref: string | null;
  event: Omit<WarpEvent, 'user'>;
  personal: Buffer | null;
}

const FINAL = ['delivered', 'skipped', 'dead'];

/** How long a claimed delivery belongs to its worker, unless the worker renews it; longer than any single request may take. */
export const LEASE_SECONDS = 120;

/** The delivery tables. */
@Injectable()
export class DeliveryStore {
  constructor(
    private readonly database: SystemDatabase,
    private readonly keyRing: KeyRing,
  ) {}

  /** Active destinations that have something due. Those of a deleted site wait: it may be restored. */
  async dueDestinations(): Promise<readonly { id: string; plugin: string }[]> {
    return this.database.query(
      `select d.id, d.plugin from destinations d join sites s on s.id = d.site_id and s.deletion_id is null
       where d.enabled and d.status = 'active' and exists (
         select 1 from deliveries where destination_id = d.id and state in ('pending', 'sending', 'retrying') and due_at <= now())`,
    );
  }

  /**
   * Takes due deliveries of a destination for one try. Those of a worker that died come along once their lease is over.
   * @param claim names the job they belong to from now on
   * @returns their ids
   */
  async claim(destinationId: string, claim: string, count: number): Promise<readonly number[]> {
    const rows = await this.database.query<{ id: number }>(
      `update deliveries set state = 'sending', reason = 'in_flight', due_at = now() + make_interval(secs => $3), claim = $4,
         first_attempt_at = coalesce(first_attempt_at, now())
       where (id, created_at) in (
         select id, created_at from deliveries
         where destination_id = $1 and state in ('pending', 'sending', 'retrying') and due_at <= now()
         order by due_at limit $2 for update skip locked)
       returning id`,
      [destinationId, count, LEASE_SECONDS, claim],
    );
    return rows.map(({ id }) => id);
  }

  /** Keeps claimed deliveries for another lease: many slow requests in a row may outlast one. */
  async renew(destinationId: string, claim: string, ids: readonly number[]): Promise<void> {
    await this.database.query(
      `update deliveries set due_at = now() + make_interval(secs => $4)
       where destination_id = $1 and claim = $2 and id = any($3) and state = 'sending'`,
      [destinationId, claim, ids, LEASE_SECONDS],
    );
  }

  /** Those of the ids that still belong to the claim. */
  async load(destinationId: string, claim: string, ids: readonly number[]): Promise<readonly ClaimedDelivery[]> {
    const rows = await this.database.query<Row>(
      `select d.id, d.outbox_id, d.attempts, d.first_attempt_at, d.vendor_ref, o.event, o.personal
       from deliveries d join outbox o on o.id = d.outbox_id
       where d.destination_id = $1 and d.claim = $2 and d.id = any($3) and d.state = 'sending' order by d.id`,
      [destinationId, claim, ids],
    );
    return rows.map((row) => ({
      id: row.id,
      outboxId: row.outbox_id,
      attempts: row.attempts,
      firstAttemptAt: row.first_attempt_at.getTime(),
      vendorRef: row.vendor_ref,
      event: { ...row.event, ...this.personalOf(row.personal) },
    }));
  }

  /**
   * Writes how tries ended, of those that still belong to the claim. Finished ones leave the outbox when they were the last; dead ones
   * keep it for a replay.
   */
  async settle(destinationId: string, claim: string, settled: readonly Settled[]): Promise<void> {
    if (settled.length === 0) return;
    await this.database.transaction(async (client) => {
      const { rows: written } = await client.query<{ id: number; outbox_id: number; state: string }>(
        `update deliveries d set state = n.state, reason = n.reason, message = n.message, attempts = n.attempts, due_at = n.due_at,
           vendor_message = n.vendor_message, vendor_ref = n.vendor_ref, claim = null, duration_ms = n.duration_ms, first_attempt_at = n.first_attempt_at,
           finished_at = case when n.is_final then now() end
         from unnest($2::bigint[], $3::text[], $4::text[], $5::text[], $6::smallint[], $7::timestamptz[], $8::text[], $9::int[], $10::bool[],
             $12::timestamptz[], $13::text[]) as n (id, state, reason, message, attempts, due_at, vendor_ref, duration_ms, is_final, first_attempt_at, vendor_message)
         where d.id = n.id and d.destination_id = $1 and d.claim = $11 and d.state = 'sending'
         returning d.id, d.outbox_id, d.state`,
        [
          destinationId,
          settled.map(({ delivery }) => delivery.id),
          settled.map(({ settlement }) => settlement.state),
          settled.map(({ settlement }) => settlement.reason.slice(0, 64)),
          settled.map(({ settlement }) => settlement.message?.slice(0, 500) ?? null),
          settled.map(({ settlement }) => settlement.attempts),
          settled.map(({ settlement }) => new Date(settlement.dueAt)),
          settled.map(({ settlement }) => settlement.vendorRef),
          settled.map(({ durationMs }) => durationMs),
          settled.map(({ settlement }) => FINAL.includes(settlement.state)),
          claim,
          settled.map(({ settlement }) => new Date(settlement.firstAttemptAt)),
          settled.map(({ vendorMessage }) => vendorMessage),
        ],
      );
      await client.query(
        `insert into dead_letters (delivery_id, outbox_id, site_id, destination_id, event_id, event_type, event_at, reason, message, vendor_message, attempts)
         select id, outbox_id, site_id, destination_id, event_id, event_type, event_at, reason, message, vendor_message, attempts
         from deliveries where id = any($1)`,
        [written.filter(({ state }) => state === 'dead').map(({ id }) => id)],
      );
      await client.query(
        `with done as (
           select o.id from outbox o where o.id = any($1)
             and not exists (select 1 from deliveries d where d.outbox_id = o.id and d.state not in ('delivered', 'skipped'))
           for update),
         -- What was replayed and settled since is no dead letter any more, and its personal fields go.
         buried as (delete from dead_letters where outbox_id in (select id from done) and replayed_at is not null),
         unlinked as (update deliveries set outbox_id = null where outbox_id in (select id from done))
         delete from outbox where id in (select id from done)
           and not exists (select 1 from dead_letters l where l.outbox_id = outbox.id and l.replayed_at is null)`,
        [[...new Set(written.map(({ outbox_id }) => outbox_id))]],
      );
    });
  }

  /**
   * Stops sending to a destination until its owner mends it.
   * @param changedAt of the destination when it was loaded: what its owner has mended meanwhile is not paused again
   */
  async pause(destinationId: string, reason: string, changedAt: string): Promise<void> {
    await this.database.query(`update destinations set status = 'paused', status_reason = $2, updated_at = now() where id = $1 and updated_at = $3::timestamptz`, [
      destinationId,
      reason.slice(0, 500),
      changedAt,
    ]);
  }

  private personalOf(sealed: Buffer | null): Personal {
    return sealed === null ? { user: {} } : (JSON.parse(this.keyRing.open(sealed, OUTBOX_PURPOSE).toString()) as Personal);
  }
}
