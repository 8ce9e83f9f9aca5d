import { REJECTION_RULES, type RejectionRule } from '@warp/contracts';
import type pg from 'pg';

/** Rejected events that share their reason. */
export interface Rejection {
  /** As the sender was told. */
  readonly code: string;
  /** To blame, by its wire name; empty: the event as a whole. */
  readonly field: string;
  readonly rule: string;
  /** The same for a person. */
  readonly sentence: string;
  readonly events: number;
}

/** Counts rejected events of the last hours by reason, the most frequent first, as far as the client's scope sees. @param siteId left out: of all sites */
export async function readRejections(client: pg.PoolClient, { siteId, hours = 24 }: { siteId?: string; hours?: number } = {}): Promise<Rejection[]> {
  const { rows } = await client.query<Omit<Rejection, 'sentence'>>(
    `select code, field, rule, sum(events)::float as events from failed_event_counts
     where hour > now() - make_interval(hours => $1) and ($2::uuid is null or site_id = $2)
     group by 1, 2, 3 order by 4 desc, 1, 2, 3`,
    [hours, siteId ?? null],
  );
  return rows.map(({ code, field, rule, events }) => ({ code, field, rule, sentence: rejectionSentence(field, rule), events }));
}

/** For a person: what is wrong with which field. */
export const rejectionSentence = (field: string, rule: string): string =>
  `${field === '' ? 'The event' : field} ${Object.hasOwn(REJECTION_RULES, rule) ? REJECTION_RULES[rule as RejectionRule] : 'cannot be used.'}`;
