import type pg from 'pg';
import type { SiteFacts } from './site-state.js';

/** What a site's row says of how it does. */
export interface SiteRow {
  readonly id: string;
  readonly status: SiteFacts['status'];
  readonly last_event_at: Date | null;
  readonly timezone: string;
  /** Events that were rejected in the last 24 hours, without those that were mended and taken again. */
  readonly rejected: number;
}

/** Of those sites the connection sees. */
export async function readSites(client: pg.PoolClient, siteIds: readonly string[]): Promise<readonly SiteRow[]> {
  const { rows } = await client.query<SiteRow>(
    `select s.id, s.status, s.last_event_at, coalesce(s.config->>'timezone', 'UTC') as timezone,
       (select coalesce(sum(events), 0)::float from failed_event_counts
        where site_id = s.id and hour > now() - interval '24 hours')
       - (select count(*) from failed_events
          where site_id = s.id and retry_id is not null and date_trunc('hour', received_at) > now() - interval '24 hours') as rejected
     from sites s where s.id = any($1)`,
    [siteIds],
  );
  return rows;
}
