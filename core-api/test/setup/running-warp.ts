import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadConfig } from '../../src/config/config.js';
import { startWarp, type RunningWarp } from '../../src/main.js';
import { KeyRing } from '../../src/secrets/key-ring.js';
import { SITE_SECRET, SiteDirectory } from '../../src/site-directory/site-directory.js';
import { freePort } from '../../scripts/services/ports.js';
import { createTestDatabase, type TestDatabase } from './database.js';
import { METRICS_TOKEN } from './metrics.js';
import { testRedis } from './redis.js';

/** A browser as the bot score knows it. */
export const BROWSER = {
  'user-agent': 'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36',
  'accept-language': 'en-GB',
  'sec-fetch-mode': 'cors',
};

export interface TestSite {
  readonly id: string;
  readonly agencyId: string;
  readonly scriptId: string;
  /** Key of the proxy's signatures. */
  readonly secret: Buffer;
}

export interface TestWarp {
  readonly url: string;
  readonly redisUrl: string;
  readonly database: TestDatabase;
  readonly keyRing: KeyRing;
  readonly warp: RunningWarp;
  site(options?: { config?: object; status?: string; domain?: string }): Promise<TestSite>;
  /** POST /api/track from a browser, unless headers say otherwise. */
  track(body: unknown, headers?: Readonly<Record<string, string>>): Promise<Response>;
  stop(): Promise<void>;
}

/** A whole Warp process with a database and a Redis of its own. @param env further variables, such as WARP_ROLES */
export async function startTestWarp(env: Readonly<Record<string, string>> = {}): Promise<TestWarp> {
  const database = await createTestDatabase();
  const redis = await testRedis();
  const dataDir = mkdtempSync(join(tmpdir(), 'warp-process-'));
  const port = await freePort();
  const loaded = loadConfig({ WARP_DATA_DIR: dataDir, PORT: String(port), WARP_LOG_LEVEL: 'silent', WARP_ALLOW_PRIVATE_NETWORK: 'true', WARP_METRICS_TOKEN: METRICS_TOKEN, ...env });
  const warp = await startWarp({ ...loaded, databaseUrl: database.url, redisUrl: redis.url });
  const keyRing = new KeyRing(loaded.encryptionKeys);
  const url = `http://127.0.0.1:${port}`;
  return {
    url,
    redisUrl: redis.url,
    database,
    keyRing,
    warp,
    site: (options) => makeSite(database, keyRing, warp, options),
    track: (body, headers = {}) =>
      fetch(`${url}/api/track`, {
        method: 'POST',
        body: typeof body === 'string' ? body : JSON.stringify(body),
        headers: { 'content-type': 'application/json', ...BROWSER, ...headers },
      }),
    stop: async () => {
      await warp.close();
      await redis.stop();
      await database.drop();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

async function makeSite(
  database: TestDatabase,
  keyRing: KeyRing,
  { app }: RunningWarp,
  { config = {}, status = 'active', domain = 'shop.example' }: { config?: object; status?: string; domain?: string } = {},
): Promise<TestSite> {
  const secret = randomBytes(32);
  const scriptId = randomBytes(6).toString('hex');
  const [agency] = await database.query<{ id: string }>("insert into agencies (name) values ('Agency') returning id");
  const [site] = await database.query<{ id: string }>(
    `insert into sites (agency_id, name, domain, script_id, secret, status, config) values ($1, 'Shop', $2, $3, $4, $5, $6) returning id`,
    [agency!.id, domain, scriptId, keyRing.seal(secret, SITE_SECRET), status, JSON.stringify(config)],
  );
  await app.get(SiteDirectory, { strict: false }).announce(site!.id);
  return { id: site!.id, agencyId: agency!.id, scriptId, secret };
}

export { eventually } from './eventually.js';
