import { Injectable, Logger, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { SystemDatabase } from '../../database/system-database.js';

/** How long a dead letter can be sent again; with it go the personal fields that were kept for that. */
export const DEAD_LETTER_DAYS = 30;

const EVERY_MS = 10 * 60_000;

/** Of one turn, so that no transaction grows long. */
const MOST = 10_000;

/** Lets go of dead letters whose time is over. Every worker does it; doing it twice does no harm. */
@Injectable()
export class DeadLetterExpiry implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly logger = new Logger(DeadLetterExpiry.name);
  private timer: NodeJS.Timeout | undefined;

  constructor(private readonly database: SystemDatabase) {}

  onApplicationBootstrap(): void {
    this.timer = setInterval(() => void this.run(), EVERY_MS).unref();
  }

  onApplicationShutdown(): void {
    clearInterval(this.timer);
  }

  /**
   * Removes those that are too old, and of their events what nothing else needs any more. That they were given up stays known.
   * @returns how many
   */
  async expire(): Promise<number> {
    return this.database.transaction(async (client) => {
      const { rows } = await client.query<{ outbox_id: number }>(
        `delete from dead_letters where id in (
           select id from dead_letters where created_at < now() - make_interval(days => $1) order by created_at limit $2 for update skip locked)
         returning outbox_id`,
        [DEAD_LETTER_DAYS, MOST],
      );
      const events = [...new Set(rows.map(({ outbox_id }) => outbox_id))];
      const { rows: unneeded } = await client.query<{ id: number }>(
        `select id from outbox o where id = any($1)
           and not exists (select 1 from dead_letters l where l.outbox_id = o.id)
           and not exists (select 1 from deliveries d where d.outbox_id = o.id and d.state in ('pending', 'sending', 'retrying'))
         for update`,
        [events],
      );
      const ids = unneeded.map(({ id }) => id);
      await client.query('update deliveries set outbox_id = null where outbox_id = any($1)', [ids]);
      await client.query('delete from outbox where id = any($1)', [ids]);
      return rows.length;
    });
  }

  private async run(): Promise<void> {
    try {
      while ((await this.expire()) === MOST);
    } catch (error) {
      this.logger.warn(`Dead letters expire at the next turn: ${error instanceof Error ? error.message : 'unknown'}`);
    }
  }
}
