import type pg from 'pg';
import type { SiteHashes } from '../../../secrets/site-hashes.js';
import { hashedUser, truncatedAddress } from '../../personal-data.js';
import { type PreparedEvent, type SessionEvent, sourceOfEvent } from '../../prepared-event.js';

type Column = readonly [name: string, type: string, value: (event: SessionEvent, hashes: SiteHashes) => unknown];

const json = (value: unknown): string => JSON.stringify(value);

/** The columns of `events`, in one place: name, array type, and where the value comes from. */
const COLUMNS: readonly Column[] = [
  ['site_id', 'uuid', ({ prepared }) => prepared.site.id],
  ['event_id', 'text', ({ prepared }) => prepared.entry.event.event_id],
  ['event_type', 'text', ({ prepared }) => prepared.entry.event.event_type],
  ['event_data', 'jsonb', ({ prepared }) => json(prepared.entry.event.event_data ?? {})],
  ['visitor_id', 'text', ({ session }) => session?.visitorId ?? null],
  ['session_id', 'text', ({ session }) => session?.sessionId ?? null],
  ['user_id', 'text', ({ prepared }) => prepared.entry.event.user_id ?? null],
  ['ip_address', 'inet', ({ prepared }) => storedAddress(prepared)],
  ['ip_enrichment', 'jsonb', ({ prepared }) => json({ geo: prepared.enriched.geo, organisation: prepared.enriched.organisation })],
  ['user_agent', 'text', ({ prepared }) => prepared.entry.ua],
  ['device', 'jsonb', ({ prepared }) => json(prepared.enriched.device ?? null)],
  ['page_url', 'text', ({ prepared }) => prepared.entry.event.page_url ?? null],
  ['referrer', 'text', ({ prepared }) => prepared.entry.event.referrer ?? null],
  ['page_title', 'text', ({ prepared }) => prepared.entry.event.page_title ?? null],
  ['screen', 'text', ({ prepared }) => prepared.entry.event.screen ?? null],
  ['language', 'text', ({ prepared }) => prepared.entry.event.language ?? null],
  ['timezone', 'text', ({ prepared }) => prepared.entry.event.timezone ?? null],
  ['consent', 'jsonb', ({ prepared }) => json(prepared.entry.event.consent)],
  ['ids', 'jsonb', ({ prepared }) => json(prepared.entry.event.ids ?? {})],
  ['user_hashes', 'jsonb', ({ prepared }, hashes) => json(hashedUser(prepared.entry.event.user, hashes.of(prepared.site.id)))],
  ['user_hashes_keyed', 'boolean', () => true],
  ['source', 'jsonb', (event) => json(sourceOfEvent(event))],
  ['proof', 'smallint', ({ prepared }) => prepared.proof],
  ['bot_score', 'smallint', ({ prepared }) => prepared.bot.score],
  // Postgres has no arrays of arrays of different length, so lists travel as text and are cut apart there.
  ['bot_reasons', 'text', ({ prepared }) => prepared.bot.reasons.join(',')],
  ['missing', 'text', ({ prepared }) => prepared.missing.join(',')],
  ['issues', 'jsonb', ({ prepared }) => (prepared.entry.issues === undefined ? null : json(prepared.entry.issues))],
  ['user_properties', 'jsonb', ({ prepared }) => (prepared.entry.event.user_properties === undefined ? null : json(prepared.entry.event.user_properties))],
  ['timestamp', 'timestamptz', ({ prepared }) => new Date(prepared.entry.at).toISOString()],
  ['created_at', 'timestamptz', ({ prepared }) => new Date(prepared.entry.receivedAt).toISOString()],
];

const LISTS = new Set(['bot_reasons', 'missing']);

const INSERT = `
  insert into events (${COLUMNS.map(([name]) => `"${name}"`).join(', ')})
  select ${COLUMNS.map(([name]) => (LISTS.has(name) ? `string_to_array(${name}, ',')` : `"${name}"`)).join(', ')}
  from unnest(${COLUMNS.map(([, type], index) => `$${index + 1}::${type}[]`).join(', ')})
    as row (${COLUMNS.map(([name]) => `"${name}"`).join(', ')})`;

/** Stores events that were claimed by this transaction. */
export async function insertEvents(client: pg.PoolClient, events: readonly SessionEvent[], hashes: SiteHashes): Promise<void> {
  if (events.length === 0) return;
  await client.query({
    name: 'insert-events',
    text: INSERT,
    values: COLUMNS.map(([, , value]) => events.map((event) => value(event, hashes))),
  });
}

function storedAddress({ entry, site }: PreparedEvent): string | null {
  if (entry.ip === null) return null;
  return site.config.store_full_ip ? entry.ip : truncatedAddress(entry.ip);
}
