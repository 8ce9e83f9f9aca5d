import { Injectable } from '@nestjs/common';
import { Counter, Gauge, Histogram, register } from 'prom-client';
import type { JobOutcome } from './job-store.js';

/** Metrics of the runs of this process. */
@Injectable()
export class JobMetrics {
  private readonly runs = metric('warp_job_runs_total', (name) => new Counter({ name, help: 'Runs of schedules, by how they ended.', labelNames: ['schedule', 'outcome'] }));
  private readonly duration = metric(
    'warp_job_duration_seconds',
    (name) => new Histogram({ name, help: 'Time a run of a schedule took.', labelNames: ['schedule'], buckets: [0.01, 0.1, 1, 10, 60, 600, 3600] }),
  );
  private readonly lastSuccess = metric(
    'warp_job_last_success_timestamp_seconds',
    (name) => new Gauge({ name, help: 'When this process last ran a schedule to its end.', labelNames: ['schedule'] }),
  );

  /** A run began. @returns to be called when it is over */
  started(schedule: string): (outcome: JobOutcome) => void {
    const startedAt = performance.now();
    return (outcome) => {
      this.runs.inc({ schedule, outcome });
      this.duration.observe({ schedule }, (performance.now() - startedAt) / 1000);
      if (outcome === 'succeeded') this.lastSuccess.set({ schedule }, Date.now() / 1000);
    };
  }
}

/** One of a name for the whole process, which may hold several applications in tests. */
const metric = <Metric>(name: string, make: (name: string) => Metric): Metric => (register.getSingleMetric(name) as Metric | undefined) ?? make(name);
