import type { Proof } from '../../collect/proof.js';
import type pg from 'pg';
import type { TakenOver } from '../../metrics/write.js';

/** An id that counts once in 48 hours for its type. */
export interface CountedOnce {
  readonly siteId: string;
  /** Empty: it is no event's. */
  readonly type: string;
  readonly id: string;
  readonly proof: Proof;
}

/** What a transaction may store, by `claimKey`. */
export interface Claims {
  /** New ones, and those taken over. */
  readonly granted: ReadonlySet<string>;
  /** What was stored under these ids is to be replaced. */
  readonly takenOver: readonly TakenOver[];
}

/**
 * Claims ids for this transaction. One that is known already is granted only to a better proof, so that neither the order in which they come
 * nor where batches end decides whose it is. Another transaction claiming the same id at the same moment waits here until this one ends.
 *
 * @param ids each once
 */
export async function claimIds(client: pg.PoolClient, ids: readonly CountedOnce[]): Promise<Claims> {
  if (ids.length === 0) return { granted: new Set(), takenOver: [] };
  // One order for all workers, so that two with the same ids cannot wait for each other.
  const sorted = ids.map((id) => [claimKey(id), id] as const).sort(([a], [b]) => (a < b ? -1 : 1)).map(([, id]) => id);
  const { rows } = await client.query<{ site_id: string; event_type: string; event_id: string; since: Date | null }>(
    `insert into event_ids (site_id, event_type, event_id, proof)
     select * from unnest($1::uuid[], $2::text[], $3::text[], $4::smallint[])
     on conflict (site_id, event_id, event_type) do update set proof = excluded.proof, seen_at = excluded.seen_at where event_ids.proof < excluded.proof
     returning new.site_id, new.event_type, new.event_id, old.seen_at as since`,
    [sorted.map(({ siteId }) => siteId), sorted.map(({ type }) => type), sorted.map(({ id }) => id), sorted.map(({ proof }) => proof)],
  );
  const granted = new Set<string>();
  const takenOver: TakenOver[] = [];
  for (const { site_id: siteId, event_type: type, event_id: id, since } of rows) {
    granted.add(claimKey({ siteId, type, id }));
    if (since !== null) takenOver.push({ siteId, type, id, since });
  }
  return { granted, takenOver };
}

export const claimKey = ({ siteId, type, id }: Pick<CountedOnce, 'siteId' | 'type' | 'id'>): string => `${siteId}|${type}|${id}`;
