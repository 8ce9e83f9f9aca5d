import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { REPOSITORY_ROOT } from '../src/config/repository-root.js';
import { connectWebhook } from './destinations.js';
import { startReceiver, type Receiver } from './receiver.js';
import { BROWSER_AGENT } from './sample-events.js';
import { withServices } from './services.js';
import { BENCH_ORIGIN, BENCH_SCRIPT_ID, prepareDatabase, startRoles, stop, type Measured } from './warp-process.js';

const DESTINATIONS = 10;
const EVENTS_PER_SECOND = 20;
const SECONDS = Number(process.env['WARP_BENCH_SECONDS'] ?? 10);
/** Healthy and hanging by turns, so that the machine's moods fall on both. */
const ROUNDS = 4;
/** After a round, until what the hanging one was owed is delivered and its breaker is closed. */
const RECOVERY_MS = 120_000;

interface Measurement {
  readonly p50Ms: number;
  readonly p95Ms: number;
}

/** Whether nine destinations notice that the tenth of their site does not answer. */
export async function benchIsolation(): Promise<void> {
  await withServices(async (services) => {
    await prepareDatabase(services.databaseUrl);
    const receiver = await startReceiver();
    const database = new pg.Client({ connectionString: services.databaseUrl });
    await database.connect();
    for (let n = 0; n < DESTINATIONS; n++) await connectWebhook(database, receiver.url(String(n)));
    const warp = await startRoles(services, 'collect,process,deliver', { WARP_ALLOW_PRIVATE_NETWORK: 'true' });
    const healthy: number[] = [];
    const beside: number[] = [];
    try {
      await round(warp, receiver, 'warm-up');
      for (let n = 0; n < ROUNDS; n++) {
        process.stderr.write(`  round ${n + 1} of ${ROUNDS}\n`);
        healthy.push(...(await round(warp, receiver, `healthy-${n}`)));
        receiver.hang('0');
        beside.push(...(await round(warp, receiver, `beside-${n}`)));
        receiver.hang();
        await recovered(database);
      }
    } finally {
      await stop(warp);
      await database.end();
      await receiver.stop();
    }
    const rows = { 'all ten answer': measured(healthy), 'one of ten hangs': measured(beside) };
    const change = rows['one of ten hangs'].p95Ms / rows['all ten answer'].p95Ms - 1;
    console.log(`\nDelivery time of nine destinations, from the visitor's request to the destination, ${EVENTS_PER_SECOND} events/s, ${ROUNDS} rounds of ${SECONDS} s each\n`);
    console.table(rows);
    console.log(`p95 changes by ${(change * 100).toFixed(1)} %`);
    const file = join(REPOSITORY_ROOT, 'core-api', 'bench', 'results', 'isolation.json');
    writeFileSync(file, `${JSON.stringify({ destinations: DESTINATIONS, eventsPerSecond: EVENTS_PER_SECOND, seconds: SECONDS, rounds: ROUNDS, rows, p95Change: Number(change.toFixed(3)) }, null, 2)}\n`);
  });
}

/** Sends events one by one. @returns ms each took to each of the nine */
async function round(warp: Measured, receiver: Receiver, name: string): Promise<number[]> {
  const sentAt = new Map<string, number>();
  for (let n = 0; n < EVENTS_PER_SECOND * SECONDS; n++) {
    const id = `${name}-${n}`;
    sentAt.set(id, Date.now());
    await fetch(`http://127.0.0.1:${warp.port}/api/track`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', origin: BENCH_ORIGIN, 'user-agent': BROWSER_AGENT, 'accept-language': 'en' },
      body: JSON.stringify({ script_id: BENCH_SCRIPT_ID, event_type: 'sign_up', event_id: id, visitor_id: id, session_id: id, consent: { analytics: true, marketing: false } }),
    });
    await sleep(1000 / EVENTS_PER_SECOND);
  }
  const nine = Array.from({ length: DESTINATIONS - 1 }, (_, n) => receiver.arrivals(String(n + 1)));
  for (let waited = 0; !nine.every((arrivals) => [...sentAt.keys()].every((id) => arrivals.has(id))); waited += 50) {
    if (waited > 30_000) throw new Error('Events did not come to destinations that answer.');
    await sleep(50);
  }
  return nine.flatMap((arrivals) => [...sentAt].map(([id, at]) => arrivals.get(id)! - at));
}

async function recovered(database: pg.Client): Promise<void> {
  for (let waited = 0; waited < RECOVERY_MS; waited += 500) {
    await database.query("update deliveries set due_at = now() where state = 'retrying'");
    const { rows } = await database.query("select 1 from deliveries where state in ('pending', 'sending', 'retrying') limit 1");
    if (rows.length === 0) return;
    await sleep(500);
  }
  throw new Error('What a destination was owed did not arrive after it answered again.');
}

function measured(times: readonly number[]): Measurement {
  const sorted = [...times].sort((a, b) => a - b);
  const at = (share: number): number => sorted[Math.ceil(sorted.length * share) - 1]!;
  return { p50Ms: at(0.5), p95Ms: at(0.95) };
}
