import { BOT_SCORE } from '@warp/contracts';
import type pg from 'pg';
import type { CountryVisitors, EventsPoint, Overview, TopSite, Totals } from '../analytics.dto.js';
import { bucketStarts, previousRange, type DateRange } from '../date-range.js';

const TOP_SITES = 10;
const COUNTRIES = 250;

/** All sites the connection sees, in one view. */
export async function readOverview(client: pg.PoolClient, range: DateRange): Promise<Overview> {
  return {
    totals: await totals(client, range),
    previous: await totals(client, previousRange(range)),
    series: await series(client, range),
    top_sites: await topSites(client, range),
    countries: await countries(client, range),
  };
}

/** A visitor's event in the last five minutes, by its own time: what is imported or comes late was then, not now. */
const HAS_ACTIVE_SESSION = `exists (
  select 1 from events e join sessions v on v.site_id = e.site_id and v.session_id = e.session_id
  where e.site_id = s.id and e."timestamp" > now() - interval '5 minutes' and e.bot_score < ${BOT_SCORE} and not v.is_bot)`;

const between = ({ from, to }: DateRange): [Date, Date] => [new Date(from), new Date(to)];

/** By the hour, so that a range may begin at any hour of any time zone. */
async function totals(client: pg.PoolClient, range: DateRange): Promise<Totals> {
  const { rows } = await client.query<Totals>(
    `select coalesce(sum(events), 0)::float as events, coalesce(sum(sessions), 0)::float as sessions,
       coalesce(sum(page_views), 0)::float as page_views, coalesce(sum(conversions), 0)::float as conversions,
       (select count(*) from sites s where ${HAS_ACTIVE_SESSION})::int as active_sites
     from rollups where dimension = 'total' and grain = 'hour' and bucket >= $1 and bucket < $2`,
    between(range),
  );
  return rows[0]!;
}

async function series(client: pg.PoolClient, range: DateRange): Promise<EventsPoint[]> {
  const { rows } = await client.query<{ bucket: Date; events: number }>(
    `select case when $3 = 'hour' then bucket else date_trunc('day', bucket, $4) end as bucket, sum(events)::float as events
     from rollups where dimension = 'total' and grain = 'hour' and bucket >= $1 and bucket < $2 group by 1`,
    [...between(range), range.grain, range.timezone],
  );
  const known = new Map(rows.map(({ bucket, events }) => [bucket.getTime(), events]));
  return bucketStarts(range).map((start) => ({ time: new Date(start).toISOString(), events: known.get(start) ?? 0 }));
}

async function topSites(client: pg.PoolClient, range: DateRange): Promise<TopSite[]> {
  const { rows } = await client.query<TopSite>(
    `select s.id as site_id, s.name, sum(r.events)::float as events, sum(r.sessions)::float as sessions,
       coalesce(sum(r.conversions) / nullif(sum(r.sessions), 0), 0)::float as conversion_rate,
       coalesce((select count(company)::float / nullif(count(*), 0) from sessions
                 where site_id = s.id and started_at >= $1 and started_at < $2 and not is_bot), 0) as business_visitor_rate
     from rollups r join sites s on s.id = r.site_id
     where r.dimension = 'total' and r.grain = 'hour' and r.bucket >= $1 and r.bucket < $2
     group by s.id, s.name order by sum(r.events) desc limit ${TOP_SITES}`,
    between(range),
  );
  return rows;
}

async function countries(client: pg.PoolClient, range: DateRange): Promise<CountryVisitors[]> {
  const { rows } = await client.query<CountryVisitors>(
    `select country, count(distinct (site_id, visitor_id))::int as visitors from sessions
     where started_at >= $1 and started_at < $2 and country is not null and not is_bot
     group by country order by 2 desc, 1 limit ${COUNTRIES}`,
    between(range),
  );
  return rows;
}
