import { skip, type Skip, type WarpEvent } from '@warp/plugin-sdk';
import { customData, type CustomData } from './custom-data.js';
import { canMatch, userData, type UserData } from './user-data.js';

/** An event as it travels in `data`. */
export interface MicrosoftEvent {
  readonly eventType: 'pageLoad' | 'custom';
  /** What a conversion goal calls its action. */
  readonly eventName?: string;
  /** The UET tag in the browser sends the same as `event_id`; Microsoft counts one of the two. */
  readonly eventId: string;
  /** Seconds since 1970. */
  readonly eventTime: number;
  readonly eventSourceUrl?: string;
  readonly referrerUrl?: string;
  readonly pageTitle?: string;
  readonly adStorageConsent: 'G' | 'D';
  readonly userData: UserData;
  readonly customData?: CustomData;
}

/** Measures of a visit that no advertisement is steered by. */
const WITHOUT_COUNTERPART: ReadonlySet<string> = new Set(['session_start', 'user_engagement']);

/**
 * An event as Microsoft takes it, or why it would not. A page view is a page load; anything else keeps its name, because the
 * names Microsoft suggests for a goal's action are those of Warp's events (learn.microsoft.com/en-us/advertising/msa-help/hlp_ba_conc_uetv2customevent).
 */
export function map(event: WarpEvent): MicrosoftEvent | Skip {
  const { eventType, eventId, pageTitle, consent } = event;
  if (WITHOUT_COUNTERPART.has(eventType)) return skip('microsoft_no_counterpart', `Microsoft has no counterpart for ${eventType}.`);
  const isPageLoad = eventType === 'page_view';
  const pageUrl = webAddress(event.pageUrl);
  if (isPageLoad && pageUrl === undefined)
    return skip('microsoft_no_page_url', 'Microsoft takes page views only with the address of their page.');
  const user = userData(event);
  if (!canMatch(user)) return skip('microsoft_too_little_user_data', 'Too little is known of the visitor for Microsoft to find anybody.');
  const referrer = webAddress(event.referrer);
  // A page load carries no value (the guide, “Variable revenue”).
  const custom = isPageLoad ? {} : customData(eventType, event.eventData);
  return {
    eventType: isPageLoad ? 'pageLoad' : 'custom',
    ...(!isPageLoad && { eventName: eventType }),
    eventId,
    // A clock that is ahead must not date an event into the future.
    eventTime: Math.floor(Math.min(event.timestampMs, event.receivedAtMs) / 1000),
    ...(pageUrl && { eventSourceUrl: pageUrl }),
    ...(referrer && { referrerUrl: referrer }),
    ...(pageTitle && { pageTitle }),
    adStorageConsent: consent.marketing ? 'G' : 'D',
    userData: user,
    ...(Object.keys(custom).length > 0 && { customData: custom }),
  };
}

const webAddress = (text: string | undefined): string | undefined => (text !== undefined && /^https?:/.test(text) && URL.canParse(text) ? text : undefined);
