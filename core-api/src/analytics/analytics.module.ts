import { Module } from '@nestjs/common';
import { CompaniesModule } from '../companies/companies.module.js';
import { MetricsModule } from '../metrics/metrics.module.js';
import { Analytics } from './analytics.js';
import { AnalyticsController } from './analytics.controller.js';

/** Figures for panels and reports. */
@Module({
  imports: [CompaniesModule, MetricsModule],
  controllers: [AnalyticsController],
  providers: [Analytics],
  exports: [Analytics],
})
export class AnalyticsModule {}
