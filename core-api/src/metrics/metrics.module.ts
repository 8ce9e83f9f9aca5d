import { Module } from '@nestjs/common';
import { PostgresEventStore } from './postgres/postgres-event-store.js';
import { PostgresMetrics } from './postgres/postgres-metrics.js';
import { Metrics } from './query/port.js';
import { EventStore } from './write.js';

/** Events, sessions and the numbers made of them: written by the pipeline, read by everything that shows a number. */
@Module({
  providers: [
    { provide: EventStore, useClass: PostgresEventStore },
    { provide: Metrics, useClass: PostgresMetrics },
  ],
  exports: [EventStore, Metrics],
})
export class MetricsModule {}
