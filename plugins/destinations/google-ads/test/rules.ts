/** What the Data Manager API checks before it takes a request, written from its reference and guides, not from the plugin. */
export interface Violation {
  readonly field: string;
  readonly reason: string;
}

export type Fields = Readonly<Record<string, unknown>>;

/** Conversion actions of the account, by id. */
export type Actions = Readonly<Record<string, 'UPLOAD_CLICKS' | 'WEBPAGE'>>;

/** A conversion that had its request refused, or was refused from it. */
export interface GoogleAdsRefused {
  readonly transactionId: string;
  readonly reason: string;
}

export interface GoogleAdsAccount {
  readonly token: string;
  readonly customerId: string;
  readonly actions: Actions;
  /** Of an account that may still use the older upload. */
  readonly developerToken?: string;
}

const BODY = ['destinations', 'events', 'consent', 'validateOnly', 'encoding', 'encryptionInfo'];
const DESTINATION = ['reference', 'loginAccount', 'linkedAccount', 'operatingAccount', 'productDestinationId'];
const EVENT = `destinationReferences transactionId eventTimestamp lastUpdatedTimestamp userData consent adIdentifiers currency conversionValue
  eventSource eventDeviceInfo cartData customVariables experimentalFields userProperties`.split(/\s+/);
const CART = ['merchantId', 'merchantFeedLabel', 'merchantFeedLanguageCode', 'transactionDiscount', 'items', 'couponCodes'];
const SOURCES = ['WEB', 'APP', 'IN_STORE', 'PHONE', 'MESSAGE', 'OTHER'];
const CONSENTS = ['CONSENT_GRANTED', 'CONSENT_DENIED'];
const CLICKS = ['gclid', 'gbraid', 'wbraid'];

/** developers.google.com/data-manager/api/reference/rest/v1/events/ingest and …/devguides/limits */
export function violationsOf(body: Fields, customerId: string, actions: Actions): readonly Violation[] {
  const { destinations, events } = body;
  if (!Array.isArray(destinations) || destinations.length === 0) return [{ field: 'destinations', reason: 'REQUIRED_FIELD_MISSING' }];
  if (destinations.length > 10) return [{ field: 'destinations', reason: 'TOO_MANY_DESTINATIONS' }];
  if (!Array.isArray(events) || events.length === 0) return [{ field: 'events', reason: 'REQUIRED_FIELD_MISSING' }];
  if (events.length > 2_000) return [{ field: 'events', reason: 'TOO_MANY_EVENTS' }];
  const targets = destinations as readonly Fields[];
  const isTag = targets.some(({ productDestinationId }) => actions[String(productDestinationId)] === 'WEBPAGE');
  return [
    ...unknown(body, BODY, ''),
    ...targets.flatMap((target, n) => violationsOfDestination(target, `destinations[${n}]`, customerId, actions)),
    ...(events as readonly Fields[]).flatMap((event, n) => violationsOfEvent(event, `events.events[${n}]`, isTag, body['encoding'])),
  ];
}

function violationsOfDestination(target: Fields, at: string, customerId: string, actions: Actions): readonly Violation[] {
  const { operatingAccount, loginAccount = operatingAccount, productDestinationId } = target;
  const wrong = [operatingAccount, loginAccount].find((account) => !isAccount(account));
  if (wrong !== undefined) return [{ field: `${at}.operating_account.account_id`, reason: 'INVALID_NUMBER_FORMAT' }];
  if ((operatingAccount as Fields)['accountId'] !== customerId) return [{ field: `${at}.operating_account`, reason: 'INVALID_DESTINATION' }];
  if (typeof productDestinationId !== 'string' || actions[productDestinationId] === undefined) return [{ field: `${at}.product_destination_id`, reason: 'INVALID_CONVERSION_ACTION_ID' }];
  return unknown(target, DESTINATION, at);
}

const isAccount = (account: unknown): boolean => isFields(account) && account['accountType'] === 'GOOGLE_ADS' && matches(account['accountId'], /^\d{10}$/);

function violationsOfEvent(event: Fields, at: string, isTag: boolean, encoding: unknown): readonly Violation[] {
  const { transactionId, eventTimestamp, eventSource, currency, conversionValue, consent = {}, userProperties = {}, cartData, adIdentifiers = {}, userData } = event;
  const found: Violation[] = [...unknown(event, EVENT, at)];
  const expect = (holds: boolean, field: string, reason: string): void => {
    if (!holds) found.push({ field: `${at}.${field}`, reason });
  };
  expect(transactionId === undefined ? !isTag : isText(transactionId), 'transaction_id', 'REQUIRED_FIELD_MISSING');
  expect(matches(eventTimestamp, RFC_3339), 'event_timestamp', 'INVALID_FORMAT');
  expect(!(Date.parse(String(eventTimestamp)) > Date.now() + 1_000), 'event_timestamp', 'EVENT_TIME_INVALID');
  expect(SOURCES.includes(String(eventSource)), 'event_source', 'INVALID_ENUM_VALUE');
  expect(currency === undefined || matches(currency, /^[A-Z]{3}$/), 'currency', 'INVALID_CURRENCY_CODE');
  expect(conversionValue === undefined || (typeof conversionValue === 'number' && conversionValue >= 0), 'conversion_value', 'INVALID_NUMBER_FORMAT');
  expect(isFields(consent) && Object.entries(consent).every(([key, value]) => /^ad(UserData|Personalization)$/.test(key) && CONSENTS.includes(String(value))), 'consent', 'INVALID_ENUM_VALUE');
  expect(isFields(userProperties) && ['NEW', 'RETURNING', 'REENGAGED', undefined].includes(userProperties['customerType'] as string), 'user_properties', 'INVALID_ENUM_VALUE');
  expect(cartData === undefined || isCart(cartData), 'cart_data', 'INVALID_FORMAT');
  expect(isFields(adIdentifiers) && Object.entries(adIdentifiers).every(([key, value]) => CLICKS.includes(key) && isText(value)), 'ad_identifiers', 'INVALID_FORMAT');
  if (userData === undefined) expect(isFields(adIdentifiers) && Object.keys(adIdentifiers).length > 0, 'user_data', 'NO_IDENTIFIERS_PROVIDED');
  else found.push(...violationsOfUser(userData as Fields, `${at}.user_data`, encoding));
  return found;
}

/** “Exactly one must be specified” of each identifier, at most ten of them (user_data.proto). */
function violationsOfUser({ userIdentifiers }: Fields, at: string, encoding: unknown): readonly Violation[] {
  if (encoding !== 'HEX') return [{ field: 'encoding', reason: 'REQUIRED_FIELD_MISSING' }];
  if (!Array.isArray(userIdentifiers) || userIdentifiers.length === 0) return [{ field: at, reason: 'REQUIRED_FIELD_MISSING' }];
  if (userIdentifiers.length > 10) return [{ field: at, reason: 'TOO_MANY_USER_IDENTIFIERS' }];
  return (userIdentifiers as readonly Fields[]).flatMap((one, n) => {
    const [key = '', ...more] = Object.keys(one);
    const reason = more.length > 0 ? 'INVALID_ARGUMENT' : key === 'address' ? faultOfAddress(one[key]) : /^(emailAddress|phoneNumber)$/.test(key) ? faultOfHash(one[key]) : 'INVALID_ARGUMENT';
    return reason === undefined ? [] : [{ field: `${at}.user_identifiers[${n}]`, reason }];
  });
}

function faultOfAddress(address: unknown): string | undefined {
  if (!isFields(address)) return 'INVALID_ARGUMENT';
  const { givenName, familyName, regionCode, postalCode, ...more } = address;
  if (Object.keys(more).length > 0) return 'INVALID_ARGUMENT';
  if ([givenName, familyName, regionCode, postalCode].includes(undefined)) return 'REQUIRED_FIELD_MISSING';
  if (!matches(regionCode, /^[A-Z]{2}$/)) return 'INVALID_COUNTRY_CODE';
  if (!matches(postalCode, /^[\w -]{1,20}$/) || /^[0-9a-f]{64}$/.test(String(postalCode))) return 'INVALID_POSTAL_CODE';
  return faultOfHash(givenName) ?? faultOfHash(familyName);
}

function faultOfHash(hash: unknown): string | undefined {
  if (!matches(hash, /^([0-9a-f]{2})+$/i)) return 'INVALID_HEX_ENCODING';
  return String(hash).length === 64 ? undefined : 'INVALID_SHA256_FORMAT';
}

function isCart(cart: unknown): boolean {
  if (!isFields(cart) || unknown(cart, CART, '').length > 0) return false;
  const isItem = ({ merchantProductId, quantity, unitPrice }: Fields): boolean => isText(merchantProductId) && Number.isInteger(quantity) && Number(quantity) > 0 && typeof unitPrice === 'number';
  return Array.isArray(cart['items']) && (cart['items'] as readonly Fields[]).every(isItem);
}

const RFC_3339 = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,9})?(Z|[+-]\d\d:\d\d)$/;

export const isFields = (value: unknown): value is Fields => typeof value === 'object' && value !== null && !Array.isArray(value);
export const isText = (value: unknown): boolean => typeof value === 'string' && value !== '';
export const matches = (value: unknown, pattern: RegExp): boolean => typeof value === 'string' && pattern.test(value);

/** JSON with a name that is not in the schema is refused by every API of Google's. */
const unknown = (fields: Fields, known: readonly string[], at: string): readonly Violation[] =>
  Object.keys(fields).filter((key) => !known.includes(key)).map((key) => ({ field: at === '' ? key : `${at}.${key}`, reason: 'INVALID_ARGUMENT' }));
