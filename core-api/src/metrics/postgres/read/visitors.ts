import { BOT_SCORE } from '@warp/contracts';
import type pg from 'pg';
import type { TimeRange } from '../../query/range.js';

/** Of the sessions that began in the range. */
export async function readVisitors(client: pg.PoolClient, siteId: string, { from, to }: TimeRange): Promise<number> {
  const { rows } = await client.query<{ visitors: number }>(
    `select count(distinct visitor_id)::float as visitors from sessions
     where site_id = $1 and started_at >= $2 and started_at < $3 and not is_bot`,
    [siteId, new Date(from), new Date(to)],
  );
  return rows[0]!.visitors;
}

export async function readVisitorsByCountry(client: pg.PoolClient, { from, to }: TimeRange, most: number): Promise<{ country: string; visitors: number }[]> {
  const { rows } = await client.query<{ country: string; visitors: number }>(
    `select country, count(distinct (site_id, visitor_id))::int as visitors from sessions
     where started_at >= $1 and started_at < $2 and country is not null and not is_bot
     group by country order by 2 desc, 1 limit $3`,
    [new Date(from), new Date(to), most],
  );
  return rows;
}

export async function countActiveSites(client: pg.PoolClient): Promise<number> {
  const { rows } = await client.query<{ sites: number }>(
    `select count(*)::int as sites from sites s where exists (
       select 1 from events e join sessions v on v.site_id = e.site_id and v.session_id = e.session_id
       where e.site_id = s.id and e."timestamp" > now() - interval '5 minutes' and e.bot_score < ${BOT_SCORE} and not v.is_bot)`,
  );
  return rows[0]!.sites;
}
