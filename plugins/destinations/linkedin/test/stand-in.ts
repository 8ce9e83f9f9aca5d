import { startVendor, type Vendor, type VendorAnswer, type VendorRequest } from '@warp/plugin-sdk/testing';

/** An event LinkedIn took. */
export interface LinkedInCounted {
  readonly eventId: string;
  readonly conversion: string;
  readonly event: Fields;
}

/** An event that had its whole request refused. */
export interface LinkedInRefused {
  readonly eventId: string;
  readonly reason: string;
}

export interface LinkedInStandIn extends Vendor {
  readonly received: readonly LinkedInCounted[];
  readonly refused: readonly LinkedInRefused[];
}

/** A conversion rule, as Campaign Manager holds it. */
export interface LinkedInConversion {
  readonly conversionMethod: 'CONVERSIONS_API' | 'INSIGHT_TAG_URL_MATCH_RULES';
  readonly enabled: boolean;
}

interface Account {
  readonly id: string;
  readonly conversions: Readonly<Record<string, LinkedInConversion>>;
}

type Fields = Readonly<Record<string, unknown>>;

const URN = /^urn:lla:llaPartnerConversion:(\d+)$/;
const ID_TYPES = ['SHA256_EMAIL', 'LINKEDIN_FIRST_PARTY_ADS_TRACKING_UUID', 'ACXIOM_ID', 'PLAINTEXT_IP_ADDRESS', 'GOOGLE_AID'];
const NINETY_DAYS_MS = 90 * 24 * 3600 * 1000;
const EVENT_KEYS = ['conversion', 'conversionHappenedAt', 'conversionValue', 'eventId', 'user'];
const USER_KEYS = ['userIds', 'userInfo', 'externalIds', 'lead'];
const INFO_KEYS = ['firstName', 'lastName', 'title', 'companyName', 'countryCode'];

/**
 * LinkedIn's Conversions API on loopback, its rules written from LinkedIn's pages and from what others measured, not from the
 * plugin: learn.microsoft.com/en-us/linkedin/marketing/integrations/ads-reporting/conversions-api and …/conversions-api-schema;
 * rudder-transformer, linkedin_ads. One invalid event refuses its whole request, and unknown keys are invalid. Event ids are
 * compared with the Insight Tag's only, so the same event counts as often as it comes.
 */
export async function startLinkedInStandIn(token: string, account: Account): Promise<LinkedInStandIn> {
  const received: LinkedInCounted[] = [];
  const refused: LinkedInRefused[] = [];

  const refuse = (events: readonly Fields[], reasons: readonly (string | undefined)[]): void => {
    events.forEach((event, index) => {
      const reason = reasons[index];
      if (reason !== undefined) refused.push({ eventId: String(event['eventId']), reason });
    });
  };

  const take = (events: readonly Fields[]): VendorAnswer => {
    const schema = events.map(schemaFaults).map((faults, index) => (faults.length === 0 ? undefined : `Index: ${index}, ${faults.map((fault) => `ERROR :: ${fault}\n`).join('')}`));
    refuse(events, schema);
    if (schema.some((fault) => fault !== undefined)) return failure(422, schema.join(''));
    const conversions = events.map(({ conversion }) => account.conversions[URN.exec(String(conversion))![1]!]);
    if (conversions.some((conversion) => conversion === undefined)) return failure(403, 'No ad accounts found');
    const foreign = indices(conversions, (conversion) => conversion?.conversionMethod !== 'CONVERSIONS_API');
    if (foreign.length > 0) return failure(400, `Incorrect conversions information provided. Conversion's method should be CONVERSIONS_API, ${list(foreign)}`);
    const late = indices(events, ({ conversionHappenedAt: time }) => Number(time) > Date.now() + 1000 || Number(time) < Date.now() - NINETY_DAYS_MS);
    refuse(events, events.map((_, index) => (late.includes(index) ? 'time' : undefined)));
    if (late.length > 0) return failure(400, `Conversion time should be within 90 days and not exceed current time, ${list(late)}.`);
    received.push(...events.map((event) => ({ eventId: String(event['eventId']), conversion: String(event['conversion']), event })));
    return { status: 200, body: { elements: events.map(() => ({ status: 201 })) } };
  };

  const read = (id: string, query: URLSearchParams): VendorAnswer => {
    const conversion = query.get('account') === `urn:li:sponsoredAccount:${account.id}` ? account.conversions[id] : undefined;
    return conversion === undefined ? failure(404, 'Not Found') : { status: 200, body: { id: Number(id), name: 'Orders', ...conversion } };
  };

  const handle = ({ method, path, query, headers, body }: VendorRequest): VendorAnswer => {
    if (headers['authorization'] !== `Bearer ${token}`) return failure(401, 'Invalid access token', { serviceErrorCode: 65600, code: 'INVALID_ACCESS_TOKEN' });
    if (headers['linkedin-version'] === undefined) return failure(400, 'A version must be present.', { code: 'VERSION_MISSING' });
    if (!/^20\d\d(0[1-9]|1[0-2])$/.test(String(headers['linkedin-version']))) return failure(426, 'Requested version is not active', { code: 'NONEXISTENT_VERSION' });
    const id = /^\/rest\/conversions\/(\d+)$/.exec(path)?.[1];
    if (method === 'GET' && id !== undefined) return read(id, query);
    const isBatch = headers['x-restli-method'] === 'BATCH_CREATE' && headers['x-restli-protocol-version'] === '2.0.0';
    if (method !== 'POST' || path !== '/rest/conversionEvents' || !isBatch) return failure(404, 'No root resource defined for path');
    const { elements } = JSON.parse(body) as Fields;
    if (!Array.isArray(elements) || elements.length === 0 || elements.length > 5000) return failure(400, 'elements');
    return take(elements as Fields[]);
  };
  return { ...(await startVendor(handle)), received, refused };
}

const failure = (status: number, message: string, more: object = {}): VendorAnswer => ({ status, body: { message, status, ...more } });

const indices = <T>(list: readonly T[], is: (item: T) => boolean): readonly number[] => list.flatMap((item, index) => (is(item) ? [index] : []));
const list = (places: readonly number[]): string => `indices [${places.join(', ')}] (0-indexed)`;

/** All faults at once, as LinkedIn tells them. */
function schemaFaults(event: Fields): readonly string[] {
  const { conversion, conversionHappenedAt: time, conversionValue: value, eventId, user } = event;
  const faults = [...unknownKeys(event, EVENT_KEYS, '')];
  if (!URN.test(String(conversion))) faults.push('/conversion :: Invalid Urn format. Invalid prefix.');
  if (!Number.isInteger(time)) faults.push('/conversionHappenedAt :: field is required but not found and has no default value');
  if (eventId !== undefined && typeof eventId !== 'string') faults.push('/eventId :: cannot be coerced to String');
  if (value !== undefined && !(isFields(value) && typeof value['amount'] === 'string' && /^[A-Z]{3}$/.test(String(value['currencyCode']))))
    faults.push('/conversionValue/amount :: cannot be coerced to String');
  return isFields(user) ? [...faults, ...userFaults(user)] : [...faults, '/user :: field is required but not found and has no default value'];
}

function userFaults(user: Fields): readonly string[] {
  const { userIds, userInfo } = user;
  const faults = [...unknownKeys(user, USER_KEYS, '/user')];
  if (!Array.isArray(userIds)) return [...faults, '/user/userIds :: field is required but not found and has no default value'];
  if (userIds.length === 0 && userInfo === undefined) faults.push('/user/userIds :: must not be empty');
  (userIds as Fields[]).forEach(({ idType, idValue }, index) => {
    if (!ID_TYPES.includes(String(idType))) faults.push(`/user/userIds/${index}/idType :: "${String(idType)}" is not an enum symbol`);
    // LinkedIn would take any text, and match nobody.
    if (typeof idValue !== 'string' || idValue === '' || (idType === 'SHA256_EMAIL' && !/^[0-9a-f]{64}$/.test(idValue))) faults.push(`/user/userIds/${index}/idValue :: is no ${String(idType)}`);
  });
  if (userInfo === undefined) return faults;
  if (!isFields(userInfo)) return [...faults, '/user/userInfo :: is no record'];
  for (const key of ['firstName', 'lastName']) if (typeof userInfo[key] !== 'string') faults.push(`/user/userInfo/${key} :: field is required but not found and has no default value`);
  return [...faults, ...unknownKeys(userInfo, INFO_KEYS, '/user/userInfo')];
}

const unknownKeys = (fields: Fields, known: readonly string[], path: string): readonly string[] =>
  Object.keys(fields).flatMap((key) => (known.includes(key) ? [] : [`${path}/${key} :: unrecognized field found but not allowed`]));

const isFields = (value: unknown): value is Fields => typeof value === 'object' && value !== null && !Array.isArray(value);
