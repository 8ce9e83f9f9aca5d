import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startPostgres } from '../scripts/services/postgres.js';
import { startRedis } from '../scripts/services/redis.js';

/** Runs a benchmark against a fresh PostgreSQL and Redis with the settings `npm start` uses. */
export async function withServices(work: (urls: { databaseUrl: string; redisUrl: string }) => Promise<void>): Promise<void> {
  const dataDir = mkdtempSync(join(tmpdir(), 'warp-bench-'));
  chmodSync(dataDir, 0o755);
  const postgres = await startPostgres({ dataDir });
  const redis = await startRedis({ dataDir });
  try {
    await work({ databaseUrl: postgres.url, redisUrl: redis.url });
  } finally {
    await Promise.all([postgres.stop(), redis.stop()]);
    rmSync(dataDir, { recursive: true, force: true });
  }
}
