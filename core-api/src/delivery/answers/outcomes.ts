import { type DeliveryState, sentenceOfMany } from '@warp/contracts';
import { Injectable } from '@nestjs/common';
import { TenantDatabase } from '../../database/tenant-database.js';
import { type Principal, scopeOf } from '../../identity/principal.js';
import { notFound } from '../../http/problem.js';
import { type Held, heldOf, sentenceOfHeld } from './receipts.js';

/** Events of a destination that ended alike. */
export interface OutcomeCount {
  readonly state: DeliveryState;
  /** Stable code, and the same for a person. */
  readonly reason: string;
  readonly sentence: string;
  readonly events: number;
}

type Row = Omit<OutcomeCount, 'sentence'> & { readonly first_message: string | null; readonly last_message: string | null };

/** Counts what became of a destination's events. */
@Injectable()
export class Outcomes {
  constructor(private readonly tenants: TenantDatabase) {}

  /** What was finished in the last 24 hours and what still waits, the most frequent first. */
  async lastDay(by: Principal, siteId: string, destinationId: string): Promise<OutcomeCount[]> {
    return this.tenants.sql(scopeOf(by), async (client) => {
      const found = await client.query<{ held: Held | null; status_reason: string | null }>(
        `select ${heldOf('d')} as held, status_reason from destinations d where id = $1 and site_id = $2`,
        [destinationId, siteId],
      );
      if (found.rows[0] === undefined) throw notFound('destination');
      const { held, status_reason } = found.rows[0];
      const counts = await client.query<Row>(
        `select case when is_held then 'pending' else state end as state, case when is_held then $2 else reason end as reason,
           min(message) as first_message, max(message) as last_message, count(*)::int as events
         from (select *, finished_at is null and $2::text is not null as is_held from deliveries
               where destination_id = $1 and (finished_at > now() - interval '24 hours' or state in ('pending', 'sending', 'retrying'))) d
         group by 1, 2 order by 5 desc, 1, 2`,
        [destinationId, held],
      );
      return counts.rows.map(({ first_message, last_message, ...row }) => ({
        ...row,
        sentence: row.reason === held && held !== null ? sentenceOfHeld(held, status_reason) : sentenceOfMany(row.reason, first_message, last_message),
      }));
    });
  }
}
