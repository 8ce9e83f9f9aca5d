import { isBraid, type ClickId } from '../click-id.js';
import type { Conversion } from '../conversion.js';
import { accountId, type GoogleAdsSettings } from '../settings.js';
import type { UserIdentifiers } from '../user-identifiers.js';

/** A conversion as it travels in `conversions` (developers.google.com/google-ads/api/reference/rpc/v26/ClickConversion). */
export interface ClickConversion extends ClickId {
  readonly conversionAction: string;
  /** `yyyy-mm-dd hh:mm:ss+|-hh:mm` */
  readonly conversionDateTime: string;
  readonly orderId: string;
  readonly conversionEnvironment: 'WEB';
  readonly userIdentifiers?: readonly UserIdentifier[];
  readonly consent: { readonly adUserData: Consent; readonly adPersonalization: Consent };
  readonly conversionValue?: number;
  readonly currencyCode?: string;
  readonly cartData?: CartData;
}

/** Of the kinds of identifiers the Google Ads API knows, an upload of clicks takes these two. */
type UserIdentifier = { readonly hashedEmail: string } | { readonly hashedPhoneNumber: string };
type Consent = 'GRANTED' | 'DENIED';

interface CartData {
  readonly merchantId?: string;
  readonly feedCountryCode?: string;
  readonly feedLanguageCode?: string;
  readonly items: readonly { readonly productId: string; readonly quantity: number; readonly unitPrice: number }[];
}

/** @returns undefined when nothing is left that this upload could match */
export function clickConversion({ action, transactionId, at, click, user, isAgreed, worth, cart }: Conversion, settings: GoogleAdsSettings): ClickConversion | undefined {
  const identifiers = isBraid(click) ? [] : identifiersOf(user);
  if (click === undefined && identifiers.length === 0) return undefined;
  return {
    ...click,
    conversionAction: `customers/${accountId(settings.customer_id)}/conversionActions/${action}`,
    conversionDateTime: dateTime(at),
    orderId: transactionId,
    conversionEnvironment: 'WEB',
    ...(identifiers.length > 0 && { userIdentifiers: identifiers }),
    consent: { adUserData: consent(isAgreed.userData), adPersonalization: consent(isAgreed.personalization) },
    ...(worth && { conversionValue: worth.value, currencyCode: worth.currency }),
    ...(cart.length > 0 && { cartData: cartData(cart, settings) }),
  };
}

const identifiersOf = ({ email, phone }: UserIdentifiers): readonly UserIdentifier[] => [
  ...(email ? [{ hashedEmail: email }] : []),
  ...(phone ? [{ hashedPhoneNumber: phone }] : []),
];

const consent = (isGiven: boolean): Consent => (isGiven ? 'GRANTED' : 'DENIED');

const dateTime = (at: number): string => `${new Date(at).toISOString().slice(0, 19).replace('T', ' ')}+00:00`;

/** The older upload knows a feed by its country; a label that is none stays out. */
const cartData = (cart: Conversion['cart'], { merchant_id, merchant_feed_label, merchant_feed_language }: GoogleAdsSettings): CartData => ({
  ...(merchant_id && { merchantId: merchant_id }),
  ...(/^[A-Z]{2}$/.test(merchant_feed_label) && { feedCountryCode: merchant_feed_label }),
  ...(merchant_feed_language && { feedLanguageCode: merchant_feed_language }),
  items: cart.map(({ id, quantity, price }) => ({ productId: id, quantity, unitPrice: price })),
});
