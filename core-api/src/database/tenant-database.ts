import { type EntityManager, MikroORM } from '@mikro-orm/postgresql';
import { Inject, Injectable, type OnApplicationShutdown } from '@nestjs/common';
import pg from 'pg';
import { CONFIG } from '../config/config.module.js';
import type { ServicesConfig } from '../config/config.js';
import { poolFor } from './pool.js';
import { inTransaction } from './system-database.js';
import { SET_SCOPE, scopeParameters, type TenantScope } from './tenant-scope.js';

/**
 * The database as one person may see it (role `warp_app` under row-level security). Every piece of work says for whom it
 * is done and runs in a transaction of its own; work without a scope would see no row at all.
 */
@Injectable()
export class TenantDatabase implements OnApplicationShutdown {
  private readonly pool: pg.Pool;

  constructor(
    @Inject(CONFIG) config: ServicesConfig,
    private readonly orm: MikroORM,
  ) {
    this.pool = poolFor(config, 'warp_app', 10);
  }

  /** Works on entities; changes are flushed and committed when `work` returns. */
  async entities<T>(scope: TenantScope, work: (em: EntityManager) => Promise<T>): Promise<T> {
    return this.orm.em.fork().transactional(async (em) => {
      await em.execute(SET_SCOPE.replace(/\$\d/g, '?'), scopeParameters(scope));
      return work(em);
    });
  }

  /** Reads with plain SQL (`$1` parameters), for figures. */
  async sql<T>(scope: TenantScope, work: (client: pg.PoolClient) => Promise<T>): Promise<T> {
    return inTransaction(this.pool, async (client) => {
      await client.query(SET_SCOPE, scopeParameters(scope));
      return work(client);
    });
  }

  async onApplicationShutdown(): Promise<void> {
    await this.pool.end();
  }
}
