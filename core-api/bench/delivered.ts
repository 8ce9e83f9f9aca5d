import { writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { REPOSITORY_ROOT } from '../src/config/repository-root.js';
import { connectWebhook } from './destinations.js';
import { sendAtRate } from './paced-load.js';
import { startReceiver, type Receiver } from './receiver.js';
import { ten } from './sample-events.js';
import { withServices } from './services.js';
import { BENCH_ORIGIN, prepareDatabase, residentMb, startRoles, stop, type Measured } from './warp-process.js';

const OFFERED = [500, 1_000, 2_000, 4_000];
const SECONDS = Number(process.env['WARP_BENCH_SECONDS'] ?? 10);
const DRAIN_SECONDS = 120;
const WARM_UP_EVENTS = 5_000;

interface Row {
  readonly offeredPerSecond: number;
  /** From the first event sent to the last one at the destination. */
  readonly deliveredPerSecond: number;
  readonly drainSeconds: number;
  readonly rssMb: number;
}

/** How many events a second go all the way from a visitor's request to a destination, with one process for all of it. */
export async function benchDelivered(): Promise<void> {
  await withServices(async (services) => {
    await prepareDatabase(services.databaseUrl);
    const receiver = await startReceiver();
    const database = new pg.Client({ connectionString: services.databaseUrl });
    await database.connect();
    await connectWebhook(database, receiver.url('hook'));
    const warp = await startRoles(services, 'collect,process,deliver', { WARP_ALLOW_PRIVATE_NETWORK: 'true' });
    try {
      await offer(warp, receiver, WARM_UP_EVENTS / 5, 5);
      const rows: Row[] = [];
      for (const rate of OFFERED) {
        process.stderr.write(`  ${rate} events/s offered for ${SECONDS} s\n`);
        rows.push(await offer(warp, receiver, rate, SECONDS));
      }
      console.log(`\nDelivered end to end to one destination: one process for collect, process and deliver, ${cpus().length} cores shared with PostgreSQL, Redis, the load and the receiver\n`);
      console.table(rows);
      const file = join(REPOSITORY_ROOT, 'core-api', 'bench', 'results', 'delivered.json');
      writeFileSync(file, `${JSON.stringify({ seconds: SECONDS, cores: cpus().length, rows }, null, 2)}\n`);
    } finally {
      await stop(warp);
      await database.end();
      await receiver.stop();
    }
  });
}

async function offer(warp: Measured, receiver: Receiver, rate: number, seconds: number): Promise<Row> {
  const before = receiver.arrivals('hook').size;
  const begun = performance.now();
  const { accepted } = await sendAtRate({
    port: warp.port,
    path: '/api/track',
    headers: { origin: BENCH_ORIGIN },
    body: ten,
    requestsPerSecond: rate / 10,
    seconds,
    onAccepted: () => undefined,
  });
  const sentAt = performance.now();
  let rssMb = 0;
  while (receiver.arrivals('hook').size - before < accepted && performance.now() - sentAt < DRAIN_SECONDS * 1000) {
    rssMb = Math.max(rssMb, residentMb(warp));
    await sleep(20);
  }
  const delivered = receiver.arrivals('hook').size - before;
  if (delivered !== accepted) throw new Error(`${accepted} events were accepted, ${delivered} came to the destination.`);
  const ended = performance.now();
  return {
    offeredPerSecond: rate,
    deliveredPerSecond: Math.round((delivered * 1000) / (ended - begun)),
    drainSeconds: Number(((ended - sentAt) / 1000).toFixed(1)),
    rssMb: Math.round(Math.max(rssMb, residentMb(warp))),
  };
}
