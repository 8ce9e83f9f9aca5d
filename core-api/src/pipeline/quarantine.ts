import { Injectable, Logger } from '@nestjs/common';
import type { LogEntry } from '../collect/log-entry.js';
import { days, expire } from '../database/expire.js';
import { SystemDatabase } from '../database/system-database.js';
import { type JobRun, Scheduled } from '../jobs/schedule.js';
import { KeyRing } from '../secrets/key-ring.js';
import { SiteHashes } from '../secrets/site-hashes.js';

/** Something of the log that could not be processed: an entry, or a line that is none. */
export type Quarantined = ({ readonly entry: LogEntry } | { readonly line: string }) & {
  /** Without values of the entry: it is shown and logged. */
  readonly reason: string;
  readonly attempts: number;
};

/** Purpose under which entries in quarantine are sealed. */
export const QUARANTINE_PURPOSE = 'quarantine';

/** How long it is kept; then it goes, with all that is personal in it. */
export const QUARANTINE_DAYS = 30;

/**
 * Keeps what cannot be processed, out of the way of the rest, until it is processed again or too old. The whole entry is sealed: it holds what
 * was sent, and may be the very thing a column refuses. Beside it lies by what a person's data are found and erased.
 */
@Injectable()
export class Quarantine {
  private readonly logger = new Logger(Quarantine.name);

  constructor(
    private readonly database: SystemDatabase,
    private readonly keyRing: KeyRing,
    private readonly hashes: SiteHashes,
  ) {}

  async put(items: readonly Quarantined[]): Promise<void> {
    for (const { reason, attempts, ...what } of items) {
      const text = 'line' in what ? what.line : JSON.stringify(what.entry);
      const columns = {
        sealed: this.keyRing.seal(text, QUARANTINE_PURPOSE),
        reason: reason.slice(0, 500),
        attempts,
        ...('entry' in what ? foundBy(what.entry, this.hashes) : {}),
      };
      const names = Object.keys(columns);
      await this.database.query(
        `insert into quarantine (${names.join(', ')}) values (${names.map((_, index) => `$${index + 1}`).join(', ')})`,
        Object.values(columns),
      );
      this.logger.warn(`An entry of the event log was put into quarantine: ${reason.slice(0, 200)}`);
    }
  }

  /** @returns how many were too old */
  @Scheduled({ name: 'quarantine-expiry', everyMs: 10 * 60_000, catchUp: 'latest', jitterMs: 30_000 })
  async expire({ signal }: Partial<JobRun> = {}): Promise<number> {
    return expire(this.database, { table: 'quarantine', column: 'created_at', ageSeconds: days(QUARANTINE_DAYS) }, signal);
  }
}

/** Columns by which an entry is found. */
interface FoundBy {
  readonly site_id: string;
  readonly event_id: string | null;
  readonly event_type?: string | null;
  readonly event_at?: Date;
  readonly user_id?: string | null;
  readonly visitor_id?: string | null;
  readonly session_id?: string | null;
  readonly email_hash?: string | null;
}

/** Texts as the columns can hold them: whatever made the entry fail must not keep it out of here. */
export function foundBy(entry: LogEntry, hashes: SiteHashes): FoundBy {
  if (entry.kind !== 'event') return { site_id: entry.site, event_id: held(entry.id, 128) };
  const { event } = entry;
  const at = new Date(entry.at);
  return {
    site_id: entry.site,
    event_id: held(event.event_id, 128),
    event_type: held(event.event_type, 100),
    ...(Number.isNaN(at.getTime()) ? {} : { event_at: at }),
    user_id: held(event.user_id, 255),
    visitor_id: held(event.visitor_id, 255),
    session_id: held(event.session_id, 255),
    email_hash: typeof event.user?.email === 'string' ? hashes.of(entry.site).ofText(event.user.email) : null,
  };
}

const held = (value: unknown, length: number): string | null =>
  typeof value === 'string' ? value.replaceAll('\0', '').slice(0, length).toWellFormed() : null;
