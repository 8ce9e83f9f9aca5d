import { count, duration, events } from './words.js';

/** How a destination does: `paused` waits for its owner, `off` was switched off. */
export const DESTINATION_STATES = ['healthy', 'degraded', 'failing', 'paused', 'off'] as const;
export type DestinationStateName = (typeof DESTINATION_STATES)[number];

/** The state and why, for a person. */
export interface DestinationState {
  readonly state: DestinationStateName;
  readonly reason: string;
}

/** How finished deliveries ended. */
export interface Ended {
  readonly delivered: number;
  /** Given up. */
  readonly dead: number;
  readonly skipped: number;
}

/** What decides a destination's state. Times in ms since 1970; what ended before its settings changed last is not in it. */
export interface DestinationFacts {
  readonly enabled: boolean;
  /** null: delivery has not paused it. */
  readonly pausedBecause: string | null;
  /** Why its account gives no access; null: it needs none, or has it. */
  readonly accountProblem: string | null;
  readonly isPluginLoaded: boolean;
  readonly lastHour: Ended;
  readonly lastDay: Ended;
  /** Whether more ended in the last day than was looked at. */
  readonly isSample: boolean;
  readonly lastSuccessAt: number | null;
  /** Not finished. */
  readonly queued: number;
  /** Of these: the platform did not answer, since when, and what was last heard. */
  readonly unanswered: number;
  readonly unansweredSince: number | null;
  readonly lastUnanswered: string | null;
  /** Of these: the platform asks to wait. */
  readonly throttled: number;
  /** Since when one is due that nobody has tried. */
  readonly overdueSince: number | null;
  /** Why the last one was given up. */
  readonly lastDead: string | null;
}

/** Shares of deliveries that failed from which on somebody should look, and from which on most of what is sent is lost. */
const DEGRADED = 0.05;
const FAILING = 0.5;

/** With fewer in the last hour, the last day decides: one event is no trend. */
const ENOUGH = 10;

/** A platform may be away this long before it counts as failing; the breaker and the retries are made for that. */
const PATIENCE_MS = 2 * 60_000;

/** Deliveries are tried within seconds; when one was not for so long, nobody works or the queue grows faster than it is worked off. */
const OVERDUE_MS = 10 * 60_000;

/** The one rule for how a destination does. Every screen, WordPress, alerts and the API show what it says. */
export function destinationState(facts: DestinationFacts, now: number): DestinationState {
  const { queued, pausedBecause, accountProblem } = facts;
  if (!facts.enabled) return { state: 'off', reason: queued === 0 ? 'Switched off.' : `Switched off. ${events(queued)} queued, to be sent when it is on again.` };
  if (!facts.isPluginLoaded) return { state: 'failing', reason: withQueue('Its plugin is not loaded, so nothing is sent.', queued) };
  if (pausedBecause !== null) return { state: 'paused', reason: pausedBecause };
  if (accountProblem !== null) return { state: 'paused', reason: accountProblem };
  return unanswering(facts, now) ?? refusing(facts) ?? waiting(facts, now) ?? { state: 'healthy', reason: allWell(facts) };
}

/** The platform does not answer: nothing got through since the oldest of what is tried again was first sent. */
function unanswering({ unanswered, unansweredSince, lastSuccessAt, queued, lastUnanswered }: DestinationFacts, now: number): DestinationState | undefined {
  if (unanswered === 0 || unansweredSince === null || (lastSuccessAt !== null && lastSuccessAt > unansweredSince)) return undefined;
  const since = now - unansweredSince;
  const tried = `${events(queued)} queued and tried again.`;
  return since < PATIENCE_MS
    ? { state: 'degraded', reason: sentences('The platform does not answer.', tried, lastUnanswered) }
    : { state: 'failing', reason: sentences(`Nothing has been delivered for ${duration(since)}.`, tried, lastUnanswered) };
}

function refusing(facts: DestinationFacts): DestinationState | undefined {
  const { ended, of } = window(facts);
  const finished = ended.delivered + ended.dead;
  const share = finished === 0 ? 0 : ended.dead / finished;
  if (share < DEGRADED) return undefined;
  return { state: share < FAILING ? 'degraded' : 'failing', reason: sentences(notDelivered(ended.dead, finished, of), facts.lastDead && `Last reason: ${facts.lastDead}`) };
}

function waiting(facts: DestinationFacts, now: number): DestinationState | undefined {
  const { throttled, unanswered, overdueSince, queued, lastHour, lastUnanswered } = facts;
  if (overdueSince !== null && now - overdueSince >= OVERDUE_MS) {
    const reason = `${events(queued)} queued, the oldest for ${duration(now - overdueSince)}.`;
    return lastHour.delivered === 0 ? { state: 'failing', reason: `Nothing is being sent. ${reason}` } : { state: 'degraded', reason };
  }
  if (throttled > 0) return { state: 'degraded', reason: `The platform asks to slow down. ${events(queued)} queued and tried again.` };
  const delivered = window(facts).ended.delivered;
  if (unanswered > 0 && unanswered / (unanswered + delivered) >= DEGRADED)
    return { state: 'degraded', reason: sentences(`The platform did not answer for ${events(unanswered, '')}; ${unanswered === 1 ? 'it is' : 'they are'} tried again.`, lastUnanswered) };
  return undefined;
}

function allWell(facts: DestinationFacts): string {
  const { ended, of } = window(facts);
  const finished = ended.delivered + ended.dead;
  if (finished > 0 && ended.dead === 0) return finished === 1 ? `The only event ${of} was delivered.` : `All ${count(finished)} events ${of} were delivered.`;
  if (finished > 0) return `${count(ended.delivered)} of ${count(finished)} events ${of} were delivered.`;
  if (facts.queued > 0) return `${events(facts.queued)} queued.`;
  return ended.skipped === 0 ? 'No event in the last 24 hours.' : `Nothing was sent in the last 24 hours: ${events(ended.skipped, ended.skipped === 1 ? 'was' : 'were')} skipped.`;
}

/** The last hour, when it has enough to go by. */
function window({ lastHour, lastDay, isSample }: DestinationFacts): { readonly ended: Ended; readonly of: string } {
  const inHour = lastHour.delivered + lastHour.dead;
  const inDay = lastDay.delivered + lastDay.dead;
  if (isSample) return { ended: lastDay, of: 'sent last' };
  return inHour >= ENOUGH || (inHour > 0 && inHour === inDay) ? { ended: lastHour, of: 'of the last hour' } : { ended: lastDay, of: 'of the last 24 hours' };
}

function notDelivered(dead: number, finished: number, of: string): string {
  if (finished === 1) return `The only event ${of} was not delivered.`;
  return dead === finished ? `None of the ${count(finished)} events ${of} was delivered.` : `${count(dead)} of ${count(finished)} events ${of} ${dead === 1 ? 'was' : 'were'} not delivered.`;
}

const withQueue = (sentence: string, queued: number): string => (queued === 0 ? sentence : `${sentence} ${events(queued)} queued.`);

const sentences = (...parts: readonly (string | null)[]): string => parts.filter((part) => part !== null && part !== '').join(' ');
