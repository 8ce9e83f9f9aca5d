import { randomUUID } from 'node:crypto';
import pg from 'pg';

export interface TestDatabase {
  /** As its owner. */
  readonly url: string;
  query<Row extends pg.QueryResultRow>(sql: string, parameters?: readonly unknown[]): Promise<Row[]>;
  drop(): Promise<void>;
}

/** A fresh, migrated database of its own. */
export async function createTestDatabase(): Promise<TestDatabase> {
  const server = process.env['WARP_TEST_DATABASE_URL'];
  if (server === undefined) throw new Error('Run tests through jest.config.js: its global set-up starts PostgreSQL.');
  const name = `test_${randomUUID().replaceAll('-', '')}`;
  await onServer(server, `create database ${name} template warp_template`);
  const url = server.replace(/\/warp$/, `/${name}`);
  const pool = new pg.Pool({ connectionString: url, max: 2 });
  pool.on('error', () => undefined);
  return {
    url,
    query: async <Row extends pg.QueryResultRow>(sql: string, parameters: readonly unknown[] = []) => (await pool.query<Row>(sql, [...parameters])).rows,
    drop: async () => {
      await pool.end();
      await onServer(server, `drop database ${name} with (force)`);
    },
  };
}

async function onServer(url: string, sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}
