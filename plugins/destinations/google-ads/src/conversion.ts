import { skip, type EventData, type Skip, type WarpEvent } from '@warp/plugin-sdk';
import { cartItems, type CartItem } from './cart.js';
import { clickId, isBraid, type ClickId } from './click-id.js';
import { conversionAction } from './conversion-actions.js';
import type { GoogleAdsSettings } from './settings.js';
import { isNobody, userIdentifiers, type UserIdentifiers } from './user-identifiers.js';

/** What an event says of a conversion, before one of the two APIs puts it into its own form. */
export interface Conversion {
  /** Id of the conversion action. */
  readonly action: string;
  /** Google counts one conversion per action under it. */
  readonly transactionId: string;
  /** ms since 1970. */
  readonly at: number;
  /** In units of the currency. */
  readonly worth?: { readonly value: number; readonly currency: string };
  readonly click?: ClickId;
  readonly user: UserIdentifiers;
  readonly cart: readonly CartItem[];
  readonly customer?: CustomerType;
  readonly isAgreed: { readonly userData: boolean; readonly personalization: boolean };
}

export type CustomerType = 'NEW' | 'RETURNING' | 'REENGAGED';

export function conversionOf(event: WarpEvent, settings: GoogleAdsSettings): Conversion | Skip {
  const action = conversionAction(event.eventType, settings);
  if (action === undefined) return skip('google_ads_not_mapped', `No conversion action is set for ${event.eventType}.`);
  const { transaction_id: transactionId } = event.eventData;
  if (settings.action_type === 'webpage' && !transactionId)
    return skip('google_ads_no_transaction_id', 'Google adds to a conversion of its tag only what names the same transaction ID.');
  const click = clickId(event);
  const user = userIdentifiers(event);
  if (click === undefined && isNobody(user))
    return skip('google_ads_no_identifier', 'Neither a click on an advertisement nor contact details are known for Google to go by.');
  const worth = worthOf(event.eventData);
  const customer = customerType(event.eventData);
  return {
    action,
    transactionId: transactionId || event.eventId,
    // A clock that is ahead must not date an event into the future.
    at: Math.min(event.timestampMs, event.receivedAtMs),
    ...(worth && { worth }),
    ...(click && { click }),
    user,
    cart: isBraid(click) ? [] : cartItems(event),
    ...(customer && { customer }),
    isAgreed: { userData: event.consent.marketing, personalization: event.consent.marketing && settings.ad_personalization },
  };
}

/** An amount without its currency says nothing, and Google takes none below zero. */
function worthOf({ value, currency }: EventData): Conversion['worth'] {
  return value !== undefined && Number.isFinite(value) && value >= 0 && currency ? { value, currency } : undefined;
}

/** By `customer_type` of the event reference. */
function customerType(data: EventData): CustomerType | undefined {
  switch (data['customer_type']) {
    case 'new':
      return 'NEW';
    case 'returning':
      return 'RETURNING';
    case 'reengaged':
      return 'REENGAGED';
    default:
      return undefined;
  }
}
