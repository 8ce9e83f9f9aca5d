import type pg from 'pg';
import { MEASURES, type RollupRow } from '../../schema.js';
import { toColumns } from '../rollups-table.js';

const SUMS = MEASURES.map((measure) => `${measure} = rollups.${measure} + excluded.${measure}`).join(', ');

/** Adds a batch's changes. Comes last in the transaction: busy rows are then locked for the shortest time. */
export async function saveRollups(client: pg.PoolClient, increments: readonly RollupRow[]): Promise<void> {
  if (increments.length === 0) return;
  await client.query(
    `insert into rollups select * from jsonb_populate_recordset(null::rollups, $1)
     on conflict (site_id, dimension, grain, bucket, value) do update set ${SUMS}`,
    [JSON.stringify(increments.map(toColumns))],
  );
}
