import { createHmac, randomUUID } from 'node:crypto';
import { startVendor } from '@warp/plugin-sdk/testing';
import { hashOfKey, newKey } from '../../src/identity/api-keys/api-keys.js';
import { destinationSecrets } from '../../src/destinations/settings/destination-settings.js';
import { SiteDirectory } from '../../src/site-directory/site-directory.js';
import { BROWSER, eventually, type TestSite, type TestWarp } from '../setup/running-warp.js';

export interface SentEvent {
  readonly event_id: string;
  readonly event_type: string;
  readonly event_data: { readonly value?: number; readonly [name: string]: unknown };
  readonly [field: string]: unknown;
}

export interface StoredRow {
  readonly event_id: string;
  readonly event_type: string;
  readonly event_data: Record<string, unknown>;
  readonly visitor_id: string;
  readonly session_id: string;
  readonly bot_score: number;
  readonly proof: number;
}

/** A shop that is attacked: a site, an API key of its server, and one destination. */
export interface Shop {
  readonly site: TestSite;
  readonly destinationId: string;
  /** Events that the destination's server was sent, in order. */
  readonly delivered: readonly SentEvent[];
  /** Lets the destination answer, or be away. */
  isAway: boolean;
  /** What anybody's browser can say. */
  browser(events: readonly object[], headers?: Readonly<Record<string, string>>): Promise<Response>;
  /** The same through the site's own proxy. */
  relayed(events: readonly object[], address?: string): Promise<Response>;
  /** The shop's server, by its signature: with what it saw of the buyer, as WordPress sends an order. */
  signed(events: readonly object[]): Promise<Response>;
  /** The shop's server, by its key. */
  byKey(events: readonly object[]): Promise<Response>;
  stored(): Promise<StoredRow[]>;
  /** Waits until the pipeline is done with all that was sent before. */
  settled(): Promise<void>;
  /** Waits until every delivery has ended. */
  allDelivered(): Promise<void>;
  stop(): Promise<void>;
}

const CLIENT = { remote_addr: '198.51.100.9', user_agent: BROWSER['user-agent'], hints: { 'sec-fetch-mode': 'cors', 'accept-language': 'de' } };

export async function openShop(warp: TestWarp, config: object = {}): Promise<Shop> {
  const site = await warp.site({ config: { currency: 'EUR', ...config } });
  const key = newKey();
  await warp.database.query("insert into api_keys (agency_id, site_id, name, prefix, key_hash, scopes) values ($1, $2, 'Shop', 'warp', $3, '{track}')", [
    site.agencyId,
    site.id,
    hashOfKey(key),
  ]);
  const delivered: SentEvent[] = [];
  const state = { isAway: false };
  const vendor = await startVendor(({ body }) => {
    if (state.isAway) return { status: 503, body: 'away' };
    delivered.push(...(JSON.parse(body) as { events: SentEvent[] }).events);
    return { status: 200, body: 'ok' };
  });
  const destinationId = await connectHook(warp, site, vendor.url);
  // Not the shop's own: they would be in its figures.
  const fence = await warp.site();
  const shop: Shop = {
    site,
    destinationId,
    delivered,
    get isAway() {
      return state.isAway;
    },
    set isAway(isAway: boolean) {
      state.isAway = isAway;
    },
    browser: (events, headers = {}) => warp.track({ script_id: site.scriptId, events }, headers),
    relayed: (events, address = CLIENT.remote_addr) =>
      postSigned(warp, site, events.map((event) => ({ ...event, client: { ...CLIENT, remote_addr: address, received_at: Date.now() } }))),
    signed: (events) => postSigned(warp, site, events.map((event) => ({ ...event, client: { ...CLIENT, received_at: Date.now(), reported_by: 'server' } }))),
    byKey: (events) => warp.track({ script_id: site.scriptId, events }, { authorization: `Bearer ${key}`, 'user-agent': 'shop/1' }),
    stored: () => warp.database.query<StoredRow & Record<string, unknown>>('select * from events where site_id = $1 order by id', [site.id]),
    settled: async () => {
      // Many enough for each partition of the log, which keeps order.
      const ids = Array.from({ length: 64 }, () => randomUUID());
      await warp.track({ script_id: fence.scriptId, events: ids.map((event_id) => ({ event_type: 'fence', event_id, visitor_id: event_id })) });
      await eventually(
        () => warp.database.query<{ n: number }>('select count(*)::int as n from events where site_id = $1 and event_id = any($2)', [fence.id, ids]),
        ([row]) => row!.n === ids.length,
        30_000,
      );
    },
    allDelivered: async () => {
      await warp.database.query("update deliveries set due_at = now() where site_id = $1 and state = 'retrying'", [site.id]);
      await eventually(
        () => warp.database.query<{ n: number }>("select count(*)::int as n from deliveries where site_id = $1 and state in ('pending', 'sending', 'retrying')", [site.id]),
        ([row]) => row!.n === 0,
        30_000,
      );
    },
    stop: () => vendor.stop(),
  };
  return shop;
}

async function connectHook(warp: TestWarp, site: TestSite, url: string): Promise<string> {
  const id = randomUUID();
  await warp.database.query("insert into destinations (id, site_id, plugin, name, settings, secrets, events) values ($1, $2, 'webhook', 'Hook', $3, $4, $5)", [
    id,
    site.id,
    JSON.stringify({ url: `${url}/hook`, include_user: false }),
    warp.keyRing.seal(JSON.stringify({ secret: 'a secret of the receiver' }), destinationSecrets(id)),
    JSON.stringify({ mode: 'all' }),
  ]);
  await warp.warp.app.get(SiteDirectory, { strict: false }).announce(site.id);
  return id;
}

function postSigned(warp: TestWarp, site: TestSite, events: readonly object[]): Promise<Response> {
  const body = JSON.stringify({ script_id: site.scriptId, sent_at: Date.now(), events });
  const timestamp = String(Math.floor(Date.now() / 1000));
  const signature = createHmac('sha256', site.secret).update(`${timestamp}\n\n\n${body}`).digest('hex');
  return warp.track(body, { 'user-agent': 'WordPress/7.1', 'x-warp-timestamp': timestamp, 'x-warp-signature': signature });
}

/** Every figure of a site, without rows that add up to nothing, so that two sites can be compared. */
export async function figuresOf(warp: TestWarp, siteId: string): Promise<object> {
  const rollups = await warp.database.query(
    `select dimension, grain, bucket, value, events::float, page_views::float, sessions::float, bounces::float, session_ms::float, conversions::float,
       transactions::float, revenue::float, quantity::float
     from rollups where site_id = $1 and (events, page_views, sessions, bounces, session_ms, conversions, transactions, revenue, quantity)
       is distinct from (0, 0, 0, 0, 0, 0, 0, 0, 0)
     order by dimension, grain, bucket, value`,
    [siteId],
  );
  const sessions = await warp.database.query(
    `select session_id, visitor_id, user_id, started_at, last_event_at, events::float, page_views::float, conversions::float, revenue::float, engaged_ms::float, funnel_steps,
       entry_page, exit_page, referrer, channel, source, medium, campaign, is_bot
     from sessions where site_id = $1 order by session_id`,
    [siteId],
  );
  return { rollups, sessions };
}

/** The day's totals. */
export async function totalsOf(warp: TestWarp, siteId: string): Promise<{ events: number; transactions: number; revenue: number; sessions: number }> {
  const [row] = await warp.database.query<{ events: number; transactions: number; revenue: number; sessions: number }>(
    `select sum(events)::float as events, sum(transactions)::float as transactions, sum(revenue)::float as revenue, sum(sessions)::float as sessions
     from rollups where site_id = $1 and dimension = 'total' and grain = 'day'`,
    [siteId],
  );
  return row!;
}
