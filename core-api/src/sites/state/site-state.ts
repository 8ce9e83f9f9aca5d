import type { DestinationStateName } from '../../destinations/state/destination-state.js';
import { count, duration, events, moment } from '../../destinations/state/words.js';

/** How a site does: `silent` had events once, `not_installed` never. */
export const SITE_STATES = ['active', 'silent', 'paused', 'not_installed', 'error'] as const;
export type SiteStateName = (typeof SITE_STATES)[number];

/** The state and why, for a person. */
export interface SiteState {
  readonly state: SiteStateName;
  readonly reason: string;
}

/** What decides a site's state. Times in ms since 1970. */
export interface SiteFacts {
  readonly status: 'active' | 'paused' | 'error';
  /** By the event's own time; null: it never had one. */
  readonly lastEventAt: number | null;
  /** IANA name. */
  readonly timezone: string;
  /** Events of the last 24 hours that were stored, that could not be, and that were rejected at the door and not mended since. */
  readonly stored: number;
  readonly setAside: number;
  readonly rejected: number;
  readonly destinations: readonly { readonly name: string; readonly state: DestinationStateName; readonly reason: string; readonly queued: number }[];
}

/** Without an event for so long, something is wrong on nearly every site. */
const SILENT_MS = 24 * 3_600_000;

/** The one rule for how a site does. Every screen, WordPress, alerts and the API show what it says. */
export function siteState(facts: SiteFacts, now: number): SiteState {
  const { status, lastEventAt, timezone } = facts;
  if (status === 'paused') return { state: 'paused', reason: 'Paused: its events are not stored.' };
  if (status === 'error') return { state: 'error', reason: 'The site does not work.' };
  const lost = mostlyLost(facts);
  if (lost !== undefined) return lost;
  if (lastEventAt === null) return { state: 'not_installed', reason: 'No event yet. Add the script to the site’s pages, or connect WordPress.' };
  if (now - lastEventAt >= SILENT_MS) return { state: 'silent', reason: `No event since ${moment(lastEventAt, timezone)}, for ${duration(now - lastEventAt)}.` };
  return undelivered(facts) ?? { state: 'active', reason: `Last event ${now - lastEventAt < 60_000 ? 'just now' : `${duration(now - lastEventAt)} ago`}.` };
}

/** More events are rejected or set aside than stored: the shop sends, and most of it counts nowhere. */
function mostlyLost({ rejected, setAside, stored }: SiteFacts): SiteState | undefined {
  if (rejected + setAside <= stored) return undefined;
  const rejection = rejected > 0 ? [`${events(rejected)} rejected (see failed events)`] : [];
  const storing = setAside > 0 ? [`${events(setAside)} set aside because they could not be stored`] : [];
  return { state: 'error', reason: `${[...rejection, ...storing].join(', ')}, and ${count(stored)} stored, in the last 24 hours.` };
}

/** Most of its destinations get nothing. One that waits for its account before there is an event is not set up yet. */
function undelivered({ destinations }: SiteFacts): SiteState | undefined {
  const used = destinations.filter(({ state }) => state !== 'off');
  const failing = used.filter(({ state, queued }) => state === 'failing' || (state === 'paused' && queued > 0));
  const [first] = failing;
  if (first === undefined || failing.length * 2 <= used.length) return undefined;
  if (failing.length === 1) return { state: 'error', reason: `${first.name} gets no events. ${first.reason}` };
  const which = failing.length === used.length ? `All ${count(used.length)}` : `${count(failing.length)} of ${count(used.length)}`;
  return { state: 'error', reason: `${which} destinations get no events: ${failing.map(({ name }) => name).join(', ')}.` };
}
