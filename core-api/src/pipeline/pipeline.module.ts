import { type DynamicModule, Module, type ModuleMetadata } from '@nestjs/common';
import { BatchProcessor } from './batch-processor.js';
import { BatchStore } from './batch-store.js';
import { Housekeeping } from './housekeeping.js';
import { LogWorker } from './log-worker.js';
import { PipelineFigures } from './pipeline-figures.js';
import { Quarantine } from './quarantine.js';
import { VisitorSalts } from './visitor-salts.js';

/** Stores the event log. `imports` must bring `SiteDirectory` and `Enrichers`. */
@Module({})
export class PipelineModule {
  static forRoot(imports: NonNullable<ModuleMetadata['imports']>): DynamicModule {
    return {
      module: PipelineModule,
      imports,
      providers: [BatchProcessor, BatchStore, Housekeeping, LogWorker, PipelineFigures, Quarantine, VisitorSalts],
    };
  }
}
