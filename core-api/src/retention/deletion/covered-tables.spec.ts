import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { createTestDatabase, type TestDatabase } from '../../../test/setup/database.js';
import { coveredTables, readSchema, type Schema } from './covered-tables.js';

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

async function schemaNow(): Promise<Schema> {
  const client = new pg.Client({ connectionString: database.url });
  await client.connect();
  try {
    return await readSchema(client);
  } finally {
    await client.end();
  }
}

/** Of the installation, or of nobody. Whoever adds a table that is none of these gives it a `site_id` or `agency_id`, or a foreign key to a table that has one. */
const NOBODYS = ['deletions', 'enrichments', 'finished_rewrites', 'installation_secrets', 'job_runs', 'job_schedules', 'mikro_orm_migrations', 'revocations', 'visitor_salts'];

describe('what is removed with a site or an agency', () => {
  it('is every table but those of the installation: a new one is covered, or this test asks for a decision', async () => {
    const schema = await schemaNow();
    const covered = new Set([...coveredTables(schema, 'site'), ...coveredTables(schema, 'agency')].map(({ name }) => name));
    // `deletions` goes with an agency, but stays when a site goes.
    expect(schema.tables.map(({ name }) => name).filter((name) => !covered.has(name) || NOBODYS.includes(name))).toEqual(NOBODYS);
    expect(coveredTables(schema, 'site').map(({ name }) => name)).not.toContain('deletions');
  });

  it('names every table with a site_id, as the catalogue lists them', async () => {
    const rows = await database.query<{ name: string }>(
      `select table_name as name from information_schema.columns join information_schema.tables using (table_schema, table_name)
       where table_schema = 'public' and column_name = 'site_id' and table_name not in (select inhrelid::regclass::text from pg_inherits) order by 1`,
    );
    const covered = coveredTables(await schemaNow(), 'site').map(({ name }) => name);
    expect(covered).toEqual(expect.arrayContaining(rows.map(({ name }) => name)));
  });

  it('finds a table that was added, with its own id, behind two foreign keys, or with the site under another name; and its partitions', async () => {
    await database.query(`
      create table new_notes (id uuid primary key, site_id uuid not null);
      create table new_lines (id uuid primary key, note_id uuid references new_notes (id));
      create table new_words (line_id uuid references new_lines (id));
      create table new_shops (shop_id uuid references sites (id) on delete restrict);
      create table new_readers (last_note uuid references new_notes (id) on delete set null);
      create table new_parted (site_id uuid, day date) partition by range (day);
      create table new_parted_1 partition of new_parted for values from ('2026-01-01') to ('2027-01-01');
      create table new_parted_d partition of new_parted default;`);
    const covered = coveredTables(await schemaNow(), 'site');
    const of = (name: string) => covered.find((table) => table.name === name);
    expect(of('new_words')?.where).toBe('("line_id" in (select "id" from public."new_lines" where "note_id" in (select "id" from public."new_notes" where "site_id" = $1)))');
    expect(of('new_shops')?.where).toBe('("shop_id" = $1)');
    // Somebody else's row, which only points there.
    expect(of('new_readers')).toBeUndefined();
    expect(of('new_parted')?.parts).toEqual(['public.new_parted_1', 'public.new_parted_d']);
    const place = (name: string) => covered.findIndex((table) => table.name === name);
    expect([place('new_words') < place('new_lines'), place('new_lines') < place('new_notes'), place('sites')]).toEqual([true, true, covered.length - 1]);
  });

  it('ends with tables that point to each other and to themselves', () => {
    const table = (name: string, ...columns: string[]) => ({ name, columns, parts: [name], uuidKeyed: true });
    const key = (child: string, parent: string) => ({ child, childColumn: `${parent}_id`, parent, parentColumn: 'id' });
    const covered = coveredTables(
      { tables: [table('sites', 'id'), table('a', 'site_id'), table('b', 'a_id'), table('c', 'b_id')], foreignKeys: [key('a', 'sites'), key('b', 'a'), key('a', 'b'), key('c', 'b')] },
      'site',
    );
    expect(covered.map(({ name }) => name)).toEqual(['c', 'b', 'a', 'sites']);
  });
});
