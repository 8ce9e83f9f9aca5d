import type pg from 'pg';
import type { JobOutcome } from './job-store.js';
import type { Timing } from './schedule.js';
import { nextSlot, slotsBetween } from './slots.js';

/** A run, as it went. */
export interface JobRunReport {
  readonly slot: Date;
  readonly started_at: Date;
  readonly finished_at: Date | null;
  readonly duration_ms: number | null;
  readonly outcome: JobOutcome | null;
  readonly error: string | null;
  readonly taken_by: string;
  readonly takes: number;
}

/** A schedule of the installation, whichever processes have it. */
export interface JobReport {
  readonly name: string;
  readonly timing: Timing;
  readonly catch_up: 'each' | 'latest';
  readonly jitter_ms: number;
  /** In the past when a slot is due that no process has begun yet. */
  readonly next_run_at: Date | null;
  readonly last_success_at: Date | null;
  readonly last_run: JobRunReport | null;
}

interface Row {
  readonly name: string;
  readonly every_ms: number | null;
  readonly cron: string | null;
  readonly zone: string | null;
  readonly catch_up: 'each' | 'latest';
  readonly jitter_ms: number;
  readonly registered_at: Date;
  readonly now: Date;
  readonly last_success_at: Date | null;
  readonly slot: Date | null;
}

/** Every schedule with its last and next run, by name. Who may see them is the connection's affair. */
export async function readJobs(client: pg.PoolClient): Promise<readonly JobReport[]> {
  const { rows } = await client.query<Row & JobRunReport>(
    `select s.name, s.every_ms, s.cron, s.zone, s.catch_up, s.jitter_ms, s.registered_at, now() as now,
       (select max(finished_at) from job_runs x where x.schedule = s.name and x.outcome = 'succeeded') as last_success_at,
       r.slot, r.started_at, r.finished_at, r.outcome, r.error, r.taken_by, r.takes,
       (extract(epoch from r.finished_at - r.started_at) * 1000)::float as duration_ms
     from job_schedules s
     left join lateral (select * from job_runs x where x.schedule = s.name order by x.slot desc limit 1) r on true
     order by s.name`,
  );
  return rows.map((row) => {
    const { name, catch_up, jitter_ms, last_success_at } = row;
    return { name, timing: timingOf(row), catch_up, jitter_ms, next_run_at: nextRunOf(row), last_success_at, last_run: lastRunOf(row) };
  });
}

const timingOf = ({ every_ms, cron, zone }: Row): Timing => (every_ms === null ? { cron: cron!, zone: zone! } : { everyMs: every_ms });

function nextRunOf(row: Row): Date | null {
  const timing = timingOf(row);
  const after = row.slot ?? row.registered_at;
  const [due] = slotsBetween(timing, after, row.now, 1);
  return due ?? nextSlot(timing, after > row.now ? after : row.now) ?? null;
}

function lastRunOf({ slot, started_at, finished_at, duration_ms, outcome, error, taken_by, takes }: Row & JobRunReport): JobRunReport | null {
  return slot === null ? null : { slot, started_at, finished_at, duration_ms: duration_ms === null ? null : Math.round(duration_ms), outcome, error, taken_by, takes };
}
