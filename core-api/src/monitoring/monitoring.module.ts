import { Module } from '@nestjs/common';
import { EnrichmentApiModule } from '../enrichment/api/enrichment-api.module.js';
import { StatesModule } from '../states/states.module.js';
import { HealthController } from './health.controller.js';
import { MetricsController } from './metrics.controller.js';
import { MonitoringController } from './monitoring.controller.js';

/** Health and metrics, for every role. */
@Module({ controllers: [HealthController, MetricsController] })
export class HealthModule {}

/** What people see of the machinery. */
@Module({ imports: [EnrichmentApiModule, StatesModule], controllers: [MonitoringController] })
export class MonitoringModule {}
