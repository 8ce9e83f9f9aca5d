import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { createTestDatabase, type TestDatabase } from '../../../../test/setup/database.js';
import { type Dimension, OTHER, type RollupRow } from '../../schema.js';
import { saveRollups } from './save-rollups.js';
import { ValueBounds } from './value-bounds.js';

const SITE = '00000000-0000-7000-8000-000000000001';
const TODAY = Date.parse('2026-11-28T00:00:00Z');
const YESTERDAY = TODAY - 24 * 3_600_000;

let database: TestDatabase;
let client: pg.PoolClient;
let pool: pg.Pool;
beforeAll(async () => {
  database = await createTestDatabase();
  pool = new pg.Pool({ connectionString: database.url, max: 1 });
  client = await pool.connect();
});
afterAll(async () => {
  client.release();
  await pool.end();
  await database.drop();
});
beforeEach(() => database.query('delete from rollups'));

const NOTHING = { events: 0, page_views: 0, sessions: 0, bounces: 0, session_ms: 0, conversions: 0, transactions: 0, revenue: 0, quantity: 0 };
const views = (value: string, count = 1, bucket = TODAY, dimension: Dimension = 'page'): RollupRow => ({
  siteId: SITE,
  dimension,
  grain: 'day',
  bucket,
  value,
  measures: { ...NOTHING, events: count, page_views: count },
});

async function save(bounds: ValueBounds, increments: readonly RollupRow[]): Promise<void> {
  const bounded = await bounds.apply(client, increments);
  await saveRollups(client, bounded.increments);
  bounded.committed();
}

const stored = async (bucket = TODAY): Promise<Record<string, number>> =>
  Object.fromEntries(
    (await database.query<{ value: string; events: number }>('select value, events::int from rollups where bucket = $1 order by value', [new Date(bucket)])).map(
      ({ value, events }) => [value, events],
    ),
  );

const three = (): ValueBounds => new ValueBounds(() => 3);

describe('the bound of a dimension’s values', () => {
  it('given more than it allows, counts the further ones as others, so that the sum stays', async () => {
    const bounds = three();
    await save(bounds, ['/a', '/b', '/c', '/d', '/e'].map((page) => views(page)));
    await save(bounds, [views('/a', 2), views('/e', 2), views('/f')]);
    expect(await stored()).toEqual({ [OTHER]: 5, '/a': 3, '/b': 1, '/c': 1 });
  });

  it('takes back where it added, in another process too', async () => {
    await save(three(), ['/a', '/b', '/c', '/d'].map((page) => views(page)));
    await save(three(), [views('/d', -1), views('/a', -1)]);
    expect(await stored()).toEqual({ [OTHER]: 0, '/a': 0, '/b': 1, '/c': 1 });
  });

  it('is of each day, site and dimension by itself', async () => {
    const bounds = three();
    await save(bounds, ['/a', '/b', '/c'].map((page) => views(page)));
    await save(bounds, [views('/d', 1, YESTERDAY), views('Shirt', 1, TODAY, 'product'), { ...views('/z'), siteId: '00000000-0000-7000-8000-000000000002' }]);
    expect(Object.keys(await stored(YESTERDAY))).toEqual(['/d']);
    expect(Object.keys(await stored())).toEqual(['/a', '/b', '/c', '/z', 'Shirt']);
  });

  it('has room for what the day before knew, after somebody filled the day with made-up names', async () => {
    await save(three(), ['/home', '/shirts'].map((page) => views(page, 1, YESTERDAY)));
    const bounds = three();
    await save(bounds, ['/junk1', '/junk2', '/junk3', '/junk4'].map((page) => views(page)));
    await save(bounds, ['/home', '/junk5', '/shirts'].map((page) => views(page)));
    expect(await stored()).toEqual({ [OTHER]: 2, '/home': 1, '/junk1': 1, '/junk2': 1, '/junk3': 1, '/shirts': 1 });
  });

  it('does not count what was rolled back', async () => {
    const bounds = three();
    await client.query('begin');
    const bounded = await bounds.apply(client, ['/a', '/b', '/c'].map((page) => views(page)));
    await saveRollups(client, bounded.increments);
    await client.query('rollback');
    await save(bounds, ['/d', '/e', '/f'].map((page) => views(page)));
    expect(await stored()).toEqual({ '/d': 1, '/e': 1, '/f': 1 });
  });
});
