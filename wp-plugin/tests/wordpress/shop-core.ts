import { createHmac } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { checkEvent } from '../../../core-api/src/collect/check-event.js';
import { isInRange, timesOf } from '../../../core-api/src/collect/event-time.js';
import { renderTracker, trackerConfigFor, type TrackedSite } from '../../../core-api/src/sites/tracker-script.js';
import { connectionCode } from './stand-in-core.js';

const TRACKER = new URL('../../../core-api/tracker/dist/tracker.js', import.meta.url);
const SCRIPT_ID = 'shop4711';
const SECRET = Buffer.alloc(32, 7);
const TOKEN = `warp_site_${'t'.repeat(43)}`;

/** An event as the core has it. */
export interface CoreEvent {
  readonly event_id: string;
  readonly event_type: string;
  /** `server`: of a batch signed by WordPress; `browser`: of the script. */
  readonly via: 'server' | 'browser';
  readonly [field: string]: unknown;
}

export interface ShopCore {
  readonly connectionCode: string;
  readonly scriptId: string;
  /** Everything that arrived, in order, also what arrived again. */
  readonly arrived: readonly CoreEvent[];
  /** What counts: the first of each event id. */
  counted(type?: string): CoreEvent[];
  /** Method and path of every request so far. */
  readonly requests: readonly string[];
  /** The core answers 503 until it is set back. */
  isAway: boolean;
  /** Forgets events, as if they had never arrived. */
  forget(event_id: string): void;
  /** What the core says became of an event. */
  deliveries: (event: CoreEvent) => readonly object[];
  /** Answers of further routes below /api/site, by method and path; a test sets what it needs. */
  readonly siteRoutes: Map<string, (asked: { readonly query: URLSearchParams; readonly body: string }) => object>;
  stop(): Promise<void>;
}

const DEFAULT_SITE: TrackedSite = {
  consent: { analytics: true, marketing: false, without_analytics: 'nothing' },
  cookieless: false,
  respect_gpc: true,
  respect_dnt: false,
  script: { hash_routing: false, outbound: false, forms: false, engagement: false, downloads: false, scroll: false },
};

/** The core as a shop's WordPress meets it: the real script, batches checked as the wire contract says, and the site's API. */
export async function startShopCore(site: Partial<TrackedSite> = {}): Promise<ShopCore> {
  const requests: string[] = [];
  const arrived: CoreEvent[] = [];
  const forgotten = new Set<CoreEvent>();
  const siteRoutes: ShopCore['siteRoutes'] = new Map();
  const state = { isAway: false, deliveries: (() => []) as ShopCore['deliveries'] };
  const counted = (type?: string): CoreEvent[] => {
    const first = new Map<string, CoreEvent>();
    for (const event of arrived) if (!forgotten.has(event) && !first.has(event.event_id)) first.set(event.event_id, event);
    return [...first.values()].filter((event) => type === undefined || event.event_type === type);
  };
  const receipts = (ids: readonly string[]): object[] =>
    ids.map((event_id) => {
      const event = counted().find((known) => known.event_id === event_id);
      if (event === undefined) return { event_id, received: false, received_at: null, event_type: null, deliveries: [] };
      const received_at = new Date().toISOString();
      const { value = null, currency = null, items = [] } = event['event_data'] as { value?: number; currency?: string; items?: object[] };
      return { event_id, received: true, received_at, event_type: event.event_type, value, currency, items: items.length, deliveries: state.deliveries(event) };
    });
  const server = createServer(async (request, response) => {
    requests.push(`${request.method} ${request.url}`);
    const body = await bodyOf(request);
    const { pathname, searchParams } = new URL(request.url ?? '', url);
    if (state.isAway) return response.writeHead(503).end();
    if (pathname === '/health/ready') return json(response, 200, {});
    if (pathname === `/w/${SCRIPT_ID}.js`) return response.writeHead(200, { 'content-type': 'text/javascript' }).end(script());
    if (pathname === '/api/track') return track(request, response, body);
    if (request.headers.authorization !== `Bearer ${TOKEN}`) return json(response, 401, { code: 'unauthorized' });
    if (pathname === '/api/site/receipts') return json(response, 200, { items: receipts((searchParams.get('event_ids') ?? '').split(',')) });
    if (pathname === '/api/site/reconcile') {
      const { event_ids } = JSON.parse(body) as { event_ids: string[] };
      return json(response, 200, { items: receipts(event_ids), destinations: [{ id: 'd1', name: 'Analytics', max_age_hours: 72 }] });
    }
    const route = siteRoutes.get(`${request.method} ${pathname}`);
    return route === undefined ? json(response, 404, {}) : json(response, 200, route({ query: searchParams, body }));
  });
  function track(request: IncomingMessage, response: ServerResponse, body: string): void {
    response.setHeader('access-control-allow-origin', '*');
    const { 'x-warp-signature': signature, 'x-warp-timestamp': timestamp } = request.headers;
    if (signature !== undefined && signature !== signatureOf(String(timestamp), body)) return json(response, 401, { code: 'bad_signature' });
    const { events, ...shared } = JSON.parse(body) as { script_id: string; sent_at: number; events: CoreEvent[] };
    if (shared.script_id !== SCRIPT_ID) return json(response, 401, { code: 'unknown_script' });
    const via = signature === undefined ? 'browser' : 'server';
    const rejected = events.flatMap((event, index) => {
      const message = faultOf(event, shared.sent_at);
      return message === undefined ? [] : [{ index, code: 'invalid_event', message }];
    });
    const taken = events.filter((_event, index) => !rejected.some((fault) => fault.index === index));
    arrived.push(...taken.map((event): CoreEvent => ({ ...event, via })));
    json(response, taken.length === 0 ? 400 : 202, { accepted: taken.length, rejected });
  }
  const script = (): string =>
    renderTracker(
      readFileSync(TRACKER, 'utf8'),
      trackerConfigFor({ scriptId: SCRIPT_ID, endpoint: `${url}/api/track` }, { ...DEFAULT_SITE, ...site }),
    );
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return Object.assign(state, {
    connectionCode: connectionCode({ core: url, script_id: SCRIPT_ID, secret: SECRET.toString('base64url'), token: TOKEN }),
    scriptId: SCRIPT_ID,
    arrived,
    requests,
    siteRoutes,
    counted,
    forget: (event_id: string): void => arrived.filter((event) => event.event_id === event_id).forEach((event) => forgotten.add(event)),
    stop: (): Promise<void> => {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  });
}

/** The core's own judgement. What it would only find odd in others' events is a fault in the plugin's. */
function faultOf(event: CoreEvent, sentAt: number): string | undefined {
  const checked = checkEvent(event, { mayBeLarge: true, currency: '' });
  if (!checked.ok) return checked.fault.message;
  const arrivedAt = Date.now();
  const client = event['client'] as { received_at: unknown } | undefined;
  const times = timesOf({ timestamp: event['timestamp'], sentAt, arrivedAt, ...(client && { proxied: { receivedAt: client.received_at, sentAt: undefined } }) });
  const [issue = times.issue] = checked.issues;
  if (issue !== undefined) return `${issue.field}: ${issue.rule}.`;
  return isInRange(times.at, times.receivedAt, false) && isInRange(times.receivedAt, arrivedAt, false) ? undefined : 'The time is out of range.';
}

/** As the wire contract has it for several visitors: the lines of address and browser are empty. */
const signatureOf = (timestamp: string, body: string): string =>
  createHmac('sha256', SECRET).update(`${timestamp}\n\n\n${body}`).digest('hex');

function json(response: ServerResponse, status: number, content: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(content));
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('utf8');
}
