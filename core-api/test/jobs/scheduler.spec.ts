import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import type { INestApplicationContext, Type } from '@nestjs/common';
import { DiscoveryModule, MetadataScanner } from '@nestjs/core';
import { Test } from '@nestjs/testing';
import { Redis } from 'ioredis';
import { register } from 'prom-client';
import { JobMetrics } from '../../src/jobs/job-metrics.js';
import { JobStore } from '../../src/jobs/job-store.js';
import type { JobRun } from '../../src/jobs/schedule.js';
import { Scheduler } from '../../src/jobs/scheduler.js';
import { createTestDatabase, type TestDatabase } from '../setup/database.js';
import { eventually } from '../setup/eventually.js';
import { testRedis } from '../setup/redis.js';
import { sleep, startJobsProcess, workOf } from './jobs-process.js';

interface Row {
  readonly slot: Date;
  readonly started_at: Date;
  readonly finished_at: Date | null;
  readonly outcome: string | null;
  readonly error: string | null;
  readonly takes: number;
}

const HOUR_MS = 3_600_000;

/** How often the scheduler looks when nothing wakes it. */
const LOOK_MS = 15_000;

let database: TestDatabase;
let redis: Awaited<ReturnType<typeof testRedis>>;
let running: INestApplicationContext[] = [];

beforeAll(async () => {
  database = await createTestDatabase();
  redis = await testRedis();
});
afterEach(async () => {
  await Promise.all(running.map((app) => app.close()));
  running = [];
});
afterAll(async () => {
  await redis.stop();
  await database.drop();
});

async function start(...providers: Type[]): Promise<INestApplicationContext> {
  const app = await startJobsProcess({ databaseUrl: database.url, redisUrl: redis.url }, providers);
  running.push(app);
  return app;
}

const rowsOf = (schedule: string): Promise<Row[]> => database.query<Row>('select * from job_runs where schedule = $1 order by slot', [schedule]);

/** As if it had last run so many hours ago. */
async function lastRan(name: string, hours: number): Promise<Date> {
  await database.query("insert into job_schedules (name, every_ms, catch_up, jitter_ms, registered_at) values ($1, $2, 'each', 0, now() - interval '300 days')", [name, HOUR_MS]);
  const slot = new Date((Math.floor(Date.now() / HOUR_MS) - hours) * HOUR_MS);
  await database.query(
    `insert into job_runs (schedule, slot, started_at, finished_at, outcome, taken_by, lease_until) values ($1, $2, $2, $2, 'succeeded', 'before', $2)`,
    [name, slot],
  );
  return slot;
}

describe('two processes with one schedule', () => {
  it('run every slot once, when it is due', async () => {
    const name = randomUUID();
    const ran: string[] = [];
    const work = workOf({ name, everyMs: 1_000, catchUp: 'each' }, async ({ slot }) => void ran.push(slot.toISOString()));
    await start(work);
    await start(work);
    const rows = await eventually(() => rowsOf(name), (some) => some.length >= 6 && some.every(({ outcome }) => outcome === 'succeeded'), 20_000);
    const slots = rows.map(({ slot }) => slot.getTime());
    expect(slots).toEqual(slots.map((_, index) => slots[0]! + index * 1_000));
    expect(ran.slice(0, rows.length)).toEqual(rows.map(({ slot }) => slot.toISOString()));
    // By the wake-up, not by the look every fifteen seconds.
    for (const { slot, started_at } of rows) expect(started_at.getTime() - slot.getTime()).toBeLessThan(LOOK_MS / 3);
  });

  it('never overlap a run that takes longer than its interval', async () => {
    const name = randomUUID();
    let atOnce = 0;
    let most = 0;
    const work = workOf({ name, everyMs: 1_000, catchUp: 'latest' }, async () => {
      most = Math.max(most, ++atOnce);
      await sleep(1_700);
      atOnce--;
    });
    await start(work);
    await start(work);
    const rows = await eventually(() => rowsOf(name), (some) => some.filter(({ outcome }) => outcome === 'succeeded').length >= 3, 20_000);
    expect(most).toBe(1);
    for (const [index, row] of rows.entries()) if (index > 0) expect(row.started_at.getTime()).toBeGreaterThanOrEqual(rows[index - 1]!.finished_at!.getTime());
  });

  it('share the slots that were missed, each once and oldest first', async () => {
    const name = randomUUID();
    const before = await lastRan(name, 12);
    const ran: number[] = [];
    const work = workOf({ name, everyMs: HOUR_MS, catchUp: 'each' }, async ({ slot }) => {
      ran.push(slot.getTime());
      await sleep(20);
    });
    await Promise.all([start(work), start(work)]);
    await eventually(async () => ran.length, (count) => count >= 12, 40_000);
    await sleep(500);
    expect(ran).toEqual(Array.from({ length: 12 }, (_, index) => before.getTime() + (index + 1) * HOUR_MS));
  });
});

describe('slots missed while no process ran', () => {
  it.each([
    ['each', 12, 12],
    ['each', 250, 100],
    ['latest', 12, 1],
  ] as const)('%s of %i: %i runs', async (catchUp, missed, expected) => {
    const name = randomUUID();
    const before = await lastRan(name, missed);
    const ran: number[] = [];
    await start(workOf({ name, everyMs: HOUR_MS, catchUp }, async ({ slot }) => void ran.push(slot.getTime())));
    await eventually(async () => ran.length, (count) => count >= expected, 20_000);
    await sleep(300);
    // The latest of them, and the last is the newest.
    expect(ran).toEqual(Array.from({ length: expected }, (_, index) => before.getTime() + (missed - expected + index + 1) * HOUR_MS));
  });

  it('are none of a schedule that is new', async () => {
    const name = randomUUID();
    let runs = 0;
    await start(workOf({ name, cron: '0 0 1 1 *', zone: 'Europe/Berlin', catchUp: 'each' }, async () => void runs++));
    await eventually(() => database.query('select 1 from job_schedules where name = $1', [name]), ({ length }) => length === 1);
    await sleep(500);
    expect(runs).toBe(0);
  });
});

describe('a run that fails', () => {
  it('is recorded without what it says of a person, counted, and tried again at the next slot', async () => {
    const name = randomUUID();
    let runs = 0;
    const work = workOf({ name, everyMs: 1_000, catchUp: 'latest' }, async () => {
      if (++runs === 1) throw new Error('No mail to ada@example.com: invalid value "Ada Lovelace"');
    });
    await start(work);
    const [failed, next] = await eventually(() => rowsOf(name), (rows) => rows.length >= 2 && rows[1]!.outcome !== null, 20_000);
    expect(failed).toMatchObject({ outcome: 'failed', takes: 1 });
    expect(failed!.error).toMatch(/^No mail to /);
    expect(failed!.error).not.toMatch(/ada/i);
    expect(next).toMatchObject({ outcome: 'succeeded', error: null });
    expect(next!.slot.getTime() - failed!.slot.getTime()).toBe(1_000);
    const metrics = await register.metrics();
    expect(metrics).toContain(`warp_job_runs_total{schedule="${name}",outcome="failed"} 1`);
    expect(metrics).toMatch(new RegExp(`warp_job_last_success_timestamp_seconds\\{schedule="${name}"\\} 1\\.?\\d+`));
  });

  it('because its process died three times is given up', async () => {
    const name = randomUUID();
    const slot = await lastRan(name, 0);
    await database.query("update job_runs set finished_at = null, outcome = null, takes = 3, lease_until = now() - interval '1 second' where schedule = $1", [name]);
    let runs = 0;
    await start(workOf({ name, everyMs: HOUR_MS, catchUp: 'latest' }, async () => void runs++));
    const [row] = await eventually(() => rowsOf(name), ([only]) => only?.outcome === 'failed', 20_000);
    expect(row).toMatchObject({ slot, error: expect.stringContaining('3 times') });
    expect(runs).toBe(0);
  });
});

describe('when Redis', () => {
  it('has lost everything, wake-ups come back while processes run', async () => {
    const name = randomUUID();
    await start(workOf({ name, everyMs: 2_000, catchUp: 'latest' }, async () => undefined));
    await eventually(() => rowsOf(name), ({ length }) => length >= 1, 20_000);
    const client = new Redis(redis.url);
    await client.flushall();
    const repeatable = async (): Promise<string[]> => (await Promise.all((await client.keys('*:repeat')).map((key) => client.zrange(key, 0, -1)))).flat();
    expect((await repeatable()).filter((key) => key.startsWith(name))).toEqual([]);
    await eventually(repeatable, (keys) => keys.some((key) => key.startsWith(name)), 20_000);
    await client.quit();
    const at = Date.now();
    const rows = await eventually(() => rowsOf(name), (some) => some.filter(({ slot }) => slot.getTime() > at).length >= 3, 20_000);
    for (const { slot, started_at } of rows.filter((row) => row.slot.getTime() > at)) expect(started_at.getTime() - slot.getTime()).toBeLessThan(LOOK_MS / 3);
  }, 60_000);

  it('is away, schedules go on; and the process ends in time', async () => {
    const name = randomUUID();
    const own = await testRedis();
    const app = await startJobsProcess({ databaseUrl: database.url, redisUrl: own.url }, [workOf({ name, everyMs: 3_000, catchUp: 'latest' }, async () => undefined)]);
    await eventually(() => rowsOf(name), ({ length }) => length >= 1, 20_000);
    await own.stop();
    const at = Date.now();
    await eventually(() => rowsOf(name), (rows) => rows.some(({ slot }) => slot.getTime() > at + 3_000), 40_000);
    const stopAt = Date.now();
    await app.close();
    expect(Date.now() - stopAt).toBeLessThan(10_000);
  }, 90_000);
});

describe('a process that stops', () => {
  const untilAborted = ({ signal }: JobRun): Promise<void> => new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason as Error), { once: true }));

  it('tells its run, which is taken up by another at once', async () => {
    const name = randomUUID();
    await lastRan(name, 1);
    const first = await startJobsProcess({ databaseUrl: database.url, redisUrl: redis.url }, [workOf({ name, everyMs: HOUR_MS, catchUp: 'latest' }, untilAborted)]);
    await eventually(() => rowsOf(name), ({ length }) => length === 2, 20_000);
    const stopAt = Date.now();
    await first.close();
    expect(Date.now() - stopAt).toBeLessThan(5_000);
    expect((await rowsOf(name))[1]).toMatchObject({ outcome: null });
    let again = 0;
    await start(workOf({ name, everyMs: HOUR_MS, catchUp: 'latest' }, async () => void again++));
    const rows = await eventually(() => rowsOf(name), ([, row]) => row?.outcome === 'succeeded', 20_000);
    expect(rows).toHaveLength(2);
    expect(rows[1]!.takes).toBe(1);
    expect(again).toBe(1);
  });

  it('waits for a run that finishes what it is doing', async () => {
    const name = randomUUID();
    await lastRan(name, 1);
    const work = workOf({ name, everyMs: HOUR_MS, catchUp: 'latest' }, async (run) => {
      await untilAborted(run).catch(() => sleep(1_000));
    });
    const app = await startJobsProcess({ databaseUrl: database.url, redisUrl: redis.url }, [work]);
    await eventually(() => rowsOf(name), ({ length }) => length === 2, 20_000);
    await app.close();
    expect((await rowsOf(name))[1]).toMatchObject({ outcome: 'succeeded' });
  });

  it('and one whose run was taken over while it hung is told so', async () => {
    const name = randomUUID();
    await lastRan(name, 1);
    let aborted = false;
    await start(workOf({ name, everyMs: HOUR_MS, catchUp: 'latest' }, (run) => untilAborted(run).finally(() => (aborted = true))));
    await eventually(() => rowsOf(name), ({ length }) => length === 2, 20_000);
    await database.query("update job_runs set taken_by = 'another', takes = 2 where schedule = $1 and finished_at is null", [name]);
    await eventually(async () => aborted, (yes) => yes, 20_000);
    await sleep(200);
    // It writes nothing into the other's row.
    expect((await rowsOf(name))[1]).toMatchObject({ outcome: null, takes: 2 });
  }, 60_000);
});

it('two schedules of one name do not start', async () => {
  const name = randomUUID();
  const declaration = { name, everyMs: HOUR_MS, catchUp: 'latest' } as const;
  const works = [workOf(declaration, async () => undefined), workOf(declaration, async () => undefined)];
  const found = await Test.createTestingModule({
    imports: [DiscoveryModule],
    providers: [JobMetrics, MetadataScanner, Scheduler, { provide: JobStore, useValue: {} }, ...works],
  }).compile();
  expect(() => found.get(Scheduler).onModuleInit()).toThrow(`Two schedules are called “${name}”.`);
});
