import { skip, type Skip, type WarpEvent } from '@warp/plugin-sdk';
import { eventName } from './event-names.js';
import { propertiesOf, type Properties } from './properties.js';
import type { TiktokSettings } from './settings.js';
import { canMatch, userOf, type TiktokUser } from './user.js';

/** An event as it travels in `data`. */
export interface TiktokEvent {
  readonly event: string;
  /** Seconds since 1970. */
  readonly event_time: number;
  /** The pixel in the browser sends the same; TikTok keeps one of the two. */
  readonly event_id: string;
  readonly user: TiktokUser;
  readonly page: { readonly url: string; readonly referrer?: string };
  readonly properties?: Properties;
  readonly limited_data_use?: true;
}

/** An event as TikTok takes it, or why it would not: one invalid event refuses its whole request. */
export function map(event: WarpEvent, settings: TiktokSettings): TiktokEvent | Skip {
  const name = eventName(event.eventType, settings);
  if (name === undefined) return skip('tiktok_no_counterpart', `TikTok has no counterpart for ${event.eventType}.`);
  if (event.pageUrl === undefined || !URL.canParse(event.pageUrl))
    return skip('tiktok_no_page_url', 'TikTok takes website events only with the address of their page.');
  const user = userOf(event);
  if (!canMatch(user)) return skip('tiktok_too_little_user_data', 'Too little is known of the visitor for TikTok to find anybody.');
  const properties = propertiesOf(name, event.eventData);
  return {
    event: name,
    // A clock that is ahead must not date an event into the future.
    event_time: Math.floor(Math.min(event.timestampMs, event.receivedAtMs) / 1000),
    event_id: event.eventId,
    user,
    page: { url: event.pageUrl, ...(event.referrer && { referrer: event.referrer }) },
    ...(Object.keys(properties).length > 0 && { properties }),
    ...(settings.limited_data_use && { limited_data_use: true }),
  };
}
