import type pg from 'pg';
import type { EventFilter, ListedEvent } from '../../query/port.js';

/** Stored events, newest first, without personal fields. */
export async function readEvents(client: pg.PoolClient, { siteId, eventType, eventId, country, company, after, behind, limit }: EventFilter): Promise<ListedEvent[]> {
  const { rows } = await client.query<Record<string, unknown> & { id: number; at: string }>(
    `select id, site_id, event_id, event_type, "timestamp", "timestamp"::text as at, page_url, page_title, referrer, visitor_id, session_id,
       event_data, source, device, ip_enrichment->'geo' as geo, ip_enrichment->'organisation' as organisation, consent, bot_score, bot_reasons, missing,
       coalesce(issues, '[]') as issues
     from events
     where ($1::uuid is null or site_id = $1) and ($2::text is null or event_type = $2)
       and ($3::text is null or ip_enrichment->'geo'->>'country' = $3) and ($4::text is null or ip_enrichment->'organisation'->>'name' = $4)
       and ($5::timestamptz is null or ("timestamp", id) < ($5, $6)) and ($7::timestamptz is null or "timestamp" > $7)
       and ($8::text is null or event_id = $8)
     order by "timestamp" desc, id desc limit $9`,
    [siteId ?? null, eventType ?? null, country ?? null, company ?? null, behind?.at ?? null, behind?.id ?? null, after ?? null, eventId ?? null, limit],
  );
  return rows.map(({ id, at, ...event }) => ({ place: { at, id }, event }));
}
