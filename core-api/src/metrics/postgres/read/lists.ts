import type pg from 'pg';
import { dayStart } from '../../../time/buckets.js';
import type { ListRow, Sums } from '../../query/port.js';
import type { TimeRange } from '../../query/range.js';
import type { Dimension, Measure } from '../../schema.js';
import { readableValue, splitValue } from '../../values.js';
import { rankOf, rowsOf, sumsOf } from '../rollups-table.js';
import { siteTimezone } from './site-days.js';

type Row<D extends Dimension, M extends Measure> = { readonly dimension: D; readonly value: string; readonly place: number } & Sums<M>;

/** Every list out of one read. Lists are kept by the day of the site's own time zone, so a range counts the days it touches there. */
export async function readLists<D extends Dimension, M extends Measure>(
  client: pg.PoolClient,
  siteId: string,
  { from, to }: TimeRange,
  dimensions: readonly D[],
  measures: readonly M[],
  most: number,
): Promise<Readonly<Record<D, readonly ListRow<M>[]>>> {
  const firstDay = new Date(dayStart(from, await siteTimezone(client, siteId)));
  const { rows } = await client.query<Row<D, M>>(
    `select * from (
       select dimension, value, ${sumsOf(measures)}, row_number() over (partition by dimension order by ${rankOf(dimensions)} desc, value) as place
       from rollups where site_id = $1 and grain = 'day' and bucket >= $2 and bucket < $3 and dimension = any($4)
       group by dimension, value) ranked
     where place <= $5 order by dimension, place`,
    [siteId, firstDay, new Date(to), dimensions, most],
  );
  const byDimension = Map.groupBy(rows, ({ dimension }) => dimension);
  return Object.fromEntries(dimensions.map((dimension) => [dimension, (byDimension.get(dimension) ?? []).map(toListRow)])) as unknown as Record<D, ListRow<M>[]>;
}

function toListRow<M extends Measure>({ dimension, value, place: _place, ...sums }: Row<Dimension, M>): ListRow<M> {
  return { name: readableValue(dimension, value), parts: splitValue(dimension, value), sums: sums };
}

export async function readEventTypes(client: pg.PoolClient, siteId: string, since: number): Promise<{ eventType: string; events: number }[]> {
  const firstDay = new Date(dayStart(since, await siteTimezone(client, siteId)));
  const { rows } = await client.query<{ value: string; events: number }>(
    `select value, ${sumsOf(['events'])} from rollups
     where site_id = $1 and ${rowsOf('event_type', 'day')} and bucket >= $2 group by value order by 2 desc, 1`,
    [siteId, firstDay],
  );
  return rows.map(({ value, events }) => ({ eventType: value, events }));
}
