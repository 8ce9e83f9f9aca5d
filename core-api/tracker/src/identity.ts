import type { WireUser } from '@warp/contracts';
import { config } from './config.js';
import type { Draft } from './draft.js';
import { readVisit, writeVisit } from './storage.js';
import { timeOf, uuidv7 } from './uuid.js';
import { campaignIn, type ClickIds, clickIdsIn, freshClickIds, latestClickIds, vendorIds } from './vendor-ids.js';

/** What the browser keeps of a visitor. */
interface Visit {
  visitor_id: string;
  session_id: string;
  /** Last event, ms since 1970. */
  at: number;
  /** The UTM parameters and click ids that the session began with. */
  campaign: string;
  clicks: ClickIds;
}

/** Thirteen months, what the French authority allows an id of audience measurement; counted from the first visit. */
const MAX_VISITOR_AGE_MS = 395 * 864e5;
const SESSION_IDLE_MS = 30 * 6e4;

/** Where nothing can be stored, ids last as long as the page. */
let kept: string | undefined;
/** Click ids this page was reached with. Kept from here when marketing is allowed only later. */
let seen: ClickIds = {};
let person: { user_id?: string; user?: WireUser } = {};

/** Says who the visitor is, for the events from now on. Held in memory only. */
export function setPerson(userId: unknown, user: WireUser | undefined): void {
  person = { ...person, ...(userId ? { user_id: String(userId) } : {}), ...(user ? { user: { ...person.user, ...user } } : {}) };
}

/** Puts visitor, session, other systems' ids and the person on an event, as far as its consent goes. */
export function identify(event: Draft): void {
  const { consent, page_url = '', user } = event;
  seen = latestClickIds(seen, clickIdsIn(page_url));
  if (!consent.analytics || config.cookieless) {
    delete event.user;
    return;
  }
  const visit = continued(event.event_type === 'page_view' ? campaignIn(page_url) : '');
  visit.clicks = consent.marketing ? freshClickIds(latestClickIds(visit.clicks, seen)) : {};
  keep(visit);
  Object.assign(event, { visitor_id: visit.visitor_id, session_id: visit.session_id }, person);
  const ids = vendorIds(visit.clicks, consent.marketing);
  if (Object.keys(ids).length > 0) event.ids = ids;
  if (user) event.user = { ...person.user, ...user };
}

/** Stores the ad platforms' ids no longer. */
export function forgetClickIds(): void {
  const visit = stored();
  if (visit) keep({ ...visit, clicks: {} });
}

export const forgetVisit = (): void => {
  kept = undefined;
};

/** The stored visit with a session that is still on: not idle for half an hour, and not overtaken by a new campaign. */
function continued(campaign: string): Visit {
  const now = Date.now();
  const visit = stored();
  const isKnown = visit && now - timeOf(visit.visitor_id) < MAX_VISITOR_AGE_MS;
  if (isKnown && now - visit.at < SESSION_IDLE_MS && (!campaign || campaign === visit.campaign)) return { ...visit, at: now };
  return {
    visitor_id: isKnown ? visit.visitor_id : uuidv7(),
    session_id: uuidv7(),
    at: now,
    campaign,
    clicks: isKnown ? visit.clicks : {},
  };
}

/** Read anew for each event: another tab may have gone on. */
function stored(): Visit | undefined {
  const text = readVisit() ?? kept;
  return text === undefined ? undefined : parsed(text);
}

function parsed(text: string): Visit | undefined {
  try {
    const visit = JSON.parse(text) as Visit;
    return visit.visitor_id && visit.session_id ? visit : undefined;
  } catch {
    return undefined;
  }
}

function keep(visit: Visit): void {
  kept = JSON.stringify(visit);
  writeVisit(kept);
}
