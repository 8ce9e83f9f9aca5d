import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createTestDatabase, type TestDatabase } from '../../test/setup/database.js';
import { migrate, migrateDown } from './migrate.js';
import { MIGRATIONS } from './migrations/index.js';
import { ensurePartitions } from './partitions.js';

let database: TestDatabase;

beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

const tables = async (): Promise<string[]> =>
  (await database.query<{ name: string }>("select tablename as name from pg_tables where schemaname = 'public' order by 1")).map(({ name }) => name);

describe('the schema', () => {
  it('has every tenant’s table under row-level security', async () => {
    const open = await database.query<{ name: string }>(
      `select c.relname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
       where n.nspname = 'public' and c.relkind in ('r', 'p') and not c.relispartition and not c.relrowsecurity order by 1`,
    );
    // Tables of the machinery, to which the people's role has no rights at all.
    expect(open.map(({ name }) => name)).toEqual(['event_ids', 'mikro_orm_migrations', 'visitor_salts']);
    const reachable = await database.query<{ table_name: string }>(
      `select table_name from information_schema.role_table_grants where grantee = 'warp_app' and table_name = any($1)`,
      [open.map(({ name }) => name)],
    );
    expect(reachable).toEqual([]);
  });

  it('can be taken down to nothing and put up again; two processes at once do it once', async () => {
    await migrateDown(database.url);
    expect((await tables()).filter((name) => name !== 'mikro_orm_migrations')).toEqual([]);
    const done = await Promise.all([migrate(database.url), migrate(database.url)]);
    expect(done.flat().sort()).toEqual(MIGRATIONS.map(({ name }) => name));
    expect(await tables()).toContain('events');
  });

  it('has partitions for the months around today, made once', async () => {
    const execute = (sql: string) => database.query(sql);
    await ensurePartitions(execute, new Date('2031-01-15T00:00:00Z'));
    await ensurePartitions(execute, new Date('2031-01-15T00:00:00Z'));
    expect((await tables()).filter((name) => /^events_20(30|31)/.test(name))).toEqual(['events_2030_12', 'events_2031_01', 'events_2031_02', 'events_2031_03']);
  });
});
