import { randomUUID } from 'node:crypto';
import { type BeforeApplicationShutdown, Inject, Injectable, Logger, type OnApplicationBootstrap } from '@nestjs/common';
import { SystemDatabase } from '../../database/system-database.js';
import { AuditLog } from '../../identity/audit-log/audit-log.js';
import { type Deletion, DELETION_COLUMNS, rowsIn } from './deletion.js';
import { LEASE_SECONDS } from './postgres-store.js';
import { type Lease, LeftUnfinished, TENANT_STORES, type TenantStore } from './tenant-store.js';

const EVERY_MS = 2_000;

/** Counting and asking vendors may take longer than a lease. */
const RENEWAL_MS = (LEASE_SECONDS * 1000) / 4;

/** After a fault. */
const PAUSE_SECONDS = 60;

/**
 * An erased site is looked at again for as long as something of it may have been on its way: in a spool on a disk that was away, or in a
 * process that had not heard of it.
 */
const SWEEP_HOURS = 48;
const SWEEP_EVERY_MINUTES = 30;

/**
 * Takes what is due: deletions whose time is over, and those another worker left unfinished. A lease says who is at work on one; it is
 * renewed while they are, and who lost it stops at the next batch.
 */
const TAKE = `
  update deletions set worker = $1, lease_until = now() + make_interval(secs => $2), begun_at = coalesce(begun_at, now()),
    state = case when state = 'waiting' then 'erasing' else state end
  where id = (
    select id from deletions
    where (lease_until is null or lease_until < now()) and (
      (state in ('waiting', 'erasing') and erase_at <= now())
      or (state = 'erased' and finished_at > now() - interval '${SWEEP_HOURS} hours' and swept_at < now() - interval '${SWEEP_EVERY_MINUTES} minutes'))
    order by (state = 'erased'), erase_at limit 1 for update skip locked)
  returning ${DELETION_COLUMNS}`;

/** Removes what was deleted once it can be restored no more. Every worker looks; each deletion has one at a time. */
@Injectable()
export class DeletionWorker implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly logger = new Logger(DeletionWorker.name);
  private readonly worker = randomUUID();
  private readonly stopping = new AbortController();
  private timer: NodeJS.Timeout | undefined;
  private running: Promise<void> | undefined;

  constructor(
    private readonly database: SystemDatabase,
    private readonly auditLog: AuditLog,
    @Inject(TENANT_STORES) private readonly stores: readonly TenantStore[],
  ) {}

  onApplicationBootstrap(): void {
    this.timer = setInterval(() => {
      this.running ??= this.run().finally(() => (this.running = undefined));
    }, EVERY_MS).unref();
  }

  /** A batch that was begun is finished; the rest goes on after the start. */
  async beforeApplicationShutdown(): Promise<void> {
    clearInterval(this.timer);
    this.stopping.abort();
    await this.running;
  }

  /** One deletion, as far as it gets. @returns whether there was one */
  async eraseNext(): Promise<boolean> {
    const [deletion] = await this.database.query<Deletion>(TAKE, [this.worker, LEASE_SECONDS]);
    if (deletion === undefined) return false;
    const renewal = setInterval(() => void this.renew(deletion), RENEWAL_MS).unref();
    try {
      const lease: Lease = { deletion, worker: this.worker, signal: this.stopping.signal };
      for (const store of this.stores) await (deletion.state === 'erased' ? store.sweep?.(lease) : store.erase(lease));
      await this.finish(deletion);
    } catch (error) {
      if (error instanceof LeftUnfinished) await this.release(deletion);
      else await this.putOff(deletion, error);
    } finally {
      clearInterval(renewal);
    }
    return true;
  }

  private async renew({ id }: Deletion): Promise<void> {
    await this.database
      .query('update deletions set lease_until = now() + make_interval(secs => $3) where id = $1 and worker = $2', [id, this.worker, LEASE_SECONDS])
      .catch((error: Error) => this.logger.warn(`A lease could not be renewed: ${error.message}`));
  }

  private async run(): Promise<void> {
    try {
      while (!this.stopping.signal.aborted && (await this.eraseNext()));
    } catch (error) {
      this.logger.warn(`Deletions wait for the next turn: ${error instanceof Error ? error.message : 'unknown'}`);
    }
  }

  private async finish(deletion: Deletion): Promise<void> {
    await this.database.transaction(async (client) => {
      const { rows } = await client.query<{ state: string; removed: Record<string, number> }>(
        `update deletions set lease_until = null, worker = null, problem = null, swept_at = now(), finished_at = coalesce(finished_at, now()),
           state = 'erased'
         where id = $1 and worker = $2 returning state, removed`,
        [deletion.id, this.worker],
      );
      const [row] = rows;
      if (row === undefined || deletion.state === 'erased') return;
      await this.auditLog.recordFor(client, deletion.requested_by, {
        agencyId: deletion.agency_id,
        action: `${deletion.subject}.erased`,
        targetType: deletion.subject,
        targetId: deletion.subject_id,
        details: { rows: rowsIn(row.removed) },
      });
    });
  }

  private async release({ id }: Deletion): Promise<void> {
    await this.database.query('update deletions set worker = null, lease_until = null where id = $1 and worker = $2', [id, this.worker]);
  }

  private async putOff(deletion: Deletion, error: unknown): Promise<void> {
    // A database's message repeats values.
    const { code } = error as { code?: unknown };
    const problem = typeof code === 'string' ? `The removal stopped (${code}) and is tried again.` : 'The removal stopped and is tried again.';
    this.logger.error(`The deletion ${deletion.id} stopped: ${error instanceof Error ? error.name : 'unknown'} ${typeof code === 'string' ? code : ''}`);
    await this.database.query('update deletions set problem = $3, worker = null, lease_until = now() + make_interval(secs => $4) where id = $1 and worker = $2', [
      deletion.id,
      this.worker,
      problem,
      PAUSE_SECONDS,
    ]);
  }
}
