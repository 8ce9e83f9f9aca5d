import type pg from 'pg';
import type { Selection, SitePart, Sums } from '../../query/port.js';
import type { DateRange, TimeRange } from '../../query/range.js';
import type { Measure } from '../../schema.js';
import { sumsOf, totalsBy } from '../rollups-table.js';

type Parameters = readonly [siteId: string | null, from: Date, to: Date];

const parametersOf = ({ siteId, range: { from, to } }: Selection): Parameters => [siteId ?? null, new Date(from), new Date(to)];

/** The condition of a site is written only where there is one: PostgreSQL then plans for its rows. Both take the same parameters. */
const HOURS = `${totalsBy('hour')} and bucket >= $2 and bucket < $3`;
const where = ({ siteId }: Selection): string => (siteId === undefined ? `$1::uuid is null and ${HOURS}` : `site_id = $1 and ${HOURS}`);

export async function readTotals<M extends Measure>(client: pg.PoolClient, of: Selection, measures: readonly M[]): Promise<Sums<M>> {
  const { rows } = await client.query<Sums<M>>(`select ${sumsOf(measures)} from rollups where ${where(of)}`, [...parametersOf(of)]);
  return rows[0]!;
}

export async function readSeries<M extends Measure>(client: pg.PoolClient, of: Selection<DateRange>, measures: readonly M[]): Promise<ReadonlyMap<number, Sums<M>>> {
  const { rows } = await client.query<{ start: Date } & Sums<M>>(
    `select case when $4 = 'hour' then bucket else date_trunc('day', bucket, $5) end as start, ${sumsOf(measures)}
     from rollups where ${where(of)} group by 1`,
    [...parametersOf(of), of.range.grain, of.range.timezone],
  );
  return new Map(rows.map(({ start, ...sums }) => [start.getTime(), sums as unknown as Sums<M>]));
}

export async function readTopSites<M extends Measure>(
  client: pg.PoolClient,
  { from, to }: TimeRange,
  measures: readonly M[],
  most: number,
): Promise<(SitePart & { readonly sums: Sums<M> })[]> {
  const { rows } = await client.query<{ id: string; name: string; rate: number } & Sums<M>>(
    `select top.*, coalesce((select count(company)::float / nullif(count(*), 0) from sessions
                             where site_id = top.id and started_at >= $1 and started_at < $2 and not is_bot), 0) as rate
     from (
       select s.id, s.name, sum(r.events) as ranked_by, ${sumsOf(measures, 'r.')}
       from rollups r join sites s on s.id = r.site_id
       where ${totalsBy('hour', 'r.')} and r.bucket >= $1 and r.bucket < $2
       group by s.id, s.name order by sum(r.events) desc limit $3) top
     order by ranked_by desc`,
    [new Date(from), new Date(to), most],
  );
  return rows.map((row) => ({ siteId: row.id, name: row.name, businessVisitorRate: row.rate, sums: pick(row, measures) }));
}

const pick = <M extends Measure>(row: Sums<M>, measures: readonly M[]): Sums<M> => Object.fromEntries(measures.map((measure) => [measure, row[measure]])) as Sums<M>;
