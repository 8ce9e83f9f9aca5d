import { Module } from '@nestjs/common';
import { AnalyticsController } from './analytics.controller.js';
import { AnalyticsStore } from './analytics-store.js';
import { PostgresAnalyticsStore } from './postgres/postgres-analytics-store.js';

/** Figures for panels and reports. */
@Module({
  controllers: [AnalyticsController],
  providers: [{ provide: AnalyticsStore, useClass: PostgresAnalyticsStore }],
  exports: [AnalyticsStore],
})
export class AnalyticsModule {}
