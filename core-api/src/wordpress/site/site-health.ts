import { DROP_REASONS, sentenceOf } from '@warp/contracts';
import type pg from 'pg';
import { readDestinationHealth } from '../../monitoring/destination-health.js';
import type { DestinationStates } from '../../destinations/state/destination-states.js';
import type { SiteHealth } from './figures.dto.js';

const DAY_MS = 86_400_000;

/** What became of a site's events in the last 24 hours: stored, left out, delivered or not. */
export async function readSiteHealth(client: pg.PoolClient, siteId: string, states: DestinationStates, now: number): Promise<SiteHealth> {
  const since = new Date(now - DAY_MS);
  const stored = await client.query<{ events: number }>('select count(*)::float as events from events where site_id = $1 and "timestamp" >= $2', [siteId, since]);
  const drops = await client.query<{ reason: string; events: number }>(
    `select reason, sum(events)::float as events from drops where site_id = $1 and hour > $2 group by reason order by 2 desc, 1`,
    [siteId, since],
  );
  const waiting = await client.query<{ destination_id: string; state: string; reason: string; message: string | null; events: number }>(
    `select destination_id, state, reason, min(message) as message, count(*)::float as events from deliveries
     where site_id = $1 and created_at >= $2 and state <> 'delivered' group by 1, 2, 3 order by 5 desc, 1, 2, 3`,
    [siteId, since],
  );
  return {
    since: since.toISOString(),
    events: stored.rows[0]!.events,
    drops: drops.rows.map(({ reason, events }) => ({ reason, sentence: sentenceOfDrop(reason), events })),
    destinations: await readDestinationHealth(client, states),
    not_delivered: waiting.rows.map(({ message, ...row }) => ({ ...row, sentence: sentenceOf(row.reason, message) })),
  };
}

const sentenceOfDrop = (reason: string): string => (DROP_REASONS as Readonly<Record<string, string>>)[reason] ?? reason;
