import { Injectable } from '@nestjs/common';
import { SystemDatabase } from '../database/system-database.js';
import { Scheduled } from './schedule.js';

/** How long runs can be looked up. */
const RUN_DAYS = 30;

/** A schedule that no process has had for so long was removed from the code. */
const SCHEDULE_DAYS = 90;

/** Removes old runs. The last of each schedule stays: it says which slots are still to come. */
@Injectable()
export class JobRunExpiry {
  constructor(private readonly database: SystemDatabase) {}

  @Scheduled({ name: 'job-run-expiry', everyMs: 3_600_000, catchUp: 'latest', jitterMs: 60_000 })
  async expire(): Promise<void> {
    await this.database.query(
      `delete from job_runs r where finished_at < now() - make_interval(days => $1)
         and slot < (select max(slot) from job_runs l where l.schedule = r.schedule)`,
      [RUN_DAYS],
    );
    await this.database.query('delete from job_schedules where seen_at < now() - make_interval(days => $1)', [SCHEDULE_DAYS]);
  }
}
