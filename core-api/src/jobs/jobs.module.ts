import { BullModule } from '@nestjs/bull';
import { Module } from '@nestjs/common';
import { DiscoveryModule, MetadataScanner } from '@nestjs/core';
import { CONFIG } from '../config/config.module.js';
import type { ServicesConfig } from '../config/config.js';
import { JobMetrics } from './job-metrics.js';
import { JobRunExpiry } from './job-run-expiry.js';
import { JobStore } from './job-store.js';
import { Scheduler } from './scheduler.js';
import { JOBS_QUEUE, WakeUps } from './wake-ups.js';

/**
 * Runs what modules declare with `@Scheduled`: work that is due at a time, once per installation.
 *
 * What every process does for itself stays a timer of its own: adding up counts of its memory, renewing leases, looking at its sockets, reading
 * revocations. So do the loops that look for due rows of a queue in PostgreSQL (deliveries, deletions, erasures at vendors) and claim them one by one:
 * several processes share that work, and it begins within seconds.
 */
@Module({
  imports: [
    DiscoveryModule,
    BullModule.registerQueueAsync({
      name: JOBS_QUEUE,
      inject: [CONFIG],
      // Processes of other roles have other schedules: they must not take these wake-ups.
      useFactory: (config: ServicesConfig) => ({ url: config.redisUrl, prefix: `{warp-jobs-${[...config.roles].sort().join('-')}}` }),
    }),
  ],
  providers: [JobMetrics, JobRunExpiry, JobStore, MetadataScanner, Scheduler, WakeUps],
})
export class JobsModule {}
