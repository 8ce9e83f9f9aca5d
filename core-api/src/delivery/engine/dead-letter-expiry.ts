import { Injectable } from '@nestjs/common';
import type pg from 'pg';
import { days, expire } from '../../database/expire.js';
import { SystemDatabase } from '../../database/system-database.js';
import { type JobRun, Scheduled } from '../../jobs/schedule.js';

/** How long a dead letter can be sent again; with it go the personal fields that were kept for that. */
export const DEAD_LETTER_DAYS = 30;

/** Removes dead letters whose time is over. */
@Injectable()
export class DeadLetterExpiry {
  constructor(private readonly database: SystemDatabase) {}

  /**
   * Removes those that are too old, and of their events what nothing else needs any more. That they were given up stays known.
   * @returns how many
   */
  @Scheduled({ name: 'dead-letter-expiry', everyMs: 10 * 60_000, catchUp: 'latest', jitterMs: 30_000 })
  async expire({ signal }: Partial<JobRun> = {}): Promise<number> {
    return expire(this.database, { table: 'dead_letters', column: 'created_at', ageSeconds: days(DEAD_LETTER_DAYS), also: removeUnneeded }, signal);
  }
}

/** Removes the events of dead letters that are gone, unless another letter or delivery needs them. */
async function removeUnneeded(client: pg.PoolClient, letters: readonly { readonly outbox_id: number }[]): Promise<void> {
  const { rows } = await client.query<{ id: number }>(
    `select id from outbox o where id = any($1)
       and not exists (select 1 from dead_letters l where l.outbox_id = o.id)
       and not exists (select 1 from deliveries d where d.outbox_id = o.id and d.state in ('pending', 'sending', 'retrying'))
     for update`,
    [[...new Set(letters.map(({ outbox_id }) => outbox_id))]],
  );
  const ids = rows.map(({ id }) => id);
  await client.query('update deliveries set outbox_id = null where outbox_id = any($1)', [ids]);
  await client.query('delete from outbox where id = any($1)', [ids]);
}
