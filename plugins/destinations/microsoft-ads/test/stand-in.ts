import { startVendor, type Vendor, type VendorAnswer, type VendorRequest } from '@warp/plugin-sdk/testing';

/** An event Microsoft processed. */
export interface MicrosoftCounted {
  readonly eventId: string;
  readonly name: string;
  readonly event: Fields;
}

/** A field Microsoft finds wrong: with an error the event is skipped, with a warning it goes on without the field. */
export interface MicrosoftRefused {
  readonly propertyName: string;
  readonly errorCode: string;
  readonly isWarning: boolean;
}

export interface MicrosoftStandIn extends Vendor {
  readonly received: readonly MicrosoftCounted[];
  readonly refused: readonly MicrosoftRefused[];
}

type Fields = Readonly<Record<string, unknown>>;

interface Fault {
  readonly property: string;
  readonly code: string;
  readonly isWarning?: true;
}

const EVENT_KEYS = `eventType eventId eventName eventTime eventSourceUrl pageLoadId referrerUrl pageTitle keywords adStorageConsent userData customData`.split(' ');
const USER_KEYS = 'clientUserAgent anonymousId externalId em ph clientIpAddress msclkid idfa gaid'.split(' ');
const CUSTOM_KEYS = `eventCategory eventLabel eventValue searchTerm transactionId value currency items itemIds pageType ecommTotalValue ecommCategory
  hotelData`.split(/\s+/);
const ITEM_KEYS = ['id', 'quantity', 'price', 'name'];
const IDENTIFIERS = ['anonymousId', 'externalId', 'em', 'ph', 'msclkid', 'idfa', 'gaid'];
const PAGE_TYPES = ['cart', 'category', 'home', 'other', 'product', 'purchase', 'searchresults'];
const NUMBERS = ['eventValue', 'value', 'ecommTotalValue'];
const NAMED_AT_MOST = 10;
const SEVEN_DAYS = 7 * 24 * 3600;

/**
 * Microsoft Advertising's Conversions API on loopback, its rules written from Microsoft's guide, not from the plugin:
 * learn.microsoft.com/en-us/advertising/guides/uet-conversion-api-integration. The token is looked at first. Keys the guide does
 * not name are faults here, where the real one may pass over them: a test is better told.
 */
export async function startMicrosoftStandIn(token: string, tagId: string): Promise<MicrosoftStandIn> {
  const received: MicrosoftCounted[] = [];
  const refused: MicrosoftRefused[] = [];
  const seen = new Set<string>();

  const take = (events: readonly Fields[], skipInvalid: boolean): VendorAnswer => {
    const faults = events.map((event) => [...faultsOf(event)]);
    const details = faults.flatMap((found, index) =>
      found.map(({ property, code, isWarning = false }) => ({ index, propertyName: `data[${index}].${property}`, errorMessage: `'${property}' is not valid.`, errorCode: code, isWarning })),
    );
    refused.push(...details);
    const valid = events.filter((_, index) => faults[index]!.every(({ isWarning }) => isWarning));
    const isRefused = valid.length === 0 || (valid.length < events.length && !skipInvalid);
    if (isRefused) return failure(400, 'ValidationError', details.slice(0, NAMED_AT_MOST));
    valid.forEach(count);
    const error = { code: 'ValidationError', message: 'See details.', details: details.slice(0, NAMED_AT_MOST) };
    return { status: 200, body: { eventsReceived: valid.length, ...(details.length > 0 && { error }) } };
  };

  const count = (event: Fields): void => {
    const counted = { eventId: String(event['eventId']), name: String(event['eventName'] ?? event['eventType']), event };
    const key = `${counted.eventId}|${counted.name}`;
    if (!seen.has(key)) received.push(counted);
    seen.add(key);
  };

  const handle = ({ method, path, headers, body }: VendorRequest): VendorAnswer => {
    const tag = /^\/v1\/(\d+)\/events$/.exec(path)?.[1];
    if (method !== 'POST' || tag === undefined) return { status: 404 };
    if (headers['authorization'] !== `Bearer ${token}` || tag !== tagId) return failure(401, 'Unauthorized', []);
    const { data, continueOnValidationError = false, dataProvider } = JSON.parse(body) as Fields;
    if (!Array.isArray(data) || data.length === 0 || data.length > 1000) return failure(400, 'ValidationError', [{ propertyName: 'data', errorCode: 'Empty', isWarning: false }]);
    // “Required for third-party senders.”
    if (typeof dataProvider !== 'string') return failure(400, 'ValidationError', [{ propertyName: 'dataProvider', errorCode: 'Empty', isWarning: false }]);
    return take(data as Fields[], continueOnValidationError === true);
  };
  return { ...(await startVendor(handle)), received, refused };
}

const failure = (status: number, code: string, details: readonly object[]): VendorAnswer => ({ status, body: { error: { code, message: 'See details.', details } } });

function* faultsOf(event: Fields): Generator<Fault> {
  const { eventType, eventTime, eventSourceUrl, referrerUrl, adStorageConsent = 'G', userData, customData = {} } = event;
  yield* unknownKeys(event, EVENT_KEYS, '');
  if (eventType !== 'pageLoad' && eventType !== 'custom') yield { property: 'eventType', code: 'InvalidEnumValue' };
  const age = Date.now() / 1000 - Number(eventTime);
  if (!Number.isInteger(eventTime) || age > SEVEN_DAYS || age < -60) yield { property: 'eventTime', code: 'InvalidEventTime' };
  if (eventType === 'pageLoad' ? !isUrl(eventSourceUrl) : eventSourceUrl !== undefined && !isUrl(eventSourceUrl)) yield { property: 'eventSourceUrl', code: 'InvalidUrl' };
  if (referrerUrl !== undefined && !isUrl(referrerUrl)) yield { property: 'referrerUrl', code: 'InvalidUrl', isWarning: true };
  if (adStorageConsent !== 'G' && adStorageConsent !== 'D') yield { property: 'adStorageConsent', code: 'InvalidEnumValue' };
  if (isFields(userData)) yield* faultsOfUser(userData);
  else yield { property: 'userData', code: 'Empty' };
  if (isFields(customData)) yield* faultsOfCustom(customData, eventType === 'pageLoad');
  else yield { property: 'customData', code: 'InvalidType' };
}

function* faultsOfUser(user: Fields): Generator<Fault> {
  yield* unknownKeys(user, USER_KEYS, 'userData.');
  if (!IDENTIFIERS.some((key) => typeof user[key] === 'string' && user[key] !== '')) yield { property: 'userData', code: 'MissingIdentifier' };
  for (const key of ['em', 'ph']) if (key in user && !/^[0-9a-f]{64}$/.test(String(user[key]))) yield { property: `userData.${key}`, code: 'InvalidSha256', isWarning: true };
  if ('msclkid' in user && !/^[0-9a-f]{32}$/i.test(String(user['msclkid']).replaceAll('-', ''))) yield { property: 'userData.msclkid', code: 'InvalidUuid', isWarning: true };
}

function* faultsOfCustom(custom: Fields, isPageLoad: boolean): Generator<Fault> {
  yield* unknownKeys(custom, CUSTOM_KEYS, 'customData.');
  const { items = [], itemIds = [] } = custom;
  for (const key of NUMBERS) if (key in custom && typeof custom[key] !== 'number') yield { property: `customData.${key}`, code: 'InvalidNumber' };
  // “Page load events cannot be populated directly with revenue value.”
  if (isPageLoad && 'value' in custom) yield { property: 'customData.value', code: 'NotAllowed' };
  if ('currency' in custom && !/^[A-Z]{3}$/.test(String(custom['currency']))) yield { property: 'customData.currency', code: 'InvalidCurrency', isWarning: true };
  if ('pageType' in custom && !PAGE_TYPES.includes(String(custom['pageType']))) yield { property: 'customData.pageType', code: 'InvalidEnumValue', isWarning: true };
  const areItems = Array.isArray(items) && (items as Fields[]).every(isItem);
  const areIds = Array.isArray(itemIds) && itemIds.every((id) => typeof id === 'string');
  if (!areItems || !areIds) yield { property: 'customData.items', code: 'InvalidType', isWarning: true };
}

const isItem = (item: Fields): boolean =>
  Object.keys(item).every((key) => ITEM_KEYS.includes(key)) && typeof item['id'] === 'string' && typeof (item['price'] ?? 0) === 'number' && Number.isInteger(item['quantity'] ?? 1);

function* unknownKeys(fields: Fields, known: readonly string[], prefix: string): Generator<Fault> {
  for (const key of Object.keys(fields)) if (!known.includes(key)) yield { property: `${prefix}${key}`, code: 'Unknown' };
}

const isUrl = (text: unknown): boolean => typeof text === 'string' && URL.canParse(text);
const isFields = (value: unknown): value is Fields => typeof value === 'object' && value !== null && !Array.isArray(value);
