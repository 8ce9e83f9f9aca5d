import { Injectable } from '@nestjs/common';
import { Counter, Histogram, register } from 'prom-client';

/** What the pipeline says about its own work, for /metrics. */
@Injectable()
export class PipelineFigures {
  private readonly events = counter('warp_pipeline_entries_total', 'Entries of the event log that were stored.');
  private readonly seconds = histogram('warp_pipeline_batch_seconds', 'Time from reading a batch to its acknowledgement.');

  batchStored(events: number, milliseconds: number): void {
    this.events.inc(events);
    this.seconds.observe(milliseconds / 1000);
  }
}

const counter = (name: string, help: string): Counter =>
  (register.getSingleMetric(name) as Counter | undefined) ?? new Counter({ name, help });

const histogram = (name: string, help: string): Histogram =>
  (register.getSingleMetric(name) as Histogram | undefined) ??
  new Histogram({ name, help, buckets: [0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5] });
