import { type ChildProcess, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { REPOSITORY_ROOT } from '../src/config/repository-root.js';
import { migrate } from '../src/database/migrate.js';
import { KeyRing } from '../src/secrets/key-ring.js';
import { SITE_SECRET } from '../src/site-directory/site-directory.js';
import { freePort } from '../scripts/services/ports.js';

const DIST = join(REPOSITORY_ROOT, 'core-api', 'dist');
/** Of every process started from here. */
export const BENCH_KEYS = `k1:${randomBytes(32).toString('base64')}`;

/** As `npm start` and the container have them. */
const HEAP = ['--max-semi-space-size=32', '--max-old-space-size=512'];

/** The benchmarks' site. */
export const BENCH_SCRIPT_ID = 'bench';
export const BENCH_ORIGIN = 'https://shop.example';

export interface Services {
  readonly databaseUrl: string;
  readonly redisUrl: string;
}

/** A server under measurement, in a process of its own. */
export interface Measured {
  readonly child: ChildProcess;
  readonly port: number;
}

/** Migrates and makes the benchmarks' site. */
export async function prepareDatabase(databaseUrl: string): Promise<void> {
  await migrate(databaseUrl);
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  await client.query("insert into agencies (name) values ('Bench')");
  await client.query("insert into sites (agency_id, name, domain, script_id, secret) select id, 'Bench', 'shop.example', $1, $2 from agencies", [
    BENCH_SCRIPT_ID,
    new KeyRing(BENCH_KEYS).seal(randomBytes(32), SITE_SECRET),
  ]);
  await client.end();
}

/** A Warp process with these roles, as a container runs it. @param env further variables */
export async function startRoles(
  { databaseUrl, redisUrl }: Services,
  roles: string,
  env: Readonly<Record<string, string>> = {},
): Promise<Measured> {
  const port = Number(env['PORT'] ?? (await freePort()));
  const child = spawn(process.execPath, [...HEAP, join(DIST, 'scripts', 'run.js')], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: {
      ...process.env,
      PORT: String(port),
      DATABASE_URL: databaseUrl,
      REDIS_URL: redisUrl,
      WARP_ROLES: roles,
      WARP_ENCRYPTION_KEYS: BENCH_KEYS,
      WARP_LOG_LEVEL: 'warn',
      // The load comes from one address.
      WARP_IP_EVENTS_PER_MINUTE: '0',
      WARP_SITE_EVENTS_PER_MINUTE: '0',
      ...env,
    },
  });
  await lineWith(child, '"started"');
  return { child, port };
}

/** Memory a measured process holds, in MB. */
export const residentMb = ({ child }: Measured): number =>
  Number(/VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${child.pid}/status`, 'utf8'))?.[1] ?? 0) / 1024;

/** A bare node:http server, the measure of all. */
export async function startBare(): Promise<Measured> {
  const child = spawn(process.execPath, [join(DIST, 'bench', 'bare-server.js')], { stdio: ['ignore', 'pipe', 'inherit'] });
  const { port } = JSON.parse(await lineWith(child, '"port"')) as { port: number };
  return { child, port };
}

/** Ends a measured process, before the services it uses are ended. */
export function stop({ child }: Measured, signal: NodeJS.Signals = 'SIGTERM'): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve();
  return new Promise((resolve) => {
    child.once('exit', () => resolve());
    child.kill(signal);
  });
}

/** The line in which a server says that it is ready; warnings may come before it. */
function lineWith(child: ChildProcess, mark: string): Promise<string> {
  return new Promise((resolve, reject) => {
    let output = '';
    child.stdout?.on('data', (chunk: Buffer) => {
      output += chunk.toString();
      const line = output.split('\n').slice(0, -1).find((whole) => whole.includes(mark));
      if (line !== undefined) resolve(line);
    });
    child.once('exit', (code) => reject(new Error(`A server ended with ${code} before it was ready.`)));
  });
}
