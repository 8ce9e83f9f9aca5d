import { type DynamicModule, Module } from '@nestjs/common';
import { RuntimesModule } from '../destinations/runtime/runtimes.module.js';
import { JobsModule } from '../jobs/jobs.module.js';
import { PluginsModule } from '../plugins/plugins.module.js';
import { TokensModule } from '../destinations/accounts/tokens.module.js';
import { PersonErasures } from './person-erasures.js';
import { PersonMarks } from './person-marks.js';
import { VendorErasures } from './vendor-erasures.js';

/** Erases people. */
@Module({ providers: [PersonErasures, PersonMarks], exports: [PersonErasures] })
export class ErasureModule {
  /** For the role `deliver`, which reaches the vendors. */
  static forWorker(): DynamicModule {
    return { module: ErasureWorkerModule, imports: [ErasureModule, JobsModule, PluginsModule, RuntimesModule, TokensModule], providers: [VendorErasures] };
  }
}

/** Apart, so that the API has no worker of its own. */
class ErasureWorkerModule {}
