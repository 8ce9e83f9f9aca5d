import { type DeliveryState, REASONS, sentenceOf } from '@warp/contracts';
import type pg from 'pg';

/** How the delivery of an event to a destination stands. */
export interface DeliveryReceipt {
  readonly event_id: string;
  /** Of the event: another type may have the same id. */
  readonly event_type: string;
  readonly destination_id: string;
  readonly destination_name: string;
  readonly plugin: string;
  readonly state: DeliveryState;
  /** Stable code of why it is so, and the same for a person. */
  readonly reason: string;
  readonly sentence: string;
  /** The vendor's own words of a failure, without secrets and personal data. */
  readonly vendor_message: string | null;
  readonly attempts: number;
  /** The next try. */
  readonly due_at: Date | null;
  readonly finished_at: Date | null;
}

type Row = Omit<DeliveryReceipt, 'sentence'> & { readonly message: string | null; readonly held: Held | null; readonly status_reason: string | null };

/** Why nothing is sent to a destination at all. What waits for it waits for that, whatever was last said of it. */
export type Held = 'destination_off' | 'destination_paused';

/** The same in SQL, of a destination with this alias. */
export const heldOf = (alias: string): string => `case when not ${alias}.enabled then 'destination_off' when ${alias}.status = 'paused' then 'destination_paused' end`;

export const sentenceOfHeld = (held: Held, statusReason: string | null): string =>
  held === 'destination_paused' && statusReason !== null ? `${REASONS[held].sentence} ${statusReason}` : REASONS[held].sentence;

/** Where these events of a site were sent, and how that ended, as far as the connection sees the site; by destination's name. */
export async function readReceipts(client: pg.PoolClient, siteId: string, eventIds: readonly string[]): Promise<DeliveryReceipt[]> {
  const { rows } = await client.query<Row>(
    `select d.event_id, d.event_type, d.destination_id, c.name as destination_name, c.plugin, d.state, d.reason, d.message, d.vendor_message, d.attempts,
       case when d.finished_at is null then d.due_at end as due_at, d.finished_at, c.status_reason,
       case when d.finished_at is null then ${heldOf('c')} end as held
     from deliveries d join destinations c on c.id = d.destination_id
     where d.site_id = $1 and d.event_id = any($2) order by c.name, d.id`,
    [siteId, eventIds],
  );
  return rows.map(({ message, held, status_reason, ...row }) =>
    held === null ? { ...row, sentence: sentenceOf(row.reason, message) } : { ...row, reason: held, sentence: sentenceOfHeld(held, status_reason), due_at: null },
  );
}
