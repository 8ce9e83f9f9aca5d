import { createHash } from 'node:crypto';
import type { EventEntry } from '../collect/log-entry.js';

/** By what an event tells whose it is. */
export interface KnownBy {
  readonly userId?: string | undefined;
  /** SHA-256 (hex) of the trimmed, lower-case address. */
  readonly emailHash?: string | undefined;
  readonly visitorId?: string | undefined;
  readonly sessionId?: string | undefined;
}

/**
 * Ids of a person. `named`: a browser that was named itself, and whatever was done in it is theirs; `browser`, `visit`: found by way of the
 * person, and another user's events there are not theirs.
 */
export type IdKind = 'user' | 'email' | 'named' | 'browser' | 'visit';

/** Whether an event is a person's; the same question as `findPerson` asks of stored ones. @param has whether it is an id of the person */
export const isTheirs = ({ userId, emailHash, visitorId, sessionId }: KnownBy, has: (kind: IdKind, id: string) => boolean): boolean =>
  (userId !== undefined && has('user', userId)) ||
  (emailHash !== undefined && has('email', emailHash)) ||
  (visitorId !== undefined && has('named', visitorId)) ||
  (userId === undefined && ((visitorId !== undefined && has('browser', visitorId)) || (sessionId !== undefined && has('visit', sessionId))));

/** What an entry of the event log says. */
export function knownBy({ event }: Pick<EventEntry, 'event'>): KnownBy {
  const email = event.user?.email;
  return { userId: event.user_id, visitorId: event.visitor_id, sessionId: event.session_id, emailHash: email === undefined ? undefined : emailHash(email) };
}

/** An address as events have it. */
export const emailHash = (email: string): string => createHash('sha256').update(email.trim().toLowerCase()).digest('hex');
