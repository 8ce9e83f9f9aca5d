import type pg from 'pg';
import type { PreparedEvent } from '../../metrics/prepared-event.js';

/** How old a site's last event may look: its row is written every few seconds, not with every batch. */
const STALE = '10 seconds';

/** Remembers when sites last had an event, by its own time: what is handed in later does not make a silent site talk. */
export async function touchSites(client: pg.PoolClient, events: readonly PreparedEvent[]): Promise<void> {
  const latest = new Map<string, number>();
  for (const { site, entry } of events) latest.set(site.id, Math.max(Math.min(entry.at, entry.receivedAt), latest.get(site.id) ?? 0));
  if (latest.size === 0) return;
  const sites = [...latest].sort(([a], [b]) => (a < b ? -1 : 1));
  await client.query(
    `update sites set last_event_at = n.at from unnest($1::uuid[], $2::timestamptz[]) as n (id, at)
     where sites.id = n.id and (sites.last_event_at is null or sites.last_event_at < n.at - interval '${STALE}')`,
    [sites.map(([id]) => id), sites.map(([, at]) => new Date(at))],
  );
}
