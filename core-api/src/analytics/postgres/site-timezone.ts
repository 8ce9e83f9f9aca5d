import type pg from 'pg';

/** The time zone by which a site's days begin. */
export async function siteTimezone(client: pg.PoolClient, siteId: string): Promise<string> {
  const { rows } = await client.query<{ timezone: string | null }>("select config->>'timezone' as timezone from sites where id = $1", [siteId]);
  return rows[0]?.timezone ?? 'UTC';
}
