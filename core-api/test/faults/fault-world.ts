import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from '@jest/globals';
import { freePort } from '../../scripts/services/ports.js';
import { startRedis, type RedisService } from '../../scripts/services/redis.js';
import { BENCH_KEYS, prepareDatabase, startRoles, stop, type Measured } from '../../bench/warp-process.js';
import { KeyRing } from '../../src/secrets/key-ring.js';
import { destinationSecrets } from '../../src/destinations/settings/destination-settings.js';
import { createTestDatabase, type TestDatabase } from '../setup/database.js';
import { METRICS_TOKEN } from '../setup/metrics.js';
import { eventually } from '../setup/running-warp.js';

/** A process of Warp that can be killed and started again where it was. */
export interface RoleProcess {
  readonly url: string;
  /** What it logged. */
  output(): string;
  stop(signal: NodeJS.Signals): Promise<void>;
  start(): Promise<void>;
}

/** Warp in several processes, with services of its own that can fail. */
export class FaultWorld {
  private readonly processes: RoleProcess[] = [];

  private constructor(
    readonly database: TestDatabase,
    private redis: RedisService,
    readonly dataDir: string,
  ) {}

  static async start(database?: TestDatabase): Promise<FaultWorld> {
    const used = database ?? (await createTestDatabase());
    await prepareDatabase(used.url);
    const dataDir = mkdtempSync(join(tmpdir(), 'warp-faults-'));
    return new FaultWorld(used, await startRedis({ dataDir }), dataDir);
  }

  get redisUrl(): string {
    return this.redis.url;
  }

  /** A process with these roles and a data directory of its own, which it keeps when it is started again. */
  async start(roles: string, env: Readonly<Record<string, string>> = {}): Promise<RoleProcess> {
    const port = String(await freePort());
    const dataDir = mkdtempSync(join(this.dataDir, 'process-'));
    let output = '';
    const launch = async (): Promise<Measured> => {
      const measured = await startRoles({ databaseUrl: this.database.url, redisUrl: this.redis.url }, roles, {
        PORT: port,
        WARP_DATA_DIR: dataDir,
        WARP_LOG_LEVEL: 'silent',
        WARP_ALLOW_PRIVATE_NETWORK: 'true',
        WARP_METRICS_TOKEN: METRICS_TOKEN,
        ...env,
      });
      measured.child.stdout?.on('data', (chunk: Buffer) => (output += chunk.toString()));
      return measured;
    };
    let running = await launch();
    const handle: RoleProcess = {
      url: `http://127.0.0.1:${port}`,
      output: () => output,
      stop: (signal) => stop(running, signal),
      start: async () => {
        running = await launch();
      },
    };
    this.processes.push(handle);
    return handle;
  }

  /** Makes a webhook a destination of the site; processes started later know it. */
  async connectHook(url: string): Promise<string> {
    const id = randomUUID();
    await this.database.query(
      `insert into destinations (id, site_id, plugin, name, settings, secrets, events)
       select $1, id, 'webhook', 'Hook', $2, $3, '{"mode":"all"}' from sites`,
      [id, JSON.stringify({ url, include_user: false }), new KeyRing(BENCH_KEYS).seal(JSON.stringify({ secret: 'a secret of the receiver' }), destinationSecrets(id))],
    );
    return id;
  }

  async stopRedis(): Promise<void> {
    await this.redis.stop();
  }

  /** Where it was, with what it had written. */
  async restartRedis(): Promise<void> {
    this.redis = await startRedis({ dataDir: this.dataDir, port: this.redis.port });
  }

  /** Everything accepted is stored once, nothing else is, and the rollups say the same as a plain count. */
  async expectStoredOnce(accepted: readonly string[]): Promise<void> {
    const count = () => this.database.query<{ n: number }>('select count(*)::int as n from events');
    await eventually(count, ([row]) => row!.n >= accepted.length, 60_000);
    const stored = await this.database.query<{ event_id: string }>('select event_id from events order by event_id');
    expect(stored.map(({ event_id }) => event_id)).toEqual([...accepted].sort());
    const [rollups] = await this.database.query(
      `select sum(events)::int as events, sum(page_views)::int as page_views, sum(sessions)::int as sessions, sum(transactions)::int as orders, sum(revenue)::float as revenue
       from rollups where dimension = 'total' and grain = 'day'`,
    );
    const [plain] = await this.database.query(
      `select count(*)::int as events, count(*) filter (where event_type = 'page_view')::int as page_views, count(distinct session_id)::int as sessions,
         count(*) filter (where event_type = 'purchase')::int as orders, coalesce(sum((event_data->>'value')::numeric), 0)::float as revenue from events`,
    );
    expect(rollups).toEqual(plain);
  }

  async stop(): Promise<void> {
    for (const running of this.processes) await running.stop('SIGKILL');
    await this.redis.stop();
    await this.database.drop();
    rmSync(this.dataDir, { recursive: true, force: true });
  }
}
