import type pg from 'pg';

/**
 * Keeps sites from being erased until the transaction ends: who erases one locks its row first, so that nothing of it is written afterwards.
 * @returns those of the sites that are there
 */
export async function holdSites(client: pg.PoolClient, siteIds: readonly string[]): Promise<ReadonlySet<string>> {
  const { rows } = await client.query<{ id: string }>('select id from sites where id = any($1) and not erasing order by id for key share', [[...new Set(siteIds)]]);
  return new Set(rows.map(({ id }) => id));
}
