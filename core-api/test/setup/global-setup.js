// One throw-away PostgreSQL and Redis for the whole run; a database per test file is copied from a migrated template.
import { mkdtempSync, chmodSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { startPostgres } from '../../dist/scripts/services/postgres.js';
import { startRedis } from '../../dist/scripts/services/redis.js';
import { ensureLoginRoles } from '../../dist/src/database/login-roles.js';
import { migrate } from '../../dist/src/database/migrate.js';

export const TEMPLATE = 'warp_template';

export default async function globalSetup() {
  const dataDir = mkdtempSync(join(tmpdir(), 'warp-test-'));
  chmodSync(dataDir, 0o755);
  const postgres = await startPostgres({ dataDir, throwAway: true });
  const redis = await startRedis({ dataDir });
  const template = postgres.url.replace(/\/warp$/, `/${TEMPLATE}`);
  const client = new pg.Client({ connectionString: postgres.url });
  await client.connect();
  await client.query(`create database ${TEMPLATE}`);
  await client.end();
  await migrate(template);
  await ensureLoginRoles({ databaseUrl: template });
  process.env.WARP_TEST_DATABASE_URL = postgres.url;
  process.env.WARP_TEST_REDIS_URL = redis.url;
  globalThis.warpTestServices = { postgres, redis, dataDir };
}
