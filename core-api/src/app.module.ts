import { type DynamicModule, Module, type ModuleMetadata } from '@nestjs/common';
import { AnalyticsModule } from './analytics/analytics.module.js';
import { CollectModule } from './collect/collect.module.js';
import { ConfigModule } from './config/config.module.js';
import type { Role, ServicesConfig } from './config/config.js';
import { DataQualityModule } from './data-quality/data-quality.module.js';
import { DashboardModule } from './dashboard/dashboard.module.js';
import { DatabaseModule } from './database/database.module.js';
import { DeliveryModule } from './delivery/delivery.module.js';
import { DemoModule } from './demo/demo.module.js';
import { EnrichmentApiModule } from './enrichment/api/enrichment-api.module.js';
import { IdentityModule } from './identity/identity.module.js';
import { LiveModule } from './live/live.module.js';
import { HealthModule, MonitoringModule } from './monitoring/monitoring.module.js';
import { OpenApiModule } from './openapi/openapi.module.js';
import { PipelineModule } from './pipeline/pipeline.module.js';
import type { FoundPlugin } from '@warp/plugin-sdk/host';
import { pluginModules } from './plugins/plugins.module.js';
import { RedisModule } from './redis/redis.module.js';
import { DeletionModule } from './retention/deletion/deletion.module.js';
import { ErasureModule } from './privacy/erasure.module.js';
import { SecretsModule } from './secrets/secrets.module.js';
import { WordPressModule } from './wordpress/wordpress.module.js';
import { SitesModule } from './sites/sites.module.js';

type Imports = NonNullable<ModuleMetadata['imports']>;

/** What a role needs beyond what every process has. */
const ROLE_MODULES: Readonly<Record<Role, () => Imports>> = {
  collect: () => [CollectModule],
  process: () => [PipelineModule, DataQualityModule.forWorker()],
  deliver: () => [DeliveryModule.forWorker(), DeletionModule.forWorker(), ErasureModule.forWorker()],
  serve: () => [IdentityModule, SitesModule, WordPressModule, AnalyticsModule, EnrichmentApiModule, LiveModule, MonitoringModule, DeliveryModule.forApi(), DataQualityModule.forApi(), DeletionModule.forApi(), OpenApiModule, DashboardModule],
};

/** One process of Warp: the common ground, and the modules of its roles. */
@Module({})
export class AppModule {
  static forRoot(config: ServicesConfig, plugins: readonly FoundPlugin[]): DynamicModule {
    return {
      module: AppModule,
      imports: [
        ConfigModule.forRoot(config, plugins),
        SecretsModule,
        RedisModule,
        DatabaseModule,
        ...pluginModules(plugins),
        HealthModule,
        ...[...config.roles].flatMap((role) => ROLE_MODULES[role]()),
        ...(config.demo ? [DemoModule] : []),
      ],
    };
  }
}
