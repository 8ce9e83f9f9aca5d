import { type DynamicModule, Module } from '@nestjs/common';
import { PluginsModule } from '../../plugins/plugins.module.js';
import { SiteDirectoryModule } from '../../site-directory/site-directory.module.js';
import { IdentityModule } from '../../identity/identity.module.js';
import { TokensModule } from '../../destinations/accounts/tokens.module.js';
import { AuditLog } from '../../identity/audit-log/audit-log.js';
import { DeletionWorker } from './deletion-worker.js';
import { Deletions } from './deletions.js';
import { DeletionsController } from './deletions.controller.js';
import { PostgresStore } from './postgres-store.js';
import { RedisStore } from './redis-store.js';
import { TENANT_STORES, type TenantStore } from './tenant-store.js';
import { VendorAccounts } from './vendor-accounts.js';

/** Where data of a site is kept, in the order it is removed. */
const STORES = [VendorAccounts, RedisStore, PostgresStore];

/** Deletes sites and agencies, with everything of theirs. */
@Module({})
export class DeletionModule {
  /** For the role `deliver`, which reaches the vendors: removes what is due. */
  static forWorker(): DynamicModule {
    return {
      module: DeletionModule,
      imports: [PluginsModule, SiteDirectoryModule, TokensModule],
      providers: [AuditLog, DeletionWorker, ...STORES, { provide: TENANT_STORES, inject: STORES, useFactory: (...stores: TenantStore[]) => stores }],
      exports: [DeletionWorker],
    };
  }

  /** For the role `serve`: deletes and restores. */
  static forApi(): DynamicModule {
    return { module: DeletionApiModule, imports: [IdentityModule, SiteDirectoryModule], controllers: [DeletionsController], providers: [Deletions] };
  }
}

/** Apart from the worker's module, so that one process can be both. */
class DeletionApiModule {}
