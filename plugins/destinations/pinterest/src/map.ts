import { skip, type Skip, type WarpEvent } from '@warp/plugin-sdk';
import { customData, type CustomData } from './custom-data.js';
import { eventName } from './event-names.js';
import type { PinterestSettings } from './settings.js';
import { canMatch, userData, type UserData } from './user-data.js';

/** An event as it travels in `data`; Pinterest refuses any other key. */
export interface PinterestEvent {
  readonly event_name: string;
  readonly action_source: 'web';
  /** Seconds since 1970. */
  readonly event_time: number;
  /** The tag in the browser sends the same; Pinterest keeps one of the two. */
  readonly event_id: string;
  readonly event_source_url?: string;
  readonly user_data: UserData;
  readonly custom_data?: CustomData;
  /** Two letters, ISO 639-1. */
  readonly language?: string;
}

/** An event as Pinterest takes it, or why it would not. */
export function map(event: WarpEvent, settings: PinterestSettings): PinterestEvent | Skip {
  const name = eventName(event.eventType, settings);
  if (name === undefined) return skip('pinterest_no_counterpart', `Pinterest has no event for ${event.eventType}.`);
  const user = userData(event);
  if (!canMatch(user))
    return skip('pinterest_too_little_user_data', 'Pinterest takes events only with an e-mail address, or an IP address and a browser.');
  const custom = customData(name, event.eventData, settings);
  const language = /^([a-z]{2})(?:[-_]|$)/i.exec(event.language ?? '')?.[1]?.toLowerCase();
  return {
    event_name: name,
    action_source: 'web',
    // A clock that is ahead must not date an event into the future.
    event_time: Math.floor(Math.min(event.timestampMs, event.receivedAtMs) / 1000),
    event_id: event.eventId,
    ...(event.pageUrl && URL.canParse(event.pageUrl) && { event_source_url: event.pageUrl }),
    user_data: user,
    ...(Object.keys(custom).length > 0 && { custom_data: custom }),
    ...(language && { language }),
  };
}
