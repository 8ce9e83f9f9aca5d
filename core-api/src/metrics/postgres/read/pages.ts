import { BOT_SCORE } from '@warp/contracts';
import type pg from 'pg';
import { completeSiteConfig } from '../../../site-directory/complete-site-config.js';
import { pageParameterPattern } from '../../../site-directory/page-parameters.js';
import { dayStart } from '../../../time/buckets.js';
import { nextDay, type TimeRange } from '../../query/range.js';
import { ALL_ROBOTS } from '../../schema.js';
import { rowsOf, sumsOf, totalsBy } from '../rollups-table.js';
import { siteTimezone } from './site-days.js';

/** Visitors are counted from the events themselves: a quarter of a second for so many; more would keep whoever asks waiting. */
const MOST_EVENTS = 150_000;

/** Views and visitors of single pages, for the days of the site's own time zone that a range touches. */
export async function readPages(
  client: pg.PoolClient,
  siteId: string,
  paths: readonly string[],
  range: TimeRange,
): Promise<{ path: string; views: number; visitors: number | null }[]> {
  const timezone = await siteTimezone(client, siteId);
  const days = [siteId, new Date(dayStart(range.from, timezone)), new Date(nextDay(dayStart(range.to - 1, timezone), timezone))];
  const { rows } = await client.query<{ value: string; page_views: number }>(
    `select value, ${sumsOf(['page_views'])} from rollups
     where site_id = $1 and ${rowsOf('page', 'day')} and bucket >= $2 and bucket < $3 and value = any($4) group by value`,
    [...days, paths],
  );
  const views = new Map(rows.map(({ value, page_views }) => [value, page_views]));
  const visitors = (await isCountable(client, days)) ? await visitorsOf(client, [...days, paths, await patternsOf(client, siteId)]) : undefined;
  return paths.map((path) => ({ path, views: views.get(path) ?? 0, visitors: visitors === undefined ? null : (visitors.get(path) ?? 0) }));
}

async function isCountable(client: pg.PoolClient, days: readonly unknown[]): Promise<boolean> {
  const { rows } = await client.query<{ events: number }>(
    `select ${sumsOf(['events'])} from rollups
     where site_id = $1 and bucket >= $2 and bucket < $3 and ((${totalsBy('day')}) or (${rowsOf('bot', 'day')} and value = '${ALL_ROBOTS}'))`,
    [...days],
  );
  return rows[0]!.events <= MOST_EVENTS;
}

/** Expressions of the parameters that name the site's pages. */
async function patternsOf(client: pg.PoolClient, siteId: string): Promise<readonly string[]> {
  const { rows } = await client.query<{ config: unknown }>('select config from sites where id = $1', [siteId]);
  return completeSiteConfig(rows[0]?.config).page_parameters.map(pageParameterPattern);
}

async function visitorsOf(client: pg.PoolClient, parameters: readonly unknown[]): Promise<ReadonlyMap<string, number>> {
  const { rows } = await client.query<{ path: string; visitors: number }>(
    `select path, count(distinct visitor_id)::float as visitors from (
       select e.visitor_id, coalesce(nullif(substring(e.page_url from '^[^:/?#]+://[^/?#]*([^?#]*)'), ''), '/')
           || coalesce('?' || (select string_agg(substring(e.page_url from pattern), '&' order by place)
                               from unnest($5::text[]) with ordinality as named (pattern, place)), '') as path
       from events e join sessions s on s.site_id = e.site_id and s.session_id = e.session_id
       where e.site_id = $1 and e."timestamp" >= $2 and e."timestamp" < $3 and e.event_type = 'page_view'
         and e.bot_score < ${BOT_SCORE} and not s.is_bot) views
     where path = any($4) group by path`,
    [...parameters],
  );
  return new Map(rows.map((row) => [row.path, row.visitors]));
}
