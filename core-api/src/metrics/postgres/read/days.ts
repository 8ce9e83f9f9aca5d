import type pg from 'pg';
import type { Sums } from '../../query/port.js';
import type { Measure } from '../../schema.js';
import { sumsOf, totalsBy } from '../rollups-table.js';
import { daysOf, siteTimezone } from './site-days.js';

type SiteSums<M extends Measure> = { readonly site_id: string } & Sums<M>;

const bySite = <M extends Measure>(rows: readonly SiteSums<M>[]): ReadonlyMap<string, Sums<M>> =>
  new Map(rows.map(({ site_id, ...sums }) => [site_id, sums as unknown as Sums<M>]));

export async function readToday<M extends Measure>(client: pg.PoolClient, siteIds: readonly string[], now: number, measures: readonly M[]): Promise<ReadonlyMap<string, Sums<M>>> {
  if (siteIds.length === 0) return new Map();
  const days = await daysOf(client, siteIds, now);
  const { rows } = await client.query<SiteSums<M>>(
    `select r.site_id, ${sumsOf(measures, 'r.')}
     from unnest($1::uuid[], $2::timestamptz[]) as today (site_id, bucket)
     join rollups r on r.site_id = today.site_id and r.bucket = today.bucket and ${totalsBy('day', 'r.')}
     group by r.site_id`,
    [days.map(({ siteId }) => siteId), days.map(({ day }) => day)],
  );
  return bySite(rows);
}

export async function readSince<M extends Measure>(client: pg.PoolClient, siteIds: readonly string[], time: number, measures: readonly M[]): Promise<ReadonlyMap<string, Sums<M>>> {
  if (siteIds.length === 0) return new Map();
  const { rows } = await client.query<SiteSums<M>>(
    `select site_id, ${sumsOf(measures)} from rollups where site_id = any($1::uuid[]) and ${totalsBy('hour')} and bucket > $2 group by site_id`,
    [siteIds, new Date(time)],
  );
  return bySite(rows);
}

export async function readPageViewsByDay(client: pg.PoolClient, siteId: string, first: string, last: string): Promise<ReadonlyMap<string, number>> {
  const { rows } = await client.query<{ day: string; page_views: number }>(
    `select (bucket at time zone $4)::date::text as day, ${sumsOf(['page_views'])} from rollups
     where site_id = $1 and ${totalsBy('day')}
       and bucket >= $2::date::timestamp at time zone $4 and bucket < ($3::date + 1)::timestamp at time zone $4
     group by 1`,
    [siteId, first, last, await siteTimezone(client, siteId)],
  );
  return new Map(rows.map(({ day, page_views }) => [day, page_views]));
}
