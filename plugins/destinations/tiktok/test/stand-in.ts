import { startVendor, type Vendor, type VendorAnswer, type VendorRequest } from '@warp/plugin-sdk/testing';

/** An event TikTok counted. */
export interface TiktokCounted {
  readonly eventId: string | undefined;
  readonly name: string;
  readonly event: TiktokWireEvent;
}

/** An event that had its whole request refused. */
export interface TiktokRefused {
  readonly eventId: string | undefined;
  readonly name: string;
  readonly reason: string;
}

export interface TiktokStandIn extends Vendor {
  readonly received: readonly TiktokCounted[];
  readonly refused: readonly TiktokRefused[];
  /** Events sent with a test event code: shown in Events Manager only. */
  readonly tested: readonly TiktokCounted[];
}

export interface TiktokWireEvent {
  readonly event?: unknown;
  readonly event_time?: unknown;
  readonly event_id?: string;
  readonly user?: Readonly<Record<string, unknown>>;
  readonly page?: { readonly url?: unknown };
  readonly properties?: Readonly<Record<string, unknown>>;
  readonly limited_data_use?: unknown;
}

interface Body {
  readonly event_source?: unknown;
  readonly event_source_id?: unknown;
  readonly test_event_code?: string;
  readonly data?: unknown;
}

const HASHED = ['email', 'phone', 'external_id', 'first_name', 'last_name', 'zip_code'];
const PLAIN = ['ttclid', 'ttp', 'ip', 'user_agent', 'locale', 'city', 'state', 'country'];
const SOURCES = ['web', 'app', 'offline', 'crm'];

/**
 * TikTok's Events API 2.0 on loopback, its rules written from TikTok's pages, not from the plugin:
 * business-api.tiktok.com/portal/docs?id=1771100865818625 and ads.tiktok.com/help/article/event-deduplication. A request is
 * counted or refused whole, with HTTP 200 and a code; the token is looked at first.
 */
export async function startTiktokStandIn(token: string, pixelCode: string): Promise<TiktokStandIn> {
  const received: TiktokCounted[] = [];
  const refused: TiktokRefused[] = [];
  const tested: TiktokCounted[] = [];
  const seen = new Set<string>();

  const take = (events: readonly TiktokWireEvent[], isTest: boolean): VendorAnswer => {
    const faults = events.flatMap((event) => {
      const reason = faultOf(event);
      return reason === undefined ? [] : [{ eventId: event.event_id, name: String(event.event), reason }];
    });
    refused.push(...faults);
    if (faults[0] !== undefined) return answer(40002, faults[0].reason);
    for (const event of events) {
      const counted = { eventId: event.event_id, name: String(event.event), event };
      if (isTest) tested.push(counted);
      // The same name and id within 48 hours: the first is kept, the later ones are acknowledged.
      else if (event.event_id === undefined || !seen.has(`${event.event_id}|${counted.name}`)) received.push(counted);
      seen.add(`${event.event_id}|${counted.name}`);
    }
    return answer(0, 'OK');
  };

  const handle = ({ method, path, headers, body }: VendorRequest): VendorAnswer => {
    if (path !== '/open_api/v1.3/event/track/' || method !== 'POST') return { status: 404, body: 'Not Found' };
    const given = headers['access-token'];
    if (given === undefined || given === '') return answer(40104, 'Access token is empty.');
    if (given !== token) return answer(40105, 'Access token is incorrect or has been revoked.');
    if (!String(headers['content-type']).startsWith('application/json')) return answer(40002, 'Content-Type must be application/json.');
    const { event_source, event_source_id, test_event_code, data } = JSON.parse(body) as Body;
    if (!SOURCES.includes(String(event_source))) return answer(40002, 'event_source: must be one of web, app, offline, crm.');
    if (!Array.isArray(data) || data.length === 0 || data.length > 1000) return answer(40002, 'data: must hold 1 to 1000 events.');
    if (event_source_id !== pixelCode) return answer(40001, 'No permission to operate the pixel.');
    return take(data as TiktokWireEvent[], test_event_code !== undefined);
  };
  return { ...(await startVendor(handle)), received, refused, tested };
}

const answer = (code: number, message: string): VendorAnswer => ({ status: 200, body: { code, message, request_id: '20261123000000STANDIN', data: {} } });

function faultOf({ event, event_time: time, event_id: id, user = {}, page, properties = {}, limited_data_use: limited }: TiktokWireEvent): string | undefined {
  if (typeof event !== 'string' || event === '') return 'event: missing.';
  if (typeof time !== 'number' || !Number.isInteger(time) || time > Date.now() / 1000 + 60 || time < 1e9) return 'event_time: not a Unix timestamp in seconds.';
  if (id !== undefined && typeof id !== 'string') return 'Invalid value for event_id: not a valid string.';
  if (typeof page?.url !== 'string' || !URL.canParse(page.url)) return 'page.url: missing.';
  if (limited !== undefined && typeof limited !== 'boolean') return 'limited_data_use: not a boolean.';
  return faultOfUser(user) ?? faultOfProperties(properties);
}

function faultOfUser(user: Readonly<Record<string, unknown>>): string | undefined {
  const strange = Object.keys(user).find((key) => !HASHED.includes(key) && !PLAIN.includes(key));
  if (strange !== undefined) return `user.${strange}: unknown.`;
  const clear = HASHED.find((key) => key in user && ![user[key]].flat().every((hash) => typeof hash === 'string' && /^[0-9a-f]{64}$/.test(hash)));
  if (clear !== undefined) return `user.${clear}: must be hashed with SHA-256.`;
  const empty = PLAIN.find((key) => key in user && (typeof user[key] !== 'string' || user[key] === ''));
  return empty === undefined ? undefined : `user.${empty}: not a valid string.`;
}

function faultOfProperties({ value, currency, contents = [], content_type: type, query }: Readonly<Record<string, unknown>>): string | undefined {
  if (value !== undefined && typeof value !== 'number') return 'properties.value: not a number.';
  if (currency !== undefined && (typeof currency !== 'string' || !/^[A-Z]{3}$/.test(currency))) return 'properties.currency: not an ISO 4217 code.';
  if (type !== undefined && type !== 'product' && type !== 'product_group') return 'properties.content_type: must be product or product_group.';
  if (query !== undefined && typeof query !== 'string') return 'properties.query: not a valid string.';
  const isContent = ({ content_id, price = 0, quantity = 1 }: { content_id?: unknown; price?: unknown; quantity?: unknown }): boolean =>
    typeof content_id === 'string' && typeof price === 'number' && Number.isInteger(quantity);
  return Array.isArray(contents) && contents.every(isContent) ? undefined : 'properties.contents: not valid.';
}
