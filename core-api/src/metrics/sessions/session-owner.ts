import { createHash, createHmac } from 'node:crypto';
import { BOT_SCORE } from '@warp/contracts';
import { PROOFS } from '../../collect/proof.js';
import type { SiteEntry } from '../../site-directory/site-directory.js';
import type { PreparedEvent } from '../prepared-event.js';
import type { Session } from './session.js';

/*
 * Whose a session is. Its id is no secret: anybody may repeat one that they saw. So a session id said by two visitors is two sessions, and one
 * said by a program is another than the same said by a person; the later one goes on under an id made of both.
 */

export const isBotEvent = (event: PreparedEvent): boolean => event.bot.score >= BOT_SCORE;

/**
 * Stands for the visitor of a session that a server named before any browser did. Keyed, so that nobody can say it: it would make
 * a stranger's session everybody's.
 */
export const nobodyOf = ({ id, secret }: Pick<SiteEntry, 'id' | 'secret'>, sessionId: string): string =>
  `n-${createHmac('sha256', secret).update(`${id}\n${sessionId}`).digest('hex').slice(0, 32)}`;

/** The look at the first letters spares the hash of nearly all. */
const isNobodys = ({ visitorId }: Session, { site }: PreparedEvent, named: string): boolean => visitorId.startsWith('n-') && visitorId === nobodyOf(site, named);

/** Whether a session with the id that an event names is the one it means. What a server reports without a visitor belongs to whoever has it. */
export function isMeant(session: Session, event: PreparedEvent, named: string): boolean {
  if (session.isBot !== isBotEvent(event)) return false;
  const { visitor, proof, entry } = event;
  return (
    session.visitorId === visitor.id ||
    session.visitorId === visitor.yesterdaysId ||
    (proof === PROOFS.server && entry.event.visitor_id === undefined) ||
    isNobodys(session, event, named)
  );
}

/** Makes a session that is nobody's the visitor's; the first to come has it. */
export function adopt(session: Session, event: PreparedEvent, named: string): void {
  if (session.visitorId !== event.visitor.id && isNobodys(session, event, named)) session.visitorId = event.visitor.id;
}

/** Ids under which an event's session may go on when the one that it names is another visitor's; new ones take the first. */
export const ownIds = (event: PreparedEvent, named: string): readonly string[] =>
  [event.visitor.id, event.visitor.yesterdaysId].flatMap((visitor) => (visitor === undefined ? [] : [ownId(named, visitor, isBotEvent(event))]));

const MOST_CHARACTERS = 255;
const MARK_CHARACTERS = 12;

function ownId(named: string, visitorId: string, isBot: boolean): string {
  const mark = createHash('sha256').update(`${named}\n${visitorId}\n${isBot}`).digest('hex').slice(0, MARK_CHARACTERS);
  return `${named.slice(0, MOST_CHARACTERS - MARK_CHARACTERS - 1).toWellFormed()}~${mark}`;
}

/**
 * Which further sessions a batch needs, once those that it names are read: those of visitors who name somebody else's.
 * @param storedOf the stored session of a name; undefined: none
 */
export function furtherSessions(
  events: readonly PreparedEvent[],
  storedOf: (siteId: string, named: string) => Session | undefined,
): readonly { readonly siteId: string; readonly sessionId: string }[] {
  const byName = Map.groupBy(
    events.filter(({ entry }) => entry.event.session_id !== undefined),
    ({ site, entry }) => `${site.id}|${entry.event.session_id}`,
  );
  return [...byName.values()].flatMap((group) => {
    const [{ site, entry }] = group as [PreparedEvent];
    const named = entry.event.session_id!;
    const stored = storedOf(site.id, named);
    const isOpen = stored === undefined || isNobodys(stored, group[0]!, named);
    if (isOpen && new Set(group.map((event) => `${event.visitor.id}|${isBotEvent(event)}`)).size === 1) return [];
    const strangers = isOpen ? group : group.filter((event) => !isMeant(stored, event, named));
    return [...new Set(strangers.flatMap((event) => ownIds(event, named)))].map((sessionId) => ({ siteId: site.id, sessionId }));
  });
}
