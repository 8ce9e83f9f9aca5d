import { v7 as uuidv7 } from 'uuid';
import type { PreparedEvent, SessionEvent } from '../prepared-event.js';
import { Rollups } from '../rollups.js';
import { continues, countEvent, openSession, type Session } from './session.js';
import { adopt, isBotEvent, isMeant, ownIds } from './session-owner.js';

/** What a batch's events did to the sessions. */
export interface SessionChanges {
  readonly events: readonly SessionEvent[];
  readonly opened: readonly Session[];
  readonly continued: readonly Session[];
  readonly rollups: Rollups;
}

/**
 * Puts events into sessions and sums up what changes in the rollups. Pure but for the ids of new sessions.
 *
 * An event that names its session belongs there, if that is its visitor's (`session-owner.ts`). One that does not joins its visitor's last session, unless that was idle
 * for 30 minutes or the event starts a new campaign; what a server reports joins up to seven days later, and by `user_id` where
 * its visitor has none. Without a first-party id the visitor's hash of yesterday is accepted while its session goes on, so that a
 * visit survives midnight. Programs and people never share a session. What a server reports without a page and finds no session is
 * nobody's visit: it has none.
 *
 * @param events new ones, in the order they were appended
 * @param stored sessions they may belong to
 * @param rollups what the batch changed before
 */
export function sessionise(events: readonly PreparedEvent[], stored: readonly Session[], rollups = new Rollups()): SessionChanges {
  const sessions = new Sessions(stored);
  const counted = events.map((prepared): SessionEvent => {
    const session = sessions.for(prepared);
    if (session !== undefined) {
      countEvent(session, prepared);
      sessions.remember(session);
    }
    return { prepared, session };
  });
  for (const { prepared, session } of counted) rollups.addEvent(prepared, session);
  for (const session of sessions.touched()) rollups.moveSession(sessions.before(session), session);
  return {
    events: counted,
    opened: sessions.touched().filter((session) => sessions.before(session) === undefined),
    continued: sessions.touched().filter((session) => sessions.before(session) !== undefined),
    rollups,
  };
}

class Sessions {
  private readonly byId = new Map<string, Session>();
  private readonly latestOf = new Map<string, Session>();
  private readonly latestOfUser = new Map<string, Session>();
  private readonly originals = new Map<Session, Session>();
  private readonly changed = new Set<Session>();

  constructor(stored: readonly Session[]) {
    for (const session of stored) {
      this.remember(session);
      this.originals.set(session, { ...session });
    }
  }

  for(event: PreparedEvent): Session | undefined {
    const session = this.existing(event) ?? (event.makesNoVisit ? undefined : this.open(event));
    if (session !== undefined) this.changed.add(session);
    return session;
  }

  before(session: Session): Session | undefined {
    return this.originals.get(session);
  }

  touched(): readonly Session[] {
    return [...this.changed];
  }

  private existing(event: PreparedEvent): Session | undefined {
    const { session_id: named } = event.entry.event;
    if (named !== undefined) return this.meant(event, named);
    const { id, yesterdaysId } = event.visitor;
    const user = userToJoin(event);
    return [
      this.latestOf.get(`${event.site.id}|${id}|${isBotEvent(event)}`),
      yesterdaysId === undefined ? undefined : this.latestOf.get(`${event.site.id}|${yesterdaysId}|${isBotEvent(event)}`),
      user === undefined ? undefined : this.latestOfUser.get(`${event.site.id}|${user}`),
    ].find((session) => session !== undefined && continues(session, event));
  }

  private meant(event: PreparedEvent, named: string): Session | undefined {
    const session = this.byId.get(`${event.site.id}|${named}`);
    if (session === undefined) return undefined;
    if (isMeant(session, event, named)) {
      adopt(session, event, named);
      return session;
    }
    return ownIds(event, named)
      .map((id) => this.byId.get(`${event.site.id}|${id}`))
      .find((own) => own !== undefined);
  }

  private open(event: PreparedEvent): Session {
    const { session_id: named } = event.entry.event;
    const isTaken = named !== undefined && this.byId.has(`${event.site.id}|${named}`);
    return openSession(event, isTaken ? ownIds(event, named)[0]! : (named ?? uuidv7()), isBotEvent(event));
  }

  /** Where its visitor and its user will be looked for; again when either or its time changed. */
  remember(session: Session): void {
    this.byId.set(`${session.siteId}|${session.sessionId}`, session);
    const visitor = `${session.siteId}|${session.visitorId}|${session.isBot}`;
    const known = this.latestOf.get(visitor);
    if (known === undefined || known.lastEventAt <= session.lastEventAt) this.latestOf.set(visitor, session);
    if (session.userId === null || session.isBot) return;
    const user = `${session.siteId}|${session.userId}`;
    const knownOfUser = this.latestOfUser.get(user);
    if (knownOfUser === undefined || isRather(session, knownOfUser)) this.latestOfUser.set(user, session);
  }
}

/** Of two sessions of a user, the one to join: whoever says a stranger's user id in a browser does not get that person's orders. */
const isRather = (session: Session, known: Session): boolean =>
  session.userProof === known.userProof ? known.lastEventAt <= session.lastEventAt : session.userProof > known.userProof;

/** Whose session an event may join that a server reports, when its visitor has none. */
export const userToJoin = ({ isLate, entry: { event } }: PreparedEvent): string | undefined =>
  isLate && event.session_id === undefined ? event.user_id : undefined;
