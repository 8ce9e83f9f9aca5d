import { ReflectMetadataProvider } from '@mikro-orm/decorators/legacy';
import { MikroOrmModule } from '@mikro-orm/nestjs';
import { PostgreSqlDriver } from '@mikro-orm/postgresql';
import { Global, Module } from '@nestjs/common';
import { CONFIG } from '../config/config.module.js';
import type { ServicesConfig } from '../config/config.js';
import { Agency } from './entities/agency.entity.js';
import { ApiKey } from './entities/api-key.entity.js';
import { User } from './entities/user.entity.js';
import { UserSite } from './entities/user-site.entity.js';
import { DestinationConfig } from './entities/destination-config.entity.js';
import { Site } from './entities/site.entity.js';
import { loginUrl } from './login-roles.js';
import { workOptions } from './pool.js';
import { SystemDatabase } from './system-database.js';
import { TenantDatabase } from './tenant-database.js';

@Global()
@Module({
  imports: [
    MikroOrmModule.forRootAsync({
      inject: [CONFIG],
      driver: PostgreSqlDriver,
      useFactory: (config: ServicesConfig) => ({
        driver: PostgreSqlDriver,
        clientUrl: loginUrl(config, 'warp_app'),
        driverOptions: { options: workOptions('warp_app'), application_name: 'warp_app' },
        entities: [Agency, User, UserSite, ApiKey, Site, DestinationConfig],
        metadataProvider: ReflectMetadataProvider,
        forceUtcTimezone: true,
        registerRequestContext: false,
      }),
    }),
  ],
  providers: [SystemDatabase, TenantDatabase],
  exports: [SystemDatabase, TenantDatabase],
})
export class DatabaseModule {}
