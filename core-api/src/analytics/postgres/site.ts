import type pg from 'pg';
import type { SiteAnalytics, SiteMetrics, SitePoint } from '../analytics.dto.js';
import { bucketStarts, previousRange, type DateRange } from '../date-range.js';
import { readDimensions } from './dimensions.js';

/** One site in full; undefined when the connection does not see it. */
export async function readSite(client: pg.PoolClient, siteId: string, range: DateRange): Promise<SiteAnalytics | undefined> {
  const { rowCount } = await client.query('select 1 from sites where id = $1', [siteId]);
  if (rowCount === 0) return undefined;
  return {
    metrics: await metrics(client, siteId, range),
    previous: await metrics(client, siteId, previousRange(range)),
    series: await series(client, siteId, range),
    ...(await readDimensions(client, siteId, range)),
  };
}

interface Sums {
  events: number;
  sessions: number;
  page_views: number;
  conversions: number;
  bounces: number;
  session_ms: number;
  revenue: number;
  transactions: number;
  visitors: number;
}

async function metrics(client: pg.PoolClient, siteId: string, { from, to }: DateRange): Promise<SiteMetrics> {
  const { rows } = await client.query<Sums>(
    `select coalesce(sum(events), 0)::float as events, coalesce(sum(sessions), 0)::float as sessions,
       coalesce(sum(page_views), 0)::float as page_views, coalesce(sum(conversions), 0)::float as conversions,
       coalesce(sum(bounces), 0)::float as bounces, coalesce(sum(session_ms), 0)::float as session_ms,
       coalesce(sum(revenue), 0)::float as revenue, coalesce(sum(transactions), 0)::float as transactions,
       (select count(distinct visitor_id) from sessions
        where site_id = $1 and started_at >= $2 and started_at < $3 and not is_bot)::float as visitors
     from rollups where site_id = $1 and dimension = 'total' and grain = 'hour' and bucket >= $2 and bucket < $3`,
    [siteId, new Date(from), new Date(to)],
  );
  const { bounces, session_ms, ...sums } = rows[0]!;
  return {
    ...sums,
    bounce_rate: ratio(bounces, sums.sessions),
    avg_session_duration: ratio(session_ms / 1000, sums.sessions),
    average_order_value: ratio(sums.revenue, sums.transactions),
  };
}

const ratio = (part: number, whole: number): number => (whole === 0 ? 0 : part / whole);

async function series(client: pg.PoolClient, siteId: string, range: DateRange): Promise<SitePoint[]> {
  const { rows } = await client.query<Omit<SitePoint, 'time'> & { bucket: Date }>(
    `select case when $4 = 'hour' then bucket else date_trunc('day', bucket, $5) end as bucket, sum(events)::float as events,
       sum(sessions)::float as sessions, sum(page_views)::float as page_views
     from rollups where site_id = $1 and dimension = 'total' and grain = 'hour' and bucket >= $2 and bucket < $3 group by 1`,
    [siteId, new Date(range.from), new Date(range.to), range.grain, range.timezone],
  );
  const known = new Map(rows.map(({ bucket, ...point }) => [bucket.getTime(), point]));
  return bucketStarts(range).map((start) => ({
    time: new Date(start).toISOString(),
    ...(known.get(start) ?? { events: 0, sessions: 0, page_views: 0 }),
  }));
}
