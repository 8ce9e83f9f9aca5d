import type { Conversion, CustomerType } from '../conversion.js';
import { accountId, type GoogleAdsSettings } from '../settings.js';
import type { Address, UserIdentifiers } from '../user-identifiers.js';

/** A conversion as it travels in `events` (…/reference/rest/v1/events/ingest). */
export interface DataManagerEvent {
  readonly transactionId: string;
  /** RFC 3339. */
  readonly eventTimestamp: string;
  readonly eventSource: 'WEB';
  readonly adIdentifiers?: Conversion['click'];
  readonly userData?: { readonly userIdentifiers: readonly UserIdentifier[] };
  readonly consent: { readonly adUserData: Consent; readonly adPersonalization: Consent };
  readonly conversionValue?: number;
  readonly currency?: string;
  readonly cartData?: CartData;
  readonly userProperties?: { readonly customerType: CustomerType };
}

type UserIdentifier = { readonly emailAddress: string } | { readonly phoneNumber: string } | { readonly address: Address };
type Consent = 'CONSENT_GRANTED' | 'CONSENT_DENIED';

interface CartData {
  readonly merchantId?: string;
  readonly merchantFeedLabel?: string;
  readonly merchantFeedLanguageCode?: string;
  readonly items: readonly { readonly merchantProductId: string; readonly quantity: number; readonly unitPrice: number }[];
}

/** Where the conversions of one request go. */
export interface DataManagerDestination {
  readonly operatingAccount: Account;
  readonly loginAccount?: Account;
  readonly productDestinationId: string;
}

interface Account {
  readonly accountType: 'GOOGLE_ADS';
  readonly accountId: string;
}

export function dataManagerEvent({ transactionId, at, click, user, isAgreed, worth, cart, customer }: Conversion, settings: GoogleAdsSettings): DataManagerEvent {
  const identifiers = identifiersOf(user);
  return {
    transactionId,
    eventTimestamp: new Date(at).toISOString(),
    eventSource: 'WEB',
    ...(click && { adIdentifiers: click }),
    ...(identifiers.length > 0 && { userData: { userIdentifiers: identifiers } }),
    consent: { adUserData: consent(isAgreed.userData), adPersonalization: consent(isAgreed.personalization) },
    ...(worth && { conversionValue: worth.value, currency: worth.currency }),
    ...(cart.length > 0 && { cartData: cartData(cart, settings) }),
    ...(customer && { userProperties: { customerType: customer } }),
  };
}

const identifiersOf = ({ email, phone, address }: UserIdentifiers): readonly UserIdentifier[] => [
  ...(email ? [{ emailAddress: email }] : []),
  ...(phone ? [{ phoneNumber: phone }] : []),
  ...(address ? [{ address }] : []),
];

const consent = (isGiven: boolean): Consent => (isGiven ? 'CONSENT_GRANTED' : 'CONSENT_DENIED');

const cartData = (cart: Conversion['cart'], { merchant_id, merchant_feed_label, merchant_feed_language }: GoogleAdsSettings): CartData => ({
  ...(merchant_id && { merchantId: merchant_id }),
  ...(merchant_feed_label && { merchantFeedLabel: merchant_feed_label }),
  ...(merchant_feed_language && { merchantFeedLanguageCode: merchant_feed_language }),
  items: cart.map(({ id, quantity, price }) => ({ merchantProductId: id, quantity, unitPrice: price })),
});

/** The account a user belongs to is named only when it is not the one that gets the conversions. */
export function dataManagerDestination(action: string, { customer_id, login_customer_id }: GoogleAdsSettings): DataManagerDestination {
  const isOwn = login_customer_id === '' || accountId(login_customer_id) === accountId(customer_id);
  return {
    operatingAccount: account(customer_id),
    ...(!isOwn && { loginAccount: account(login_customer_id) }),
    productDestinationId: action,
  };
}

const account = (customerId: string): Account => ({ accountType: 'GOOGLE_ADS', accountId: accountId(customerId) });
