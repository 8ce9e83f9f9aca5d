import type pg from 'pg';
import type { SiteFacts } from './site-state.js';

/** What a site's row says of how it does. */
export interface SiteRow {
  readonly id: string;
  readonly status: SiteFacts['status'];
  readonly last_event_at: Date | null;
  readonly timezone: string;
}

/** Of those sites the connection sees. */
export async function readSites(client: pg.PoolClient, siteIds: readonly string[]): Promise<readonly SiteRow[]> {
  const { rows } = await client.query<SiteRow>(
    `select id, status, last_event_at, coalesce(config->>'timezone', 'UTC') as timezone from sites where id = any($1)`,
    [siteIds],
  );
  return rows;
}
