import type { WireUser } from '@warp/contracts';
import { config } from './config.js';
import type { Draft } from './draft.js';
import { readVisit, writeVisit } from './storage.js';
import { uuidv7 } from './uuid.js';
import { campaignParameters, type ClickIds, vendorIds } from './vendor-ids.js';

/** What the browser keeps of a visitor; times in ms since 1970. */
interface Visit {
  visitor_id: string;
  /** First visit. */
  since: number;
  session_id: string;
  /** Last event. */
  at: number;
  /** The UTM parameters and click ids that the session began with. */
  campaign: string;
  clicks: ClickIds;
}

interface Person {
  readonly user_id?: string | undefined;
  readonly user?: WireUser | undefined;
}

/** Thirteen months, what the French authority allows an id of audience measurement; counted from the first visit. */
const VISITOR_LIFE_MS = 395 * 864e5;
const SESSION_IDLE_MS = 30 * 6e4;

/** Where nothing can be stored, ids last as long as the page. */
let kept: unknown;
let person: Person = {};

/** Says who the visitor is, for the events from now on. Held in memory only. */
export function setPerson(known: Person): void {
  person = { ...person, ...known };
}

/** Puts visitor, session, other systems' ids and the person on an event, as far as its consent goes. */
export function identify(event: Draft): void {
  const { user } = event;
  delete event.user;
  if (!event.consent.analytics || config.cookieless) return;
  const visit = continued(event.event_type === 'page_view' ? campaignParameters(event.page_url).join('&') : '');
  const { visitor_id, session_id } = visit;
  const ids = vendorIds(visit.clicks, event.consent.marketing);
  keep(visit);
  Object.assign(event, { visitor_id, session_id, ids }, person, user && { user: { ...person.user, ...user } });
}

/** Stores the ad platforms' ids no longer. */
export function forgetClicks(): void {
  const visit = stored();
  if (visit) keep({ ...visit, clicks: {} });
}

/** Makes the next visit one of a new visitor. */
export const forgetVisit = (): void => {
  kept = undefined;
};

/** The stored visit with a session that is still on: not idle for half an hour, and not overtaken by a new campaign. */
function continued(campaign: string): Visit {
  const now = Date.now();
  let visit = stored();
  if (!visit || !(now - visit.since < VISITOR_LIFE_MS))
    visit = { visitor_id: uuidv7(), since: now, session_id: '', at: 0, campaign: '', clicks: {} };
  if (now - visit.at > SESSION_IDLE_MS || (campaign && campaign !== visit.campaign)) {
    visit.session_id = uuidv7();
    visit.campaign = campaign;
  }
  visit.at = now;
  return visit;
}

/** Read anew for each event: another tab may have gone on. */
const stored = (): Visit | undefined => (readVisit() ?? kept) as Visit | undefined;

function keep(visit: Visit): void {
  kept = visit;
  writeVisit(visit);
}
