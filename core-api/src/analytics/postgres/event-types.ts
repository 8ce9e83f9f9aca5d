import type pg from 'pg';
import { dayStart } from '../../time/buckets.js';
import type { EventTypeRow } from '../analytics.dto.js';
import { siteTimezone } from './site-timezone.js';

/** How often each kind of event happened from the day of `since` on, by the site's own time zone. @returns undefined: no such site is seen */
export async function readEventTypes(client: pg.PoolClient, siteId: string, since: number): Promise<EventTypeRow[] | undefined> {
  const { rowCount } = await client.query('select 1 from sites where id = $1', [siteId]);
  if (rowCount === 0) return undefined;
  const firstDay = new Date(dayStart(since, await siteTimezone(client, siteId)));
  const { rows } = await client.query<EventTypeRow>(
    `select value as event_type, sum(events)::float as events from rollups
     where site_id = $1 and dimension = 'event_type' and grain = 'day' and bucket >= $2 group by value order by 2 desc, 1`,
    [siteId, firstDay],
  );
  return rows;
}
