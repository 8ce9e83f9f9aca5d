import { invalid } from '../http/problem.js';
import type { EventPlace, MetricsReader } from '../metrics/query/port.js';
import type { EventPage, EventsQueryDto } from './analytics.dto.js';
import type { StoredEvent } from './stored-event.dto.js';

const DEFAULT_LIMIT = 50;

/** A page of stored events; pages go by the place of the last one seen, so new events do not shift them. */
export async function eventPage(reader: MetricsReader, query: EventsQueryDto): Promise<EventPage> {
  const limit = query.limit ?? DEFAULT_LIMIT;
  const listed = await reader.events({
    siteId: query.site_id,
    eventType: query.event_type,
    eventId: query.event_id,
    country: query.country,
    company: query.company,
    after: query.after,
    behind: query.cursor === undefined ? undefined : parseCursor(query.cursor),
    limit: limit + 1,
  });
  const shown = listed.slice(0, limit);
  const last = shown.at(-1);
  // The reader names its columns as the wire does.
  return { items: shown.map(({ event }) => event as unknown as StoredEvent), next_cursor: listed.length > limit && last !== undefined ? cursorOf(last.place) : null };
}

const cursorOf = ({ at, id }: EventPlace): string => Buffer.from(`${at}|${id}`).toString('base64url');

function parseCursor(cursor: string): EventPlace {
  const [at = '', id = ''] = Buffer.from(cursor, 'base64url').toString().split('|');
  if (!/^\d{4}-/.test(at) || Number.isNaN(Date.parse(at)) || !/^\d+$/.test(id))
    throw invalid([{ field: 'cursor', rule: 'cursor', message: 'cursor must be the next_cursor of the page before.' }]);
  return { at, id: Number(id) };
}
