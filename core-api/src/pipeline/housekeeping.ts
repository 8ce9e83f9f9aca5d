import { Inject, Injectable, Logger, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { LIMITS } from '@warp/contracts';
import { CONFIG } from '../config/config.module.js';
import type { ServicesConfig } from '../config/config.js';
import { asOwner } from '../database/owner-connection.js';
import { ensurePartitions } from '../database/partitions.js';
import { SystemDatabase } from '../database/system-database.js';
import { Quarantine } from './quarantine.js';

const EVERY_MS = 10 * 60_000;

/** Lets go of event ids whose 48 hours are over and of what lay in quarantine for long, and makes the coming months' partitions. Every worker does it; doing it twice does no harm. */
@Injectable()
export class Housekeeping implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly logger = new Logger(Housekeeping.name);
  private timer: NodeJS.Timeout | undefined;

  constructor(
    @Inject(CONFIG) private readonly config: ServicesConfig,
    private readonly database: SystemDatabase,
    private readonly quarantine: Quarantine,
  ) {}

  onApplicationBootstrap(): void {
    this.timer = setInterval(() => void this.run(), EVERY_MS).unref();
  }

  onApplicationShutdown(): void {
    clearInterval(this.timer);
  }

  private async run(): Promise<void> {
    try {
      await this.database.query(`delete from event_ids where seen_at < now() - make_interval(secs => $1)`, [LIMITS.dedupeMs / 1000]);
      await this.quarantine.expire();
      await this.makePartitions();
    } catch (error) {
      this.logger.warn(`Housekeeping waits for its next turn: ${error instanceof Error ? error.message : 'unknown'}`);
    }
  }

  /** Only the tables' owner may add partitions, and no other work is done as owner: a connection for just this. */
  private async makePartitions(): Promise<void> {
    await asOwner(this.config.databaseUrl, (owner) => ensurePartitions((sql) => owner.query(sql), new Date()));
  }
}
