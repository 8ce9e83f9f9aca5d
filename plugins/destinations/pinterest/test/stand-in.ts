import { startVendor, type Vendor, type VendorAnswer, type VendorRequest } from '@warp/plugin-sdk/testing';

/** An event Pinterest counted. */
export interface PinterestCounted {
  readonly eventId: string;
  readonly name: string;
  readonly event: Fields;
}

/** An event it did not take; without a body that follows the schema, no event of the request is taken. */
export interface PinterestRefused {
  readonly eventId: string;
  readonly name: string;
  readonly reason: string;
}

export interface PinterestStandIn extends Vendor {
  readonly received: readonly PinterestCounted[];
  readonly refused: readonly PinterestRefused[];
}

type Fields = Readonly<Record<string, unknown>>;

const EVENT_KEYS = `event_name action_source event_time event_id event_source_url opt_out partner_name user_data custom_data app_id app_name
  app_version device_brand device_carrier device_model device_type os_version wifi language`.split(/\s+/);
const CUSTOM_KEYS = `currency value content_ids content_name content_category content_brand contents num_items order_id search_string
  opt_out_type np`.split(/\s+/);
const CONTENT_KEYS = ['id', 'item_price', 'quantity', 'item_name', 'item_category', 'item_brand'];
const CONTENT_TEXTS = ['id', 'item_price', 'item_name', 'item_category', 'item_brand'];
const HASHED = ['em', 'hashed_maids', 'ph', 'ge', 'db', 'ln', 'fn', 'ct', 'st', 'zp', 'country', 'external_id'];
const TEXTS = ['currency', 'value', 'content_name', 'content_category', 'content_brand', 'order_id', 'search_string', 'opt_out_type'];
const NAMES = `add_payment_info add_to_cart add_to_wishlist app_install app_open checkout contact custom customize_product find_location
  initiate_checkout lead page_visit schedule search signup start_trial submit_application subscribe view_category view_content
  watch_video`.split(/\s+/);

/**
 * Pinterest's Conversions API v5 on loopback, its rules written from Pinterest's OpenAPI document (`events/create`), not from
 * the plugin: keys it does not know and wrong types refuse the request with 400; an event with an unknown name or without
 * somebody to match fails on its own.
 */
export async function startPinterestStandIn(token: string, adAccountId: string): Promise<PinterestStandIn> {
  const received: PinterestCounted[] = [];
  const refused: PinterestRefused[] = [];
  const seen = new Set<string>();

  const take = (data: readonly Fields[], isTest: boolean): VendorAnswer => {
    const invalid = data.flatMap((event) => refusalOf(event, schemaFault(event)));
    refused.push(...invalid);
    if (invalid[0] !== undefined) return failure(400, 4196, `Invalid request: ${invalid[0].reason}`);
    const events = data.map((event) => {
      const [refusal] = refusalOf(event, eventFault(event));
      const { eventId, name } = idOf(event);
      if (refusal !== undefined) refused.push(refusal);
      // Nothing of a test counts, and an event's id counts once.
      else if (!isTest && !seen.has(`${eventId}|${name}`)) received.push({ eventId, name, event });
      if (refusal === undefined && !isTest) seen.add(`${eventId}|${name}`);
      return { status: refusal === undefined ? 'processed' : 'failed', error_message: refusal?.reason ?? '', warning_message: '' };
    });
    const processed = events.filter(({ status }) => status === 'processed').length;
    const summary = { num_events_received: data.length, num_events_processed: processed, events };
    if (processed === data.length) return { status: 200, body: summary };
    return { status: 422, body: { code: 4198, message: 'Not all events were successfully processed.', details: summary } };
  };

  const handle = ({ method, path, query, headers, body }: VendorRequest): VendorAnswer => {
    const account = /^\/v5\/ad_accounts\/(\d{1,18})\/events$/.exec(path)?.[1];
    if (method !== 'POST' || account === undefined) return failure(404, 0, 'Not found.');
    if (headers['authorization'] !== `Bearer ${token}`) return failure(401, 2, 'Authentication failed.');
    if (account !== adAccountId) return failure(403, 29, 'You are not permitted to access that resource.');
    const { data, ...more } = JSON.parse(body) as Fields;
    if (Object.keys(more).length > 0) return failure(400, 4196, 'Invalid request: Additional properties are not allowed');
    if (!Array.isArray(data) || data.length === 0 || data.length > 1000) return failure(400, 4196, 'Invalid request: data');
    return take(data as Fields[], query.get('test') === 'true');
  };
  return { ...(await startVendor(handle)), received, refused };
}

const failure = (status: number, code: number, message: string): VendorAnswer => ({ status, body: { code, message } });

const idOf = (event: Fields) => ({ eventId: String(event['event_id']), name: String(event['event_name']) });

const refusalOf = (event: Fields, reason: string | undefined): PinterestRefused[] => (reason === undefined ? [] : [{ ...idOf(event), reason }]);

function schemaFault(event: Fields): string | undefined {
  const { event_name, action_source, event_time, event_id, user_data, custom_data = {}, language = '' } = event;
  const fault = unknownKey(event, EVENT_KEYS);
  if (fault !== undefined) return fault;
  if (![event_name, action_source, event_id, language].every(isText)) return 'event_name, action_source, event_id and language must be strings.';
  if (!Number.isInteger(event_time)) return 'event_time must be an integer.';
  if (!isFields(user_data) || !isFields(custom_data)) return 'user_data and custom_data must be objects.';
  const { contents = [], content_ids = [], num_items = 1 } = custom_data;
  const isList = Array.isArray(contents) && Array.isArray(content_ids) && content_ids.every(isText);
  if (!isList || !Number.isInteger(num_items)) return 'contents, content_ids or num_items have the wrong type.';
  const text = TEXTS.find((key) => key in custom_data && !isText(custom_data[key]));
  return text === undefined ? (unknownKey(custom_data, CUSTOM_KEYS) ?? contentFault(contents as Fields[])) : `${text} must be a string.`;
}

function contentFault(contents: readonly Fields[]): string | undefined {
  for (const content of contents) {
    const fault = unknownKey(content, CONTENT_KEYS);
    if (fault !== undefined) return fault;
    const isTyped = CONTENT_TEXTS.every((key) => isText(content[key] ?? '')) && Number.isInteger(content['quantity'] ?? 1);
    if (!isTyped) return 'contents have the wrong type.';
  }
  return undefined;
}

function eventFault(event: Fields): string | undefined {
  if (!NAMES.includes(String(event['event_name']))) return 'event_name is unknown.';
  if (!['app_android', 'app_ios', 'web', 'offline'].includes(String(event['action_source']))) return 'action_source is unknown.';
  if (Number(event['event_time']) > Date.now() / 1000 + 60) return 'event_time lies in the future.';
  const user = event['user_data'] as Fields;
  const clear = HASHED.find((key) => key in user && !isListOfHashes(user[key]));
  if (clear !== undefined) return `${clear} must be a list of SHA-256 hashes.`;
  const isBrowser = isText(user['client_ip_address']) && isText(user['client_user_agent']);
  return 'em' in user || 'hashed_maids' in user || isBrowser ? undefined : 'user_data needs em, hashed_maids, or client_ip_address and client_user_agent.';
}

const isText = (value: unknown): boolean => typeof value === 'string';
const isFields = (value: unknown): value is Fields => typeof value === 'object' && value !== null && !Array.isArray(value);
const isListOfHashes = (value: unknown): boolean =>
  Array.isArray(value) && value.every((hash) => typeof hash === 'string' && /^[0-9a-f]{64}$/.test(hash));

function unknownKey(fields: Fields, known: readonly string[]): string | undefined {
  const strange = Object.keys(fields).find((key) => !known.includes(key));
  return strange === undefined ? undefined : `Additional properties are not allowed ('${strange}' was unexpected)`;
}
