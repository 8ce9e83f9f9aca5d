import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { startPostgres, type PostgresService } from '../../scripts/services/postgres.js';
import { readMetrics } from '../setup/metrics.js';
import { eventually } from '../setup/running-warp.js';
import type { TestDatabase } from '../setup/database.js';
import { FaultWorld } from './fault-world.js';
import { Sender } from './sender.js';

const AWAY_MS = 10_000;

let world: FaultWorld;
afterEach(() => world.stop(), 60_000);

describe('Redis away for 10 s', () => {
  it('refuses no event: they wait in the spool and come out of it', async () => {
    world = await FaultWorld.start();
    const collect = await world.start('collect');
    await world.start('process');
    const sender = new Sender({ url: collect.url, requestsPerSecond: 40 });
    await sleep(1_000);
    await world.stopRedis();
    await sleep(AWAY_MS);
    expect((await metric(collect.url, 'warp_spool_bytes'))).toBeGreaterThan(0);
    await world.restartRedis();
    await sleep(1_500);
    await sender.finish();
    expect(sender.refused.size).toBe(0);
    await world.expectStoredOnce(sender.accepted);
    expect(await metric(collect.url, 'warp_spool_bytes')).toBe(0);
  }, 360_000);

  it('keeps what is in the spool of a process that was killed meanwhile', async () => {
    world = await FaultWorld.start();
    const collect = await world.start('collect');
    const sender = new Sender({ url: collect.url, requestsPerSecond: 40 });
    await sleep(500);
    await world.stopRedis();
    await sleep(2_000);
    await collect.stop('SIGKILL');
    await world.restartRedis();
    await collect.start();
    await sleep(500);
    await sender.finish();
    await world.start('process');
    await world.expectStoredOnce(sender.accepted);
  }, 360_000);
});

describe('a full spool', () => {
  it('answers 503 at its limit, and stores all it accepted', async () => {
    world = await FaultWorld.start();
    await expectFullSpool(await world.start('collect', { WARP_SPOOL_BYTES: '1000000' }));
  }, 360_000);

  it('answers 503 when the disk is full, and stores all it accepted', async () => {
    world = await FaultWorld.start();
    const disk = mkdtempSync(join(tmpdir(), 'warp-small-disk-'));
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=1m,mode=0700', 'tmpfs', disk]);
    try {
      await expectFullSpool(await world.start('collect', { WARP_DATA_DIR: disk }));
    } finally {
      execFileSync('umount', ['-l', disk]);
      rmSync(disk, { recursive: true });
    }
  }, 360_000);

  async function expectFullSpool(collect: { readonly url: string }): Promise<void> {
    await world.start('process');
    await world.stopRedis();
    const sender = new Sender({ url: collect.url, requestsPerSecond: 150 });
    await eventually(() => Promise.resolve(sender.refused.get('503') ?? 0), (refused) => refused > 20, 60_000);
    expect(sender.accepted.length).toBeGreaterThan(1_000);
    await world.restartRedis();
    await sender.finish();
    await world.expectStoredOnce(sender.accepted);
  }
});

describe('PostgreSQL away for 10 s', () => {
  it('refuses no event: they wait in the log', async () => {
    const dataDir = mkdtempSync(join(tmpdir(), 'warp-faults-postgres-'));
    let postgres: PostgresService = await startPostgres({ dataDir, throwAway: true });
    try {
      world = await FaultWorld.start(databaseAt(() => postgres.url));
      const collect = await world.start('collect');
      await world.start('process');
      const sender = new Sender({ url: collect.url, requestsPerSecond: 40 });
      await sleep(1_000);
      await postgres.stop();
      await sleep(AWAY_MS);
      postgres = await startPostgres({ dataDir, port: postgres.port, throwAway: true });
      await sleep(1_000);
      await sender.finish();
      expect(sender.refused.size).toBe(0);
      await world.expectStoredOnce(sender.accepted);
    } finally {
      await postgres.stop();
      rmSync(dataDir, { recursive: true, force: true });
    }
  }, 360_000);
});

/** A server of its own has one database; it goes with its folder. */
function databaseAt(url: () => string): TestDatabase {
  return {
    url: url(),
    query: async <Row extends pg.QueryResultRow>(sql: string, parameters: readonly unknown[] = []) => {
      const client = new pg.Client({ connectionString: url() });
      await client.connect();
      try {
        return (await client.query<Row>(sql, [...parameters])).rows;
      } finally {
        await client.end();
      }
    },
    drop: () => Promise.resolve(),
  };
}

async function metric(url: string, name: string): Promise<number> {
  const text = await readMetrics(url);
  return Number(new RegExp(`^${name} (\\S+)$`, 'm').exec(text)?.[1]);
}
