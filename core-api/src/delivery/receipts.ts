import type pg from 'pg';
import { sentenceOf } from './settle.js';

/** How the delivery of an event to a destination stands. */
export interface DeliveryReceipt {
  readonly event_id: string;
  readonly destination_id: string;
  readonly destination_name: string;
  readonly plugin: string;
  readonly state: string;
  /** Stable code of why it is so, and the same for a person. */
  readonly reason: string;
  readonly sentence: string;
  readonly attempts: number;
  /** The next try. */
  readonly due_at: Date | null;
  readonly finished_at: Date | null;
}

/** Where these events of a site were sent, and how that ended, as far as the connection sees the site; by destination's name. */
export async function readReceipts(client: pg.PoolClient, siteId: string, eventIds: readonly string[]): Promise<DeliveryReceipt[]> {
  const { rows } = await client.query<Omit<DeliveryReceipt, 'sentence'> & { message: string | null }>(
    `select d.event_id, d.destination_id, c.name as destination_name, c.plugin, d.state, d.reason, d.message, d.attempts,
       case when d.finished_at is null then d.due_at end as due_at, d.finished_at
     from deliveries d join destinations c on c.id = d.destination_id
     where d.site_id = $1 and d.event_id = any($2) order by c.name, d.id`,
    [siteId, eventIds],
  );
  return rows.map(({ message, ...row }) => ({ ...row, sentence: sentenceOf(row.reason, message) }));
}
