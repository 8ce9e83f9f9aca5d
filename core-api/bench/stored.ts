import { readFileSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { REPOSITORY_ROOT } from '../src/config/repository-root.js';
import { sumsOf, totalsBy } from '../src/metrics/postgres/rollups-table.js';
import { sendAtRate } from './paced-load.js';
import { ten } from './sample-events.js';
import { withServices } from './services.js';
import { BENCH_ORIGIN, prepareDatabase, residentMb, startRoles, stop, type Measured } from './warp-process.js';

const OFFERED = [1_000, 5_000, 10_000, 15_000];
const SECONDS = Number(process.env['WARP_BENCH_SECONDS'] ?? 10);
/** After the load ends, how long the log may take to become empty. */
const DRAIN_SECONDS = 60;
const WARM_UP_EVENTS = 20_000;

interface Row {
  readonly offeredPerSecond: number;
  readonly acceptedPerSecond: number;
  /** From the first event sent to the last one stored. */
  readonly storedPerSecond: number;
  /** Most events accepted but not stored at one time. */
  readonly mostLag: number;
  readonly drainSeconds: number;
  /** Of one core. */
  readonly cpuPercent: number;
  readonly rssMb: number;
}

/** How many events a second are stored, enriched, in sessions and rollups, by one process beside PostgreSQL and Redis. */
export async function benchStored(): Promise<void> {
  await withServices(async (services) => {
    await prepareDatabase(services.databaseUrl);
    const warp = await startRoles(services, 'collect,process');
    const database = new pg.Client({ connectionString: services.databaseUrl });
    await database.connect();
    try {
      await offer(warp, database, 5_000, WARM_UP_EVENTS / 5_000);
      const rows: Row[] = [];
      for (const rate of OFFERED) {
        process.stderr.write(`  ${rate} events/s offered for ${SECONDS} s\n`);
        rows.push(await offer(warp, database, rate, SECONDS));
      }
      console.log(`\nStored end to end: one process for collect and process, ${cpus().length} cores shared with PostgreSQL, Redis and the load\n`);
      console.table(rows);
      const file = join(REPOSITORY_ROOT, 'core-api', 'bench', 'results', 'stored.json');
      writeFileSync(file, `${JSON.stringify({ seconds: SECONDS, cores: cpus().length, rows }, null, 2)}\n`);
    } finally {
      await stop(warp);
      await database.end();
    }
  });
}

async function offer(warp: Measured, database: pg.Client, rate: number, seconds: number): Promise<Row> {
  const before = await countStored(database);
  const cpuBefore = cpuSeconds(warp);
  const begun = performance.now();
  let mostLag = 0;
  let rssMb = 0;
  let accepted = 0;
  const load = sendAtRate({
    port: warp.port,
    path: '/api/track',
    headers: { origin: BENCH_ORIGIN },
    body: ten,
    requestsPerSecond: rate / 10,
    seconds,
    onAccepted: () => (accepted += 10),
  });
  const watch = async (): Promise<void> => {
    mostLag = Math.max(mostLag, accepted - ((await countStored(database)) - before));
    rssMb = Math.max(rssMb, residentMb(warp));
  };
  let sending = true;
  void load.finally(() => (sending = false));
  while (sending) {
    await watch();
    await sleep(500);
  }
  const sent = await load;
  const sentAt = performance.now();
  while ((await countStored(database)) - before < sent.accepted && performance.now() - sentAt < DRAIN_SECONDS * 1000) await sleep(50);
  const stored = (await countStored(database)) - before;
  if (stored !== sent.accepted) throw new Error(`${sent.accepted} events were accepted, ${stored} are stored.`);
  const ended = performance.now();
  return {
    offeredPerSecond: rate,
    acceptedPerSecond: Math.round(sent.accepted / sent.seconds),
    storedPerSecond: Math.round((stored * 1000) / (ended - begun)),
    mostLag,
    drainSeconds: Number(((ended - sentAt) / 1000).toFixed(1)),
    cpuPercent: Math.round(((cpuSeconds(warp) - cpuBefore) * 100_000) / (ended - begun)),
    rssMb: Math.round(Math.max(rssMb, residentMb(warp))),
  };
}

/** By the rollups: they are written with the events in one transaction, and counting their few rows disturbs less. */
const countStored = async (database: pg.Client): Promise<number> =>
  (await database.query<{ events: number }>(`select ${sumsOf(['events'])} from rollups where ${totalsBy('hour')}`)).rows[0]!.events;

/** utime and stime of /proc/<pid>/stat, in seconds; a tick is 10 ms on Linux. */
function cpuSeconds({ child }: Measured): number {
  const fields = readFileSync(`/proc/${child.pid}/stat`, 'utf8').split(') ')[1]!.split(' ');
  return (Number(fields[11]) + Number(fields[12])) / 100;
}
