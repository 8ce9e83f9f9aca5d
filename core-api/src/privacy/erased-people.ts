import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { DropEntry, EventEntry } from '../collect/log-entry.js';
import { SystemDatabase } from '../database/system-database.js';
import { isTheirs, knownBy } from './known-by.js';
import { PersonMarks } from './person-marks.js';

/** Erasures may be committed in another order than they began. What slips through all the same, the erasure itself finds when it looks again. */
const OVERLAP_MS = 10_000;

/** Everything is read again, so that what is over is forgotten. */
const ANEW_MS = 10 * 60_000;

/** When each mark of a site was erased last, in ms since 1970. */
type MarksOfSite = Map<string, number>;

/** Erased people, as the pipeline needs them: what they did before, and what only comes now, is not stored any more. */
@Injectable()
export class ErasedPeople {
  private bySite = new Map<string, MarksOfSite>();
  /** Of the newest erasure known, by PostgreSQL's clock; ms since 1970. */
  private newest = 0;
  private anewAt = 0;

  constructor(
    private readonly database: SystemDatabase,
    private readonly marks: PersonMarks,
  ) {}

  /** Parts events into those to be stored, and drops that stand for the others. */
  async part<T extends { readonly entry: EventEntry }>(events: readonly T[]): Promise<{ readonly kept: readonly T[]; readonly drops: readonly DropEntry[] }> {
    if (events.length === 0) return { kept: events, drops: [] };
    await this.refresh(Date.now());
    if (this.bySite.size === 0) return { kept: events, drops: [] };
    const [kept, drops]: [T[], DropEntry[]] = [[], []];
    for (const event of events) {
      if (this.isErased(event.entry)) drops.push(dropOf(event.entry));
      else kept.push(event);
    }
    return { kept, drops };
  }

  private isErased(entry: EventEntry): boolean {
    const marks = this.bySite.get(entry.site);
    if (marks === undefined) return false;
    return isTheirs(knownBy(entry), (kind, id) => this.marks.candidates(entry.site, kind, id).some((mark) => entry.at < (marks.get(mark) ?? -Infinity)));
  }

  /** Before every batch: there are few, and of those only the new ones are read. */
  private async refresh(now: number): Promise<void> {
    const isAnew = now - this.anewAt >= ANEW_MS;
    const rows = await this.database.query<{ site_id: string; requested_at: Date; marks: Buffer[] }>(
      'select site_id, requested_at, marks from person_erasures where kept_until > now() and requested_at > $1',
      [new Date(isAnew ? 0 : Math.max(0, this.newest - OVERLAP_MS))],
    );
    if (isAnew) {
      this.bySite = new Map();
      this.anewAt = now;
    }
    for (const { site_id, requested_at, marks } of rows) {
      const at = requested_at.getTime();
      this.newest = Math.max(this.newest, at);
      const known = this.bySite.get(site_id) ?? new Map<string, number>();
      this.bySite.set(site_id, known);
      for (const mark of marks) known.set(mark.toString('hex'), Math.max(at, known.get(mark.toString('hex')) ?? 0));
    }
  }
}

/** Counted once, however often the event comes. */
const dropOf = ({ site, receivedAt, event }: EventEntry): DropEntry => ({
  kind: 'drop',
  site,
  receivedAt,
  id: `erased:${createHash('sha256').update(event.event_id).digest('hex')}`,
  reason: 'erased',
  events: 1,
});
