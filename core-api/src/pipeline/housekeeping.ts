import { Injectable, Logger, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { LIMITS } from '@warp/contracts';
import { SystemDatabase } from '../database/system-database.js';

const EVERY_MS = 10 * 60_000;

/** Lets go of event ids whose 48 hours are over. Every worker does it; doing it twice does no harm. */
@Injectable()
export class Housekeeping implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly logger = new Logger(Housekeeping.name);
  private timer: NodeJS.Timeout | undefined;

  constructor(private readonly database: SystemDatabase) {}

  onApplicationBootstrap(): void {
    this.timer = setInterval(() => void this.run(), EVERY_MS).unref();
  }

  onApplicationShutdown(): void {
    clearInterval(this.timer);
  }

  private async run(): Promise<void> {
    try {
      await this.database.query(`delete from event_ids where seen_at < now() - make_interval(secs => $1)`, [LIMITS.dedupeMs / 1000]);
    } catch (error) {
      this.logger.warn(`Old event ids could not be removed: ${error instanceof Error ? error.message : 'unknown'}`);
    }
  }
}
