import { skip, type Skip, type WarpEvent } from '@warp/plugin-sdk';
import { customData, type CustomData } from './custom-data.js';
import { eventName } from './event-names.js';
import type { MetaSettings } from './settings.js';
import { isTooBroad, userData, type UserData } from './user-data.js';

/** An event as it travels in `data`. */
export interface MetaEvent {
  readonly event_name: string;
  /** Seconds since 1970. */
  readonly event_time: number;
  /** The pixel in the browser sends the same as `eventID`; Meta keeps one of the two. */
  readonly event_id: string;
  readonly action_source: 'website';
  readonly event_source_url: string;
  readonly referrer_url?: string;
  readonly user_data: UserData;
  readonly custom_data?: CustomData;
  readonly data_processing_options?: readonly ['LDU'];
  readonly data_processing_options_country?: 0 | 1;
  readonly data_processing_options_state?: 0 | 1000;
}

/** An event as Meta takes it, or why it would not: one invalid event refuses its whole request. */
export function map(event: WarpEvent, settings: MetaSettings): MetaEvent | Skip {
  const name = eventName(event.eventType);
  if (name === undefined) return skip('meta_no_counterpart', `Meta has no counterpart for ${event.eventType}.`);
  if (event.pageUrl === undefined || !URL.canParse(event.pageUrl))
    return skip('meta_no_page_url', 'Meta takes website events only with the address of their page.');
  if (!event.userAgent) return skip('meta_no_user_agent', 'Meta takes website events only with the visitor’s browser.');
  const custom = customData(name, event.eventData);
  if (name === 'Purchase' && custom.value === undefined)
    return skip('meta_no_value', 'Meta takes a purchase only with its value and currency.');
  const user = userData(event);
  if (isTooBroad(user)) return skip('meta_too_little_user_data', 'Too little is known of the visitor for Meta to find anybody.');
  return {
    event_name: name,
    // A clock that is ahead must not date an event into the future.
    event_time: Math.floor(Math.min(event.timestampMs, event.receivedAtMs) / 1000),
    event_id: event.eventId,
    action_source: 'website',
    event_source_url: event.pageUrl,
    ...(event.referrer && { referrer_url: event.referrer }),
    user_data: user,
    ...(Object.keys(custom).length > 0 && { custom_data: custom }),
    ...LIMITED_DATA_USE[settings.data_processing],
  };
}

/** Country 1 is the United States, state 1000 California; 0 leaves it to Meta (…/docs/marketing-apis/data-processing-options). */
const LIMITED_DATA_USE: Readonly<Record<MetaSettings['data_processing'], Partial<MetaEvent>>> = {
  off: {},
  locate: { data_processing_options: ['LDU'], data_processing_options_country: 0, data_processing_options_state: 0 },
  california: { data_processing_options: ['LDU'], data_processing_options_country: 1, data_processing_options_state: 1000 },
};
