import type pg from 'pg';
import { invalid } from '../http/problem.js';
import type { ExportedEvent, ExportedSession, PersonExportResponse } from './person-export.dto.js';
import { findPerson, type PersonKeys } from './person.js';

const PAGE = 500;

/** One page of everything that is stored of a person, as it is stored. @param cursor `next_cursor` of the page before */
export async function exportPerson(client: pg.PoolClient, siteId: string, person: PersonKeys, cursor?: string): Promise<PersonExportResponse> {
  const found = await findPerson(client, siteId, person);
  const begin = cursor === undefined ? 0 : found.events.findIndex(({ id }) => id === idOf(cursor)) + 1;
  const page = found.events.slice(begin, begin + PAGE);
  const events = await client.query<ExportedEvent>(
    `select e.event_id, e.event_type, e."timestamp", e.page_url, e.page_title, e.referrer, e.visitor_id, e.session_id, e.user_id, host(e.ip_address) as ip_address,
       e.ip_enrichment->'geo' as geo, e.ip_enrichment->'organisation' as organisation, e.user_agent, e.device, e.screen, e.language, e.timezone, e.consent, e.ids,
       e.user_hashes, e.event_data, e.source
     from events e where e.site_id = $1 and e.id = any($2) order by e."timestamp", e.id`,
    [siteId, page.map(({ id }) => id)],
  );
  const sessions =
    cursor === undefined
      ? await client.query<ExportedSession>(
          `select session_id, visitor_id, user_id, started_at, last_event_at, events, page_views, entry_page, exit_page, referrer, channel, source, medium, campaign,
             country, region, city, device_category, browser, os, screen, organisation
           from sessions where site_id = $1 and session_id = any($2) order by started_at, session_id`,
          [siteId, found.sessionIds],
        )
      : { rows: [] };
  const last = page.at(-1);
  const isMore = begin + PAGE < found.events.length;
  return { sessions: sessions.rows, events: events.rows, next_cursor: isMore && last !== undefined ? Buffer.from(String(last.id)).toString('base64url') : null };
}

function idOf(cursor: string): number {
  const id = Buffer.from(cursor, 'base64url').toString();
  if (!/^\d{1,15}$/.test(id)) throw invalid([{ field: 'cursor', rule: 'cursor', message: 'cursor must be the next_cursor of the page before.' }]);
  return Number(id);
}
