import type pg from 'pg';
import type { SystemDatabase } from './system-database.js';

/** Rows of one transaction, so that none grows long. */
const BATCH = 10_000;

/** Rows that go when they are so old. */
export interface Expiry<Row extends pg.QueryResultRow = pg.QueryResultRow> {
  /** Without partitions: rows are found by where they lie. */
  readonly table: string;
  /** Of type timestamptz or date. */
  readonly column: string;
  readonly ageSeconds: number;
  /** Does what goes with the rows of a batch, in its transaction. */
  readonly also?: (client: pg.PoolClient, rows: readonly Row[]) => Promise<void>;
}

/** Removes the rows that are too old, batch by batch. @returns how many */
export async function expire<Row extends pg.QueryResultRow>(database: SystemDatabase, { table, column, ageSeconds, also }: Expiry<Row>, signal?: AbortSignal): Promise<number> {
  for (let total = 0; ; ) {
    signal?.throwIfAborted();
    const removed = await database.transaction(async (client) => {
      const { rows } = await client.query<Row>(
        `delete from ${table} where ctid = any (array(
           select ctid from ${table} where ${column} < now() - make_interval(secs => $1) limit $2 for update skip locked))
         returning ${also === undefined ? '1' : '*'}`,
        [ageSeconds, BATCH],
      );
      await also?.(client, rows);
      return rows.length;
    });
    total += removed;
    if (removed < BATCH) return total;
  }
}

/** Seconds of so many days. */
export const days = (count: number): number => count * 86_400;
