import { randomBytes } from 'node:crypto';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { LoggerService } from '@nestjs/common';
import { freePort } from '../../scripts/services/ports.js';
import { loadConfig } from '../../src/config/config.js';
import { DestinationRuntimes } from '../../src/destinations/runtime/destination-runtime.js';
import { hashPassword } from '../../src/identity/passwords.js';
import { type RunningWarp, startWarp } from '../../src/main.js';
import { AccessTokens } from '../../src/destinations/accounts/access-tokens.js';
import { SiteDirectory } from '../../src/site-directory/site-directory.js';
import { eventually, startTestWarp, type TestSite, type TestWarp } from '../setup/running-warp.js';
import { startOAuthProvider, type OAuthProvider } from '../stand-ins/oauth-provider.js';
import { type Browser, openBrowser } from './browser.js';
import { type Ledger, startLedger } from './ledger.js';

const PASSWORD = 'correct horse battery';

/** Folder of the plugin that is connected by an account. */
const PLUGIN_DIRS = join(dirname(fileURLToPath(import.meta.url)), 'plugins');

/** The `oauth` part of a destination, as the API shows it. */
export interface Account {
  readonly connected: boolean;
  readonly connected_at: string | null;
  readonly expires_at: string | null;
  readonly scopes: readonly string[];
  readonly problem: string | null;
}

export interface ShownDestination {
  readonly id: string;
  readonly status: string;
  readonly status_reason: string | null;
  readonly settings: Record<string, unknown>;
  readonly oauth: Account | null;
}

export interface Delivery {
  readonly event_id: string;
  readonly state: string;
  readonly reason: string;
  readonly message: string | null;
  readonly attempts: number;
}

/** A Warp with a vendor that gives tokens and its platform that asks for them. */
export interface OAuthWorld {
  readonly warp: TestWarp;
  readonly keys: string;
  readonly provider: OAuthProvider;
  readonly ledger: Ledger;
  readonly site: TestSite;
  /** Admin of the site's agency. */
  readonly owner: Browser;
  /** Everything that was logged. */
  readonly log: readonly string[];
  /** Another person's browser. @param agencyId left out: of the site's agency */
  person(role: 'agency_admin' | 'agency_manager' | 'client_user', agencyId?: string): Promise<Browser & { readonly userId: string }>;
  /** A destination of the site that nobody has connected yet. @param settings further ones */
  destination(settings?: object): Promise<string>;
  shown(destination: string): Promise<ShownDestination>;
  /** Begins to connect and agrees at the vendor. @returns where the vendor sends the browser */
  agree(destination: string, browser?: Browser): Promise<string>;
  connect(destination: string): Promise<void>;
  connected(): Promise<string>;
  track(ids: readonly string[]): Promise<void>;
  deliveries(destination: string): Promise<readonly Delivery[]>;
  settled(destination: string, count: number, state: string, ms?: number): Promise<readonly Delivery[]>;
  /** Makes waiting deliveries due at once. */
  hurry(destination: string): Promise<void>;
  /** Makes an access token’s life end for Warp, which then has to renew it. */
  age(destination: string): Promise<void>;
  /** Removes all destinations. */
  clear(): Promise<void>;
  stop(): Promise<void>;
}

export async function startOAuthWorld(env: Readonly<Record<string, string>> = {}): Promise<OAuthWorld> {
  const keys = `k1:${randomBytes(32).toString('base64')}`;
  const warp = await startTestWarp({ WARP_PLUGIN_DIRS: PLUGIN_DIRS, WARP_ENCRYPTION_KEYS: keys, WARP_ADMIN_PASSWORD: PASSWORD, ...env });
  const log: string[] = [];
  warp.warp.app.useLogger(loggerInto(log));
  const provider = await startOAuthProvider(`${warp.url}/api/oauth/callback`);
  const ledger = await startLedger(provider);
  provider.set({ extra: { instance_url: ledger.url } });
  const site = await warp.site();
  const { database } = warp;

  const person: OAuthWorld['person'] = async (role, agencyId = site.agencyId) => {
    const email = `${randomBytes(4).toString('hex')}@example.org`;
    const [row] = await database.query<{ id: string }>('insert into users (agency_id, email, name, role, password_hash) values ($1, $2, $2, $3, $4) returning id', [
      agencyId,
      email,
      role,
      await hashPassword(PASSWORD),
    ]);
    if (role !== 'agency_admin') await database.query('insert into user_sites (user_id, site_id) values ($1, $2)', [row!.id, site.id]);
    return { ...(await openBrowser(warp.url, email, PASSWORD)), userId: row!.id };
  };
  const owner = await person('agency_admin');
  const base = `/api/sites/${site.id}/destinations`;

  const world: OAuthWorld = {
    warp,
    keys,
    provider,
    ledger,
    site,
    owner,
    log,
    person,
    destination: async (settings = {}) => {
      const body = { plugin: 'ledger', settings: { issuer: provider.url, client_id: provider.client.id, client_secret: provider.client.secret, ...settings } };
      return (await owner.api<ShownDestination>('POST', base, body)).json.id;
    },
    shown: async (destination) => {
      const { json } = await owner.api<{ items: ShownDestination[] }>('GET', base);
      return json.items.find(({ id }) => id === destination)!;
    },
    agree: async (destination, browser = owner) => {
      const { json } = await browser.api<{ authorize_url: string }>('POST', `${base}/${destination}/oauth`);
      return (await browser.open(json.authorize_url)).location!;
    },
    connect: async (destination) => {
      const { status, text } = await owner.open(await world.agree(destination));
      if (status !== 200) throw new Error(text);
    },
    connected: async () => {
      const destination = await world.destination();
      await world.connect(destination);
      return destination;
    },
    track: async (ids) => {
      const events = ids.map((event_id) => ({ event_type: 'page_view', event_id, visitor_id: 'v' }));
      await warp.track({ script_id: site.scriptId, events });
    },
    deliveries: (destination) => database.query<Delivery>('select event_id, state, reason, message, attempts from deliveries where destination_id = $1 order by id', [destination]),
    settled: (destination, count, state, ms) =>
      eventually(() => world.deliveries(destination), (rows) => rows.filter((row) => row.state === state).length === count, ms),
    hurry: async (destination) => void (await database.query("update deliveries set due_at = now() where destination_id = $1 and state = 'retrying'", [destination])),
    age: async (destination) =>
      void (await database.query("update oauth_connections set obtained_at = now() - interval '2 hours', expires_at = now() - interval '1 hour' where destination_id = $1", [destination])),
    clear: async () => {
      await database.query('delete from destinations');
      await warp.warp.app.get(SiteDirectory, { strict: false }).announce(site.id);
    },
    stop: async () => {
      await warp.stop();
      await ledger.stop();
      await provider.stop();
    },
  };
  return world;
}

/** A second process that delivers, beside the world's. */
export async function startOther(world: OAuthWorld): Promise<RunningWarp> {
  const config = loadConfig({
    PORT: String(await freePort()),
    WARP_ROLES: 'deliver',
    WARP_LOG_LEVEL: 'silent',
    WARP_ALLOW_PRIVATE_NETWORK: 'true',
    WARP_PLUGIN_DIRS: PLUGIN_DIRS,
    WARP_ENCRYPTION_KEYS: world.keys,
  });
  return startWarp({ ...config, databaseUrl: world.warp.database.url, redisUrl: world.warp.redisUrl });
}

/** What a worker of a process does before it sends. @returns the settings its plugin sees */
export async function freshSettings({ app }: RunningWarp, destination: string): Promise<Record<string, unknown>> {
  const runtime = await app.get(DestinationRuntimes, { strict: false }).load(destination);
  return (await app.get(AccessTokens, { strict: false }).fresh(runtime!)).settings;
}

function loggerInto(log: string[]): LoggerService {
  const write = (...parts: unknown[]): void => void log.push(parts.map(String).join(' '));
  return { log: write, warn: write, error: write, debug: write, verbose: write, fatal: write };
}
