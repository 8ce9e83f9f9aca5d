import type pg from 'pg';
import type { SiteEntry } from '../../../site-directory/site-directory.js';
import type { Prepare } from '../../prepared-event.js';
import type { Rollups } from '../../rollups.js';
import { countEvent, openSession, type Session } from '../../sessions/session.js';
import type { StoredEvent, TakenOver } from '../../write.js';
import { correctSource, deleteEvents, deleteSessions, readReplaced, readSessionsEvents } from './replaced-events.js';
import { loadSessions, rewriteSessions } from './sessions-table.js';

/** A longer session is not counted anew for one event; it keeps its begin, end and pages. */
const MOST_EVENTS = 2_000;

/**
 * Takes events back that somebody with a better proof says otherwise: their rows, what they added to their sessions and to the rollups. What
 * remains is what would be there had they never come: a session of nothing else is gone, one that such an event began comes from where its
 * next event says. Part of the transaction that stores the better ones.
 *
 * @param rollups where the differences are summed up
 * @returns what was taken back
 */
export async function takeBack(
  client: pg.PoolClient,
  takenOver: readonly TakenOver[],
  siteOf: (siteId: string) => SiteEntry,
  rollups: Rollups,
  prepare: Prepare,
): Promise<readonly StoredEvent[]> {
  if (takenOver.length === 0) return [];
  const replaced = await readReplaced(client, takenOver, siteOf, prepare);
  const bySession = Map.groupBy(replaced, ({ prepared, sessionId }) => `${prepared.site.id}|${sessionId}`);
  const sessions = await loadSessions(
    client,
    { named: [...bySession.values()].map(([first]) => ({ siteId: first!.prepared.site.id, sessionId: first!.sessionId })), visitors: [], users: [] },
    (siteId) => siteOf(siteId).config.timezone,
  );
  const remaining: Session[] = [];
  for (const session of sessions) {
    const gone = bySession.get(`${session.siteId}|${session.sessionId}`)!;
    const rebuilt = await withoutEvents(client, session, gone, rollups, prepare);
    rollups.removeSession(session);
    if (rebuilt === undefined) continue;
    rollups.moveSession(undefined, rebuilt);
    remaining.push(rebuilt);
    if (JSON.stringify(rebuilt.source) !== JSON.stringify(session.source)) await correctSource(client, rebuilt);
  }
  const known = new Set(sessions.map(({ siteId, sessionId }) => `${siteId}|${sessionId}`));
  for (const { prepared, sessionId } of replaced)
    if (!known.has(`${prepared.site.id}|${sessionId}`)) rollups.addEvent(prepared, openSession(prepared, sessionId, false), -1);
  await deleteEvents(client, replaced);
  const kept = new Set(remaining.map(({ siteId, sessionId }) => `${siteId}|${sessionId}`));
  await deleteSessions(client, sessions.filter(({ siteId, sessionId }) => !kept.has(`${siteId}|${sessionId}`)));
  await rewriteSessions(client, remaining);
  return replaced;
}

/** @returns undefined when nothing is left of the session */
async function withoutEvents(client: pg.PoolClient, session: Session, gone: readonly StoredEvent[], rollups: Rollups, prepare: Prepare): Promise<Session | undefined> {
  for (const { prepared } of gone) rollups.addEvent(prepared, session, -1);
  if (session.events <= gone.length) return undefined;
  const all = session.events > MOST_EVENTS ? [] : await readSessionsEvents(client, session, gone[0]!.prepared.site, MOST_EVENTS, prepare);
  // Some were erased, or there are too many: what is left is not all that was counted.
  if (all.length !== session.events) return gone.reduce(subtract, session);
  const goneIds = new Set(gone.map(({ id }) => id));
  const [first, ...others] = all.filter(({ id }) => !goneIds.has(id)).map(({ prepared }) => prepared);
  const isBegunAnew = goneIds.has(all[0]!.id);
  const opened = openSession(first!, session.sessionId, session.isBot);
  const rebuilt: Session = isBegunAnew
    ? { ...opened, visitorId: session.visitorId }
    : { ...session, ...NOTHING_COUNTED, startedAt: opened.startedAt, lastEventAt: opened.lastEventAt, userProof: opened.userProof };
  for (const event of [first!, ...others]) {
    if (isBegunAnew) rollups.addEvent(event, session, -1);
    countEvent(rebuilt, event);
  }
  if (isBegunAnew) for (const event of [first!, ...others]) rollups.addEvent(event, rebuilt);
  return rebuilt;
}

const NOTHING_COUNTED = { userId: null, events: 0, pageViews: 0, conversions: 0, revenue: 0, engagedMs: 0, funnelSteps: 0, entryPage: null, exitPage: null };

const subtract = (session: Session, { prepared }: StoredEvent): Session => ({
  ...session,
  events: session.events - 1,
  pageViews: session.pageViews - (prepared.isPageView ? 1 : 0),
  conversions: session.conversions - (prepared.isConversion ? 1 : 0),
  revenue: session.revenue - prepared.revenue,
  engagedMs: session.engagedMs - prepared.engagedMs,
});
