import { Module } from '@nestjs/common';
import { EnrichmentApiModule } from '../enrichment/api/enrichment-api.module.js';
import { DestinationsModule } from '../destinations/destinations.module.js';
import { HealthController } from './health.controller.js';
import { MetricsController } from './metrics.controller.js';
import { JobsController } from './jobs.controller.js';
import { IdentityModule } from '../identity/identity.module.js';
import { MonitoringController } from './monitoring.controller.js';
import { QuarantineController } from './quarantine.controller.js';
import { QuarantinedEntries } from './quarantined-entries.js';

/** Health and metrics, for every role. */
@Module({ controllers: [HealthController, MetricsController] })
export class HealthModule {}

/** What people see of the machinery. */
@Module({ imports: [DestinationsModule, EnrichmentApiModule, IdentityModule], controllers: [JobsController, MonitoringController, QuarantineController], providers: [QuarantinedEntries] })
export class MonitoringModule {}
