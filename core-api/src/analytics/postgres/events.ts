import type pg from 'pg';
import { invalid } from '../../http/problem.js';
import type { EventPage, EventsQueryDto } from '../analytics.dto.js';
import type { StoredEvent } from '../stored-event.dto.js';

const DEFAULT_LIMIT = 50;

/** Stored events, newest first, without personal fields; pages by the place of the last one seen, so new events do not shift them. */
export async function readEvents(client: pg.PoolClient, query: EventsQueryDto): Promise<EventPage> {
  const limit = query.limit ?? DEFAULT_LIMIT;
  const [at, id] = query.cursor === undefined ? [null, null] : parseCursor(query.cursor);
  const { rows } = await client.query<StoredEvent & { id: number; at: string }>(
    `select id, site_id, event_id, event_type, "timestamp", "timestamp"::text as at, page_url, page_title, referrer, visitor_id, session_id,
       event_data, source, device, ip_enrichment->'geo' as geo, ip_enrichment->'organisation' as organisation, consent, bot_score, bot_reasons, missing,
       coalesce(issues, '[]') as issues
     from events
     where ($1::uuid is null or site_id = $1) and ($2::text is null or event_type = $2)
       and ($3::text is null or ip_enrichment->'geo'->>'country' = $3) and ($4::text is null or ip_enrichment->'organisation'->>'name' = $4)
       and ($5::timestamptz is null or ("timestamp", id) < ($5, $6)) and ($7::timestamptz is null or "timestamp" > $7)
       and ($8::text is null or event_id = $8)
     order by "timestamp" desc, id desc limit $9`,
    [query.site_id ?? null, query.event_type ?? null, query.country ?? null, query.company ?? null, at, id, query.after ?? null, query.event_id ?? null, limit + 1],
  );
  const items = rows.slice(0, limit);
  const last = items.at(-1);
  return {
    items: items.map(({ id: _id, at: _at, ...item }) => item),
    next_cursor: rows.length > limit && last !== undefined ? Buffer.from(`${last.at}|${last.id}`).toString('base64url') : null,
  };
}

function parseCursor(cursor: string): [string, number] {
  const [at = '', id = ''] = Buffer.from(cursor, 'base64url').toString().split('|');
  if (!/^\d{4}-/.test(at) || Number.isNaN(Date.parse(at)) || !/^\d+$/.test(id))
    throw invalid([{ field: 'cursor', rule: 'cursor', message: 'cursor must be the next_cursor of the page before.' }]);
  return [at, Number(id)];
}
