import type pg from 'pg';

/** An id that counts once in 48 hours. */
export interface CountedOnce {
  readonly siteId: string;
  readonly id: string;
}

/**
 * Claims ids for this transaction and returns those that were new, as `site|id`. Another transaction claiming the same
 * id at the same moment waits here until this one ends.
 */
export async function claimIds(client: pg.PoolClient, ids: readonly CountedOnce[]): Promise<ReadonlySet<string>> {
  if (ids.length === 0) return new Set();
  // One order for all workers, so that two with the same ids cannot wait for each other.
  const sorted = [...ids].sort((a, b) => (claimKey(a) < claimKey(b) ? -1 : 1));
  const { rows } = await client.query<{ site_id: string; event_id: string }>(
    `insert into event_ids (site_id, event_id)
     select * from unnest($1::uuid[], $2::text[])
     on conflict do nothing
     returning site_id, event_id`,
    [sorted.map(({ siteId }) => siteId), sorted.map(({ id }) => id)],
  );
  return new Set(rows.map((row) => claimKey({ siteId: row.site_id, id: row.event_id })));
}

export const claimKey = ({ siteId, id }: CountedOnce): string => `${siteId}|${id}`;
