import type pg from 'pg';
import { completeSiteConfig } from '../../../site-directory/complete-site-config.js';
import { dayStart } from '../../../time/buckets.js';

/** The time zone by which a site's days begin. */
export async function siteTimezone(client: pg.PoolClient, siteId: string): Promise<string> {
  const { rows } = await client.query<{ config: unknown }>('select config from sites where id = $1', [siteId]);
  return completeSiteConfig(rows[0]?.config).timezone;
}

/** When the day began that it is on each of the sites in sight. */
export async function daysOf(client: pg.PoolClient, siteIds: readonly string[], now: number): Promise<readonly { readonly siteId: string; readonly day: Date }[]> {
  const { rows } = await client.query<{ id: string; config: unknown }>('select id, config from sites where id = any($1::uuid[])', [siteIds]);
  return rows.map(({ id, config }) => ({ siteId: id, day: new Date(dayStart(now, completeSiteConfig(config).timezone)) }));
}
