import { startVendor, type Vendor, type VendorAnswer, type VendorRequest } from '@warp/plugin-sdk/testing';

/** An event Meta counted. */
export interface MetaCounted {
  readonly eventId: string | undefined;
  readonly name: string;
  /** Sent with a test event code; it counts all the same. */
  readonly testCode: string | undefined;
  readonly event: MetaWireEvent;
}

/** An event that had its whole request refused. */
export interface MetaRefused {
  readonly eventId: string | undefined;
  readonly name: string;
  readonly reason: string;
}

export interface MetaStandIn extends Vendor {
  readonly received: readonly MetaCounted[];
  readonly refused: readonly MetaRefused[];
}

export interface MetaWireEvent {
  readonly event_name?: unknown;
  readonly event_time?: unknown;
  readonly event_id?: string;
  readonly action_source?: unknown;
  readonly event_source_url?: unknown;
  readonly user_data?: Readonly<Record<string, unknown>>;
  readonly custom_data?: Readonly<Record<string, unknown>>;
  readonly data_processing_options?: readonly unknown[];
  readonly data_processing_options_country?: unknown;
  readonly data_processing_options_state?: unknown;
}

interface Body {
  readonly access_token?: string;
  readonly test_event_code?: string;
  readonly data?: unknown;
}

interface Fault {
  readonly subcode?: number;
  readonly reason: string;
}

const DAY_S = 86_400;
const HASHED = ['em', 'ph', 'fn', 'ln', 'db', 'ge', 'ct', 'st', 'zp', 'country'];
const PLAIN = ['client_ip_address', 'client_user_agent', 'fbc', 'fbp', 'external_id', 'subscription_id', 'fb_login_id', 'lead_id', 'anon_id', 'madid'];
const SOURCES = ['website', 'email', 'app', 'phone_call', 'chat', 'physical_store', 'system_generated', 'business_messaging', 'other'];
const TOO_BROAD = [['ct', 'country', 'st', 'zp', 'ge', 'client_user_agent'], ['db', 'client_user_agent'], ['fn', 'ge'], ['ln', 'ge']];

/**
 * Meta's Conversions API on loopback, its rules written from Meta's pages, not from the plugin:
 * developers.facebook.com/documentation/ads-commerce/conversions-api/{using-the-api,parameters/server-event,
 * parameters/customer-information-parameters,parameters/custom-data}. A request is counted or refused whole. The real one
 * takes a hash of anything; this one checks the form only.
 */
export async function startMetaStandIn(token: string, datasetId: string): Promise<MetaStandIn> {
  const received: MetaCounted[] = [];
  const refused: MetaRefused[] = [];
  const seen = new Set<string>();

  const count = (event: MetaWireEvent, testCode: string | undefined): void => {
    // The same id and name on one dataset within 48 hours: the later one is dropped, and still acknowledged.
    const key = `${event.event_id}|${String(event.event_name)}`;
    if (event.event_id !== undefined && seen.has(key)) return;
    seen.add(key);
    received.push({ eventId: event.event_id, name: String(event.event_name), testCode, event });
  };

  const take = ({ data, test_event_code }: Body): VendorAnswer => {
    if (!Array.isArray(data) || data.length === 0) return failure(100, 'Invalid parameter');
    if (data.length > 1000) return failure(100, 'Invalid parameter', 2804008);
    const events = data as MetaWireEvent[];
    const faults = events.flatMap((event) => {
      const fault = faultOf(event);
      return fault === undefined ? [] : [{ event, fault }];
    });
    for (const { event, fault } of faults) refused.push({ eventId: event.event_id, name: String(event.event_name), reason: fault.reason });
    if (faults[0] !== undefined) return failure(100, 'Invalid parameter', faults[0].fault.subcode ?? 2804019);
    for (const event of events) count(event, test_event_code);
    return { status: 200, body: { events_received: events.length, messages: [], fbtrace_id: 'AStandIn' } };
  };

  const handle = ({ method, path, query, headers, body }: VendorRequest): VendorAnswer => {
    const [, id, edge] = /^\/v\d+\.\d+\/(\d+)(\/events)?$/.exec(path) ?? [];
    const json = (method === 'POST' ? JSON.parse(body) : {}) as Body;
    const bearer = /^Bearer (.+)$/.exec(String(headers['authorization']))?.[1];
    if ((json.access_token ?? query.get('access_token') ?? bearer) !== token)
      return failure(190, 'Invalid OAuth access token - Cannot parse access token');
    if (id !== datasetId) return failure(100, `Unsupported request. Object with ID '${id}' does not exist`, 33);
    if (method === 'GET' && edge === undefined) return { status: 200, body: { id } };
    return method === 'POST' && edge !== undefined ? take(json) : failure(100, 'Unsupported request', 33);
  };
  return { ...(await startVendor(handle)), received, refused };
}

const failure = (code: number, message: string, subcode?: number): VendorAnswer => ({
  status: 400,
  body: { error: { message, type: 'OAuthException', code, error_subcode: subcode, is_transient: false, fbtrace_id: 'AStandIn' } },
});

function faultOf(event: MetaWireEvent): Fault | undefined {
  const { event_name: name, event_time: time, action_source: source, user_data: user = {} } = event;
  if (typeof name !== 'string' || name === '') return { reason: 'event_name is missing.' };
  if (!Number.isInteger(time)) return { reason: 'event_time must be whole seconds.' };
  const age = Date.now() / 1000 - Number(time);
  if (age > (source === 'physical_store' ? 62 : 7) * DAY_S) return { subcode: 2804003, reason: 'event_time is more than seven days old.' };
  if (age < -60) return { reason: 'event_time lies in the future.' };
  if (!SOURCES.includes(String(source))) return { reason: 'action_source is unknown.' };
  if (source === 'website' && !URL.canParse(String(event.event_source_url))) return { reason: 'A website event needs event_source_url.' };
  if (source === 'website' && !user['client_user_agent']) return { reason: 'A website event needs client_user_agent.' };
  return faultOfUser(user) ?? faultOfCustom(name, event.custom_data ?? {}) ?? faultOfProcessing(event);
}

function faultOfUser(user: Readonly<Record<string, unknown>>): Fault | undefined {
  const keys = Object.keys(user);
  const strange = keys.find((key) => !HASHED.includes(key) && !PLAIN.includes(key));
  if (strange !== undefined) return { reason: `${strange} is not a customer information parameter.` };
  const clear = HASHED.find((key) => key in user && ![user[key]].flat().every((hash) => matches(hash, /^[0-9a-f]{64}$/)));
  if (clear !== undefined) return { reason: `${clear} must be SHA-256 in lower-case hex.` };
  if (user['fbc'] !== undefined && !matches(user['fbc'], /^fb\.\d\.\d{13}\.[^.]+(\.\w{2,8})?$/)) return { reason: 'fbc is malformed.' };
  if (user['fbp'] !== undefined && !matches(user['fbp'], /^fb\.\d\.\d{13}\.\d+(\.\w{2,8})?$/)) return { reason: 'fbp is malformed.' };
  if (TOO_BROAD.some((broad) => keys.every((key) => broad.includes(key)))) return { reason: 'user_data is too broad to find anybody.' };
  return undefined;
}

function faultOfCustom(name: string, { value, currency, contents = [] }: Readonly<Record<string, unknown>>): Fault | undefined {
  if (value !== undefined && typeof value !== 'number') return { reason: 'value must be a number.' };
  if (currency !== undefined && !matches(currency, /^[A-Z]{3}$/)) return { reason: 'currency must be an ISO 4217 code.' };
  if (name === 'Purchase' && (value === undefined || currency === undefined)) return { reason: 'A Purchase needs value and currency.' };
  const isContent = ({ id, quantity }: { id?: unknown; quantity?: unknown }): boolean => typeof id === 'string' && Number.isInteger(quantity);
  return Array.isArray(contents) && contents.every(isContent) ? undefined : { reason: 'contents need id and quantity.' };
}

function faultOfProcessing(event: MetaWireEvent): Fault | undefined {
  const options = event.data_processing_options ?? [];
  if (options.some((option) => option !== 'LDU')) return { reason: 'data_processing_options knows LDU only.' };
  const isLocated = event.data_processing_options_state !== undefined || event.user_data?.['client_ip_address'] !== undefined;
  return options.length === 0 || isLocated ? undefined : { reason: 'LDU needs a state or an IP address.' };
}

const matches = (value: unknown, pattern: RegExp): boolean => typeof value === 'string' && pattern.test(value);
