import { hostname } from 'node:os';
import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { SystemDatabase } from '../database/system-database.js';
import type { ScheduleDeclaration } from './schedule.js';

/** A process that has not renewed its run for so long is dead. */
export const LEASE_SECONDS = 60;

/** A run whose process died so often is given up: it may be what kills them. */
const MOST_TAKES = 3;

export type JobOutcome = 'succeeded' | 'failed';

/** Where a schedule stands, by PostgreSQL's clock: those of processes differ. */
export interface ScheduleState {
  readonly now: Date;
  readonly registered_at: Date;
  readonly last_slot: Date | null;
}

/** A run this process has taken. */
export interface TakenRun {
  readonly schedule: string;
  readonly slot: Date;
}

/**
 * The table that decides who runs what. `(schedule, slot)` is unique, so a slot is run once; of each schedule one row at most is unfinished, so it
 * does not overlap itself.
 */
@Injectable()
export class JobStore {
  /** Who has taken a run; for people, too. */
  private readonly process = `${hostname().slice(0, 60)}:${process.pid}:${randomUUID().slice(0, 8)}`;

  constructor(private readonly database: SystemDatabase) {}

  /** Makes a schedule known, with the time since when it is. */
  async register(declaration: ScheduleDeclaration): Promise<void> {
    const { name, catchUp, jitterMs = 0 } = declaration;
    const [everyMs, cron, zone] = 'everyMs' in declaration ? [declaration.everyMs, null, null] : [null, declaration.cron, declaration.zone];
    await this.database.query(
      `insert into job_schedules (name, every_ms, cron, zone, catch_up, jitter_ms) values ($1, $2, $3, $4, $5, $6)
       on conflict (name) do update set every_ms = excluded.every_ms, cron = excluded.cron, zone = excluded.zone, catch_up = excluded.catch_up,
         jitter_ms = excluded.jitter_ms, seen_at = now()`,
      [name, everyMs, cron, zone, catchUp, jitterMs],
    );
  }

  /** @returns undefined when it is not registered */
  async stateOf(schedule: string): Promise<ScheduleState | undefined> {
    const [state] = await this.database.query<ScheduleState>(
      `select clock_timestamp() as now, registered_at, (select max(slot) from job_runs where schedule = name) as last_slot
       from job_schedules where name = $1`,
      [schedule],
    );
    return state;
  }

  /** @returns undefined when another process has this slot or a later one, or a run is not over */
  async take(schedule: string, slot: Date): Promise<TakenRun | undefined> {
    const [run] = await this.database.query<TakenRun>(
      `insert into job_runs (schedule, slot, taken_by, lease_until)
       select $1::varchar, $2::timestamptz, $3, now() + make_interval(secs => $4) where not exists (select 1 from job_runs where schedule = $1 and slot >= $2)
       on conflict do nothing returning schedule, slot`,
      [schedule, slot, this.process, LEASE_SECONDS],
    );
    return run;
  }

  /** Takes a run whose process is dead, or let go of it. */
  async takeOver(schedule: string): Promise<TakenRun | undefined> {
    await this.database.query(
      `update job_runs set outcome = 'failed', finished_at = now(), error = $3
       where schedule = $1 and finished_at is null and lease_until < now() and takes >= $2`,
      [schedule, MOST_TAKES, `Its process ended before it was done, ${MOST_TAKES} times.`],
    );
    const [run] = await this.database.query<TakenRun>(
      `update job_runs set taken_by = $2, takes = takes + 1, started_at = now(), lease_until = now() + make_interval(secs => $3)
       where schedule = $1 and finished_at is null and lease_until < now() returning schedule, slot`,
      [schedule, this.process, LEASE_SECONDS],
    );
    return run;
  }

  /** @returns false when another process has taken it over */
  async renew({ schedule, slot }: TakenRun): Promise<boolean> {
    const rows = await this.database.query(
      `update job_runs set lease_until = now() + make_interval(secs => $4)
       where schedule = $1 and slot = $2 and taken_by = $3 and finished_at is null returning 1`,
      [schedule, slot, this.process, LEASE_SECONDS],
    );
    return rows.length > 0;
  }

  async finish({ schedule, slot }: TakenRun, outcome: JobOutcome, error: string | null): Promise<void> {
    await this.database.query(
      `update job_runs set finished_at = now(), outcome = $4, error = $5 where schedule = $1 and slot = $2 and taken_by = $3 and finished_at is null`,
      [schedule, slot, this.process, outcome, error],
    );
  }

  /** Lets another process have it at once. */
  async release({ schedule, slot }: TakenRun): Promise<void> {
    await this.database.query(
      `update job_runs set lease_until = '-infinity', takes = takes - 1 where schedule = $1 and slot = $2 and taken_by = $3 and finished_at is null`,
      [schedule, slot, this.process],
    );
  }
}
