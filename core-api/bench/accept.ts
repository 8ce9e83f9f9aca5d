import { writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { join } from 'node:path';
import { REPOSITORY_ROOT } from '../src/config/repository-root.js';
import { runLoad, type LoadResult } from './load.js';
import { single, ten } from './sample-events.js';
import { withServices } from './services.js';
import { BENCH_ORIGIN, prepareDatabase, startBare, startRoles, stop } from './warp-process.js';

const CONNECTIONS = 64;
const WARM_UP_SECONDS = 2;
const SECONDS = Number(process.env['WARP_BENCH_SECONDS'] ?? 6);
const ROUNDS = 3;

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
  await withServices(async (services) => {
    await prepareDatabase(services.databaseUrl);
    const bare = await startBare();
    const warp = await startRoles(services, 'collect');
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
      await Promise.all([stop(bare), stop(warp)]);
    }
  });
}

async function alternate(bare: number, warp: number, body: (n: number) => string): Promise<Record<'bare' | 'warp', LoadResult[]>> {
  const results: Record<'bare' | 'warp', LoadResult[]> = { bare: [], warp: [] };
  const load = (port: number, seconds: number): Promise<LoadResult> =>
    runLoad({ port, path: '/api/track', body, headers: { origin: BENCH_ORIGIN }, connections: CONNECTIONS, seconds });
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
