import type pg from 'pg';
import type { PreparedEvent } from '../../prepared-event.js';
import { LATE_MS, type Session } from '../../sessions/session.js';
import { furtherSessions, isBotEvent } from '../../sessions/session-owner.js';
import { userToJoin } from '../../sessions/sessioniser.js';
import { loadSessions, type SessionsWanted } from './sessions-table.js';

/** Reads and locks the sessions that events may belong to. */
export async function sessionsOf(client: pg.PoolClient, events: readonly PreparedEvent[], timezoneOf: (siteId: string) => string): Promise<readonly Session[]> {
  if (events.length === 0) return [];
  const stored = await loadSessions(client, wantedBy(events), timezoneOf);
  const byId = new Map(stored.map((session) => [`${session.siteId}|${session.sessionId}`, session]));
  const further = furtherSessions(events, (siteId, sessionId) => byId.get(`${siteId}|${sessionId}`));
  if (further.length === 0) return stored;
  for (const session of await loadSessions(client, { named: further, visitors: [], users: [] }, timezoneOf)) byId.set(`${session.siteId}|${session.sessionId}`, session);
  return [...byId.values()];
}

function wantedBy(events: readonly PreparedEvent[]): SessionsWanted {
  const named = new Map<string, SessionsWanted['named'][number]>();
  const visitors = new Map<string, SessionsWanted['visitors'][number]>();
  const users = new Map<string, SessionsWanted['users'][number]>();
  for (const event of events) {
    const { entry, site, visitor } = event;
    const userId = userToJoin(event);
    if (userId !== undefined) {
      const since = Math.min(entry.at - LATE_MS, users.get(`${site.id}|${userId}`)?.since ?? Infinity);
      users.set(`${site.id}|${userId}`, { siteId: site.id, userId, since });
    }
    const sessionId = entry.event.session_id;
    if (sessionId !== undefined) named.set(`${site.id}|${sessionId}`, { siteId: site.id, sessionId });
    else
      for (const visitorId of [visitor.id, visitor.yesterdaysId])
        if (visitorId !== undefined) visitors.set(`${site.id}|${visitorId}|${isBotEvent(event)}`, { siteId: site.id, visitorId, isBot: isBotEvent(event) });
  }
  return { named: [...named.values()], visitors: [...visitors.values()], users: [...users.values()] };
}
