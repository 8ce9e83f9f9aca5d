import { Injectable, Logger, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { SystemDatabase } from '../database/system-database.js';
import { FAILED_DAYS } from './failed-events.js';

const EVERY_MS = 10 * 60_000;

/** Of one turn, so that no transaction grows long. */
const MOST = 10_000;

/** Counts stay as long as a range may reach back. */
const COUNT_DAYS = 400;

/** Lets go of rejected events, and of counts, whose time is over. Every worker does it; doing it twice does no harm. */
@Injectable()
export class FailedEventExpiry implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly logger = new Logger(FailedEventExpiry.name);
  private timer: NodeJS.Timeout | undefined;

  constructor(private readonly database: SystemDatabase) {}

  onApplicationBootstrap(): void {
    this.timer = setInterval(() => void this.run(), EVERY_MS).unref();
  }

  onApplicationShutdown(): void {
    clearInterval(this.timer);
  }

  /** @returns how many events */
  async expire(): Promise<number> {
    return this.database.transaction(async (client) => {
      const { rowCount } = await client.query(
        `delete from failed_events where id in (
           select id from failed_events where received_at < now() - make_interval(days => $1) limit $2 for update skip locked)`,
        [FAILED_DAYS, MOST],
      );
      await client.query('delete from failed_event_counts where hour < now() - make_interval(days => $1)', [COUNT_DAYS]);
      await client.query('delete from data_quality where day < now() - make_interval(days => $1)', [COUNT_DAYS]);
      return rowCount ?? 0;
    });
  }

  private async run(): Promise<void> {
    try {
      while ((await this.expire()) === MOST);
    } catch (error) {
      this.logger.warn(`Failed events expire at the next turn: ${error instanceof Error ? error.message : 'unknown'}`);
    }
  }
}
