import { Module } from '@nestjs/common';
import { Enrichers } from '../plugins/enrichers.js';
import { SharedCache } from '../plugins/shared-cache.js';
import { BatchProcessor } from './batch-processor.js';
import { BatchStore } from './batch-store.js';
import { Housekeeping } from './housekeeping.js';
import { LogWorker } from './log-worker.js';
import { PipelineFigures } from './pipeline-figures.js';
import { Quarantine } from './quarantine.js';
import { VisitorSalts } from './visitor-salts.js';

/** Stores the event log. */
@Module({
  providers: [BatchProcessor, BatchStore, Enrichers, Housekeeping, LogWorker, PipelineFigures, Quarantine, SharedCache, VisitorSalts],
})
export class PipelineModule {}
