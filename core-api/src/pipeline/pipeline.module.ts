import { Module } from '@nestjs/common';
import { SiteDirectoryModule } from '../site-directory/site-directory.module.js';
import { EnrichmentModule } from '../enrichment/enrichment.module.js';
import { JobsModule } from '../jobs/jobs.module.js';
import { MetricsModule } from '../metrics/metrics.module.js';
import { ErasedPeople } from '../privacy/erased-people.js';
import { PersonMarks } from '../privacy/person-marks.js';
import { BatchProcessor } from './batch-processor.js';
import { BatchStore } from './batch-store.js';
import { Housekeeping } from './housekeeping.js';
import { LogWorker } from './log-worker.js';
import { PipelineFigures } from './pipeline-figures.js';
import { Quarantine } from './quarantine.js';
import { SealStored } from './seal-stored.js';
import { VisitorSalts } from './visitor-salts.js';

/** Stores the event log. */
@Module({
  imports: [EnrichmentModule, JobsModule, MetricsModule, SiteDirectoryModule],
  providers: [BatchProcessor, BatchStore, ErasedPeople, Housekeeping, LogWorker, PersonMarks, PipelineFigures, Quarantine, SealStored, VisitorSalts],
})
export class PipelineModule {}
