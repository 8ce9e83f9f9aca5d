import { Inject, Injectable } from '@nestjs/common';
import { LIMITS } from '@warp/contracts';
import { CONFIG } from '../config/config.module.js';
import type { ServicesConfig } from '../config/config.js';
import { asOwner } from '../database/owner-connection.js';
import { ensurePartitions } from '../database/partitions.js';
import { SystemDatabase } from '../database/system-database.js';
import { Scheduled } from '../jobs/schedule.js';

/** What the pipeline's tables need from time to time. */
@Injectable()
export class Housekeeping {
  constructor(
    @Inject(CONFIG) private readonly config: ServicesConfig,
    private readonly database: SystemDatabase,
  ) {}

  /** Event ids whose 48 hours are over. In one statement: the index on their time is a coarse one (BRIN), which batches would read again and again. */
  @Scheduled({ name: 'event-id-expiry', everyMs: 10 * 60_000, catchUp: 'latest', jitterMs: 30_000 })
  async expireEventIds(): Promise<void> {
    await this.database.query(`delete from event_ids where seen_at < now() - make_interval(secs => $1)`, [LIMITS.dedupeMs / 1000]);
  }

  /** The coming months' partitions. Only the tables' owner may add them, and no other work is done as owner: a connection for just this. */
  @Scheduled({ name: 'partitions', everyMs: 3_600_000, catchUp: 'latest', jitterMs: 60_000 })
  async makePartitions(): Promise<void> {
    await asOwner(this.config.databaseUrl, (owner) => ensurePartitions((sql) => owner.query(sql), new Date()));
  }
}
