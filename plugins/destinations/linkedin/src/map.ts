import { skip, type EventData, type Skip, type WarpEvent } from '@warp/plugin-sdk';
import { conversionOf } from './conversions.js';
import type { LinkedInSettings } from './settings.js';
import { canMatch, userOf, type LinkedInUser } from './user.js';

/** An event as it travels in `elements`; LinkedIn refuses any other key. */
export interface LinkedInEvent {
  readonly conversion: `urn:lla:llaPartnerConversion:${string}`;
  /** Milliseconds since 1970. */
  readonly conversionHappenedAt: number;
  readonly conversionValue?: { readonly currencyCode: string; readonly amount: string };
  /** The Insight Tag in the browser sends the same; LinkedIn counts the tag's. */
  readonly eventId: string;
  readonly user: LinkedInUser;
}

/** An event as LinkedIn takes it, or why it would not: one invalid event refuses its whole request. */
export function map(event: WarpEvent, settings: LinkedInSettings): LinkedInEvent | Skip {
  const conversion = conversionOf(event.eventType, settings);
  if (conversion === undefined) return skip('linkedin_no_conversion', `No conversion at LinkedIn is set for ${event.eventType}.`);
  const user = userOf(event);
  if (!canMatch(user)) return skip('linkedin_too_little_user_data', 'Too little is known of the visitor for LinkedIn to find anybody.');
  const value = valueOf(event.eventData);
  return {
    conversion: `urn:lla:llaPartnerConversion:${conversion}`,
    // LinkedIn refuses what lies in the future, and a clock may be ahead.
    conversionHappenedAt: Math.min(event.timestampMs, event.receivedAtMs),
    ...(value && { conversionValue: value }),
    eventId: event.eventId,
    user,
  };
}

/** An amount is a text, and says nothing without its currency. */
function valueOf({ value, currency }: EventData): LinkedInEvent['conversionValue'] {
  return typeof value === 'number' && Number.isFinite(value) && currency ? { currencyCode: currency, amount: String(value) } : undefined;
}
