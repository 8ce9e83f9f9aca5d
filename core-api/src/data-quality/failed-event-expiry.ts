import { Injectable } from '@nestjs/common';
import { days, expire } from '../database/expire.js';
import { SystemDatabase } from '../database/system-database.js';
import { type JobRun, Scheduled } from '../jobs/schedule.js';
import { FAILED_DAYS } from './failed-events.js';

/** Counts stay as long as a range may reach back. */
const COUNT_DAYS = 400;

/** Removes rejected events, and counts, whose time is over. */
@Injectable()
export class FailedEventExpiry {
  constructor(private readonly database: SystemDatabase) {}

  /** @returns how many events */
  @Scheduled({ name: 'failed-event-expiry', everyMs: 10 * 60_000, catchUp: 'latest', jitterMs: 30_000 })
  async expire({ signal }: Partial<JobRun> = {}): Promise<number> {
    await expire(this.database, { table: 'failed_event_counts', column: 'hour', ageSeconds: days(COUNT_DAYS) }, signal);
    await expire(this.database, { table: 'data_quality', column: 'day', ageSeconds: days(COUNT_DAYS) }, signal);
    return expire(this.database, { table: 'failed_events', column: 'received_at', ageSeconds: days(FAILED_DAYS) }, signal);
  }
}
