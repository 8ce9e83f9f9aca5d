import type pg from 'pg';
import type { SiteFacts } from './site-state.js';

/** What the database knows of how a site does, but for its destinations. */
export interface SiteRow {
  readonly id: string;
  readonly status: SiteFacts['status'];
  readonly last_event_at: Date | null;
  readonly timezone: string;
  /** In the last 24 hours. */
  readonly stored: number;
  /** Likewise, without those that were mended and taken again. */
  readonly rejected: number;
}

/** Of those sites the connection sees. */
export async function readSites(client: pg.PoolClient, siteIds: readonly string[]): Promise<readonly SiteRow[]> {
  const { rows } = await client.query<SiteRow>(
    `select s.id, s.status, s.last_event_at, coalesce(s.config->>'timezone', 'UTC') as timezone,
       (select coalesce(sum(events), 0)::float from rollups
        where site_id = s.id and dimension = 'total' and grain = 'hour' and bucket > now() - interval '24 hours') as stored,
       (select coalesce(sum(events), 0)::float from failed_event_counts
        where site_id = s.id and hour > now() - interval '24 hours')
       - (select count(*) from failed_events
          where site_id = s.id and retry_id is not null and date_trunc('hour', received_at) > now() - interval '24 hours') as rejected
     from sites s where s.id = any($1)`,
    [siteIds],
  );
  return rows;
}
