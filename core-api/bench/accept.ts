import { type ChildProcess, spawn } from 'node:child_process';
import { randomBytes, randomUUID } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { REPOSITORY_ROOT } from '../src/config/repository-root.js';
import { migrate } from '../src/database/migrate.js';
import { KeyRing } from '../src/secrets/key-ring.js';
import { SITE_SECRET } from '../src/sites/site-directory.js';
import { freePort } from '../scripts/services/ports.js';
import { runLoad, type LoadResult } from './load.js';
import { withServices } from './services.js';

const HERE = dirname(fileURLToPath(import.meta.url));
const CONNECTIONS = 64;
const WARM_UP_SECONDS = 2;
const SECONDS = Number(process.env['WARP_BENCH_SECONDS'] ?? 6);
const ROUNDS = 3;
const SCRIPT_ID = 'bench';
const KEYS = `k1:${randomBytes(32).toString('base64')}`;

/** A page view as the browser sends it, about 600 bytes. */
const event = (n: number): object => ({
  event_type: 'page_view',
  event_id: randomUUID(),
  page_url: `https://shop.example/products/${n % 500}?utm_source=newsletter&utm_medium=email&utm_campaign=spring`,
  referrer: 'https://www.google.com/',
  page_title: 'A product of the shop',
  visitor_id: `0198c0de-0000-7000-8000-${(n % 5000).toString().padStart(12, '0')}`,
  session_id: `0198c0df-0000-7000-8000-${(n % 5000).toString().padStart(12, '0')}`,
  screen: '1920x1080',
  language: 'en-GB',
  timezone: 'Europe/Berlin',
  consent: { analytics: true, marketing: false },
  event_data: { engagement_time_msec: 1200 },
});

const single = (n: number): string => JSON.stringify({ script_id: SCRIPT_ID, sent_at: Date.now(), ...event(n) });
const ten = (n: number): string =>
  JSON.stringify({ script_id: SCRIPT_ID, sent_at: Date.now(), events: Array.from({ length: 10 }, (_, i) => event(n * 10 + i)) });

interface Row {
  readonly what: string;
  readonly requestsPerSecond: number;
  readonly eventsPerSecond: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
  readonly ratioToBare: number;
}

/** How many events one collecting process takes, as a ratio to a bare server in the same run. Rounds alternate; medians count. */
export async function benchAccept(): Promise<void> {
  await withServices(async ({ databaseUrl, redisUrl }) => {
    await migrate(databaseUrl);
    await makeSite(databaseUrl);
    const bare = await startBare();
    const warp = await startCollector(databaseUrl, redisUrl);
    try {
      const rows: Row[] = [];
      for (const [what, body, events] of [['1 event', single, 1], ['10 events', ten, 10]] as const) {
        const runs = await alternate(bare.port, warp.port, body);
        const base = median(runs.bare);
        const taken = median(runs.warp);
        rows.push(row(`bare node:http, ${what}`, base, events, base), row(`POST /api/track, ${what}`, taken, events, base));
      }
      print(rows);
    } finally {
      bare.child.kill();
      warp.child.kill();
    }
  });
}

async function alternate(bare: number, warp: number, body: (n: number) => string): Promise<Record<'bare' | 'warp', LoadResult[]>> {
  const results: Record<'bare' | 'warp', LoadResult[]> = { bare: [], warp: [] };
  const load = (port: number, seconds: number): Promise<LoadResult> =>
    runLoad({ port, path: '/api/track', body, headers: { origin: 'https://shop.example' }, connections: CONNECTIONS, seconds });
  await load(bare, WARM_UP_SECONDS);
  await load(warp, WARM_UP_SECONDS);
  for (let round = 1; round <= ROUNDS; round++) {
    process.stderr.write(`  round ${round} of ${ROUNDS}\r`);
    results.bare.push(await load(bare, SECONDS));
    results.warp.push(await load(warp, SECONDS));
  }
  return results;
}

function median(results: readonly LoadResult[]): LoadResult {
  const refused = results.flatMap(({ statuses }) => Object.keys(statuses)).find((status) => status !== '202');
  if (refused !== undefined) throw new Error(`A request was answered with ${refused}.`);
  return [...results].sort((a, b) => a.requestsPerSecond - b.requestsPerSecond)[results.length >> 1]!;
}

const row = (what: string, result: LoadResult, events: number, base: LoadResult): Row => ({
  what,
  requestsPerSecond: Math.round(result.requestsPerSecond),
  eventsPerSecond: Math.round(result.requestsPerSecond * events),
  p50Ms: Number(result.p50Ms.toFixed(2)),
  p99Ms: Number(result.p99Ms.toFixed(2)),
  ratioToBare: Number((result.requestsPerSecond / base.requestsPerSecond).toFixed(2)),
});

function print(rows: readonly Row[]): void {
  console.log(`Accept: one process, ${CONNECTIONS} connections, median of ${ROUNDS} rounds of ${SECONDS} s, ${cpus().length} cores shared with Redis and the load\n`);
  console.table(rows);
  const file = join(REPOSITORY_ROOT, 'core-api', 'bench', 'results', 'accept.json');
  writeFileSync(file, `${JSON.stringify({ connections: CONNECTIONS, rounds: ROUNDS, seconds: SECONDS, cores: cpus().length, rows }, null, 2)}\n`);
}

async function makeSite(databaseUrl: string): Promise<void> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  await client.query("insert into agencies (name) values ('Bench')");
  await client.query("insert into sites (agency_id, name, domain, script_id, secret) select id, 'Bench', 'shop.example', $1, $2 from agencies", [
    SCRIPT_ID,
    new KeyRing(KEYS).seal(randomBytes(32), SITE_SECRET),
  ]);
  await client.end();
}

async function startBare(): Promise<{ child: ChildProcess; port: number }> {
  const child = spawn(process.execPath, [join(HERE, 'bare-server.js')], { stdio: ['ignore', 'pipe', 'inherit'] });
  const { port } = JSON.parse(await firstLine(child)) as { port: number };
  return { child, port };
}

async function startCollector(databaseUrl: string, redisUrl: string): Promise<{ child: ChildProcess; port: number }> {
  const port = await freePort();
  const child = spawn(process.execPath, [join(HERE, '..', 'scripts', 'run.js')], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: {
      ...process.env,
      PORT: String(port),
      DATABASE_URL: databaseUrl,
      REDIS_URL: redisUrl,
      WARP_ROLES: 'collect',
      WARP_ENCRYPTION_KEYS: KEYS,
      WARP_LOG_LEVEL: 'warn',
    },
  });
  await firstLine(child);
  return { child, port };
}

function firstLine(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let output = '';
    child.stdout?.on('data', (chunk: Buffer) => {
      output += chunk.toString();
      if (output.includes('\n')) resolve(output.slice(0, output.indexOf('\n')));
    });
    child.once('exit', (code) => reject(new Error(`A server ended with ${code} before it was ready.`)));
  });
}
