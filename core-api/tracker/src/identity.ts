import type { WireUser } from '@warp/contracts';
import { mayIdentify } from './consent.js';
import type { Draft } from './draft.js';
import { read, remove, SITE, write } from './storage.js';
import { uuidv7 } from './uuid.js';
import { campaignParameters, type ClickIds, vendorIds } from './vendor-ids.js';

/** What the browser keeps of a visitor; times in ms since 1970. */
interface Visit {
  visitor_id: string;
  session_id: string;
  /** Last event. */
  at: number;
  /** The UTM parameters and click ids that the session began with. */
  campaign: string;
  clicks: ClickIds;
}

/** Thirteen months without a visit, and the next one is somebody new. */
const VISITOR_LIFE_MS = 395 * 864e5;
const SESSION_IDLE_MS = 30 * 6e4;

/** Who the page says the visitor is. Held in memory only. */
const person: { user_id?: string; user?: WireUser } = {};

/** Names the visitor for the events from now on: by an own id, by what destinations may match, or both. */
export function setPerson(who: string | number | WireUser, traits?: WireUser): void {
  if (typeof who !== 'object') person.user_id = String(who);
  person.user = { ...person.user, ...(typeof who === 'object' ? who : traits) };
}

/** Puts visitor, session, other systems' ids and the person on an event, and keeps them, as far as its consent goes. */
export function identify(event: Draft): void {
  const { user, consent } = event;
  delete event.user;
  if (!mayIdentify()) return;
  const visit = continued(event.event_type === 'page_view' ? campaignParameters(event.page_url).join('&') : '');
  const { visitor_id, session_id } = visit;
  Object.assign(event, person, { visitor_id, session_id, ids: vendorIds(visit.clicks, consent.marketing) });
  write(SITE, visit);
  if (user) event.user = { ...person.user, ...user };
}

/** Stores the visitor no longer; the next visit is one of somebody new. */
export const forgetVisit = (): void => remove(SITE);

/** The stored visit with a session that is still on: not idle for half an hour, and not overtaken by a new campaign. */
function continued(campaign: string): Visit {
  const now = Date.now();
  // Read anew for each event: another tab may have gone on.
  let visit = read(SITE) as Visit | undefined;
  if (!visit || !(now - visit.at < VISITOR_LIFE_MS))
    // The session and its campaign follow at once, because the last event is long ago.
    visit = { visitor_id: uuidv7(), at: 0, clicks: {} } as Visit;
  if (now - visit.at > SESSION_IDLE_MS || (campaign && campaign !== visit.campaign)) {
    visit.session_id = uuidv7();
    visit.campaign = campaign;
  }
  visit.at = now;
  return visit;
}

