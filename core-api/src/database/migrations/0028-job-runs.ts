import { Migration } from '@mikro-orm/migrations';

/** Work that is due at a time, and its runs: the rows decide which process runs what. */
export class JobRuns extends Migration {
  override up(): void {
    this.addSql(`
      create table job_schedules (
        name varchar(64) primary key,
        every_ms bigint check (every_ms > 0),
        cron varchar(100),
        zone varchar(64),
        catch_up varchar(6) not null check (catch_up in ('each', 'latest')),
        jitter_ms bigint not null,
        -- Slots before this are none that were missed.
        registered_at timestamptz not null default now(),
        -- When a process last had it.
        seen_at timestamptz not null default now(),
        check ((every_ms is null) = (cron is not null) and (cron is null) = (zone is null))
      );

      create table job_runs (
        schedule varchar(64) not null references job_schedules on delete cascade,
        -- The time it was due.
        slot timestamptz not null,
        started_at timestamptz not null default now(),
        finished_at timestamptz,
        outcome varchar(9) check (outcome in ('succeeded', 'failed')),
        -- Without personal data.
        error varchar(500),
        -- The process at work on it, and until when no other may be.
        taken_by varchar(100) not null,
        lease_until timestamptz not null,
        -- How many processes have begun it.
        takes smallint not null default 1,
        primary key (schedule, slot),
        check ((finished_at is null) = (outcome is null))
      );
      -- A schedule does not overlap itself.
      create unique index job_runs_unfinished on job_runs (schedule) where finished_at is null;

      alter table job_schedules enable row level security;
      create policy job_schedules_app on job_schedules for select to warp_app using (warp_scope() = 'all');
      create policy job_schedules_system on job_schedules to warp_system using (true) with check (true);
      grant select on job_schedules to warp_app;
      grant select, insert, update, delete on job_schedules to warp_system;

      alter table job_runs enable row level security;
      create policy job_runs_app on job_runs for select to warp_app using (warp_scope() = 'all');
      create policy job_runs_system on job_runs to warp_system using (true) with check (true);
      grant select on job_runs to warp_app;
      grant select, insert, update, delete on job_runs to warp_system;
    `);
  }

  override down(): void {
    this.addSql('drop table job_runs, job_schedules;');
  }
}
