import { type DynamicModule, Module } from '@nestjs/common';
import { SiteDirectoryModule } from '../site-directory/site-directory.module.js';
import { IdentityModule } from '../identity/identity.module.js';
import { JobsModule } from '../jobs/jobs.module.js';
import { FailedEventExpiry } from './failed-event-expiry.js';
import { FailedEventRetries } from './failed-event-retries.js';
import { FailedEventList } from './failed-events.js';
import { FailedEventsController } from './failed-events.controller.js';
import { Findings } from './findings.js';
import { FindingsController } from './findings.controller.js';

/** What the form of events costs, and events that were rejected for it. */
@Module({})
export class DataQualityModule {
  /** For the role `process`: lets go of what is old. */
  static forWorker(): DynamicModule {
    return { module: DataQualityModule, imports: [JobsModule], providers: [FailedEventExpiry] };
  }

  /** For the role `serve`. */
  static forApi(): DynamicModule {
    return {
      module: DataQualityApiModule,
      imports: [IdentityModule, SiteDirectoryModule],
      controllers: [FindingsController, FailedEventsController],
      providers: [Findings, FailedEventList, FailedEventRetries],
    };
  }
}

/** Apart from the worker's module, so that one process can be both. */
class DataQualityApiModule {}
