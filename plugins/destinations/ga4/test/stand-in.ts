import { startVendor, type Vendor, type VendorAnswer, type VendorRequest } from '@warp/plugin-sdk/testing';

/** An event Google would show in its reports. */
export interface Ga4Event {
  readonly clientId: string;
  readonly name: string;
  readonly params: Readonly<Record<string, unknown>>;
}

/** What the real one takes with 204 and never shows. */
export interface Ga4Ignored {
  readonly name: string;
  readonly reason: string;
}

export interface Ga4StandIn extends Vendor {
  readonly received: readonly Ga4Event[];
  readonly ignored: readonly Ga4Ignored[];
}

interface Body {
  readonly client_id?: unknown;
  readonly timestamp_micros?: unknown;
  readonly events?: readonly { readonly name?: unknown; readonly params?: Record<string, unknown>; readonly timestamp_micros?: unknown }[];
}

const RESERVED = ['session_start', 'user_engagement', 'first_visit', 'first_open', 'error', 'app_remove', 'ad_click'];
const WITH_ITEMS = ['purchase', 'add_to_cart', 'remove_from_cart', 'view_cart', 'view_item', 'begin_checkout', 'view_item_list'];

/**
 * Google's Measurement Protocol on loopback. Its rules are written from Google's reference, not from the plugin:
 * developers.google.com/analytics/devguides/collection/protocol/ga4/reference and …/sending-events.
 */
export async function startGa4StandIn(secret: string, measurementId: string): Promise<Ga4StandIn> {
  const received: Ga4Event[] = [];
  const ignored: Ga4Ignored[] = [];

  const handle = ({ method, path, query, body }: VendorRequest): VendorAnswer => {
    const isDebug = path === '/debug/mp/collect';
    if (method !== 'POST' || (!isDebug && path !== '/mp/collect')) return { status: 404 };
    const json = JSON.parse(body) as Body;
    const faults = Buffer.byteLength(body) > 130_000 ? [{ name: '*', reason: 'The body is larger than 130 kB.' }] : faultsOf(json);
    if (isDebug)
      return { status: 200, body: { validationMessages: faults.map(({ reason }) => ({ description: reason, validationCode: 'VALUE_INVALID' })) } };
    const isKnown = query.get('api_secret') === secret && query.get('measurement_id') === measurementId;
    for (const { name, params = {} } of json.events ?? []) {
      const fault = isKnown ? faults.find((candidate) => candidate.name === name || candidate.name === '*') : { reason: 'The secret or the stream is unknown.' };
      if (fault === undefined) received.push({ clientId: String(json.client_id), name: String(name), params });
      else ignored.push({ name: String(name), reason: fault.reason });
    }
    // The real one says 204 to everything.
    return { status: 204 };
  };
  return { ...(await startVendor(handle)), received, ignored };
}

function faultsOf({ client_id, timestamp_micros, events }: Body): Ga4Ignored[] {
  if (typeof client_id !== 'string' || !/^\d+\.\d+$/.test(client_id)) return [{ name: '*', reason: 'client_id must be two positive numbers joined by a dot.' }];
  if (!Array.isArray(events) || events.length === 0 || events.length > 25) return [{ name: '*', reason: 'A request carries 1 to 25 events.' }];
  return (events as NonNullable<Body['events']>).flatMap((event) => {
    const name = String(event.name);
    const reason = faultOf(name, event.params ?? {}, event.timestamp_micros ?? timestamp_micros);
    return reason === undefined ? [] : [{ name, reason }];
  });
}

function faultOf(name: string, params: Record<string, unknown>, micros: unknown): string | undefined {
  if (!/^[A-Za-z]\w{0,39}$/.test(name)) return 'An event name is at most 40 letters, digits and underscores, a letter first.';
  if (RESERVED.includes(name) || /^(ga_|google_|firebase_|_)/.test(name)) return 'The name is reserved.';
  if (Object.keys(params).length > 25) return 'An event has at most 25 parameters.';
  if (!/^[1-9]\d*$/.test(String(params['session_id']))) return 'session_id must be a positive number.';
  if (typeof params['engagement_time_msec'] !== 'number' || params['engagement_time_msec'] <= 0) return 'engagement_time_msec must be positive.';
  if (typeof micros === 'number' && Date.now() * 1000 - micros > 72 * 3_600_000_000) return 'The event is older than 72 hours.';
  const long = Object.entries(params).find(([key, value]) => typeof value === 'string' && value.length > (key.startsWith('page_') ? 1000 : 100));
  if (long !== undefined) return `${long[0]} is too long.`;
  if (params['value'] !== undefined && !/^[A-Z]{3}$/.test(String(params['currency']))) return 'value needs a currency.';
  if (WITH_ITEMS.includes(name) && !hasItems(params['items'])) return 'items are missing.';
  if (name === 'purchase' && (typeof params['transaction_id'] !== 'string' || params['transaction_id'] === '')) return 'transaction_id is missing.';
  return undefined;
}

const hasItems = (items: unknown): boolean =>
  Array.isArray(items) && items.length > 0 && items.every((item: { item_id?: unknown; item_name?: unknown }) => item.item_id !== undefined || item.item_name !== undefined);
