import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { Migration } from '@mikro-orm/migrations';
import { createTestDatabase, type TestDatabase } from '../../../test/setup/database.js';
import { SumsWithoutBounds } from './0015-sums-without-bounds.js';
import { ProofOfEvents } from './0016-proof-of-events.js';

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

const SITE = '00000000-0000-7000-8000-000000000001';

/** Of a migration by itself, on a database that has all of them. */
async function run(Class: new (...parameters: never[]) => Migration, direction: 'up' | 'down'): Promise<void> {
  const migration = new Class();
  await migration[direction]();
  for (const query of migration.getQueries()) await database.query(query as string);
}

it('given a database of before, keeps its totals and sessions, and gives claimed ids the type of their events; and back', async () => {
  await run(ProofOfEvents, 'down');
  await run(SumsWithoutBounds, 'down');
  await database.query("insert into rollups (site_id, dimension, grain, bucket, value, revenue, quantity) values ($1, 'total', 'day', now(), '', 99999999999999.99, 12.5)", [SITE]);
  await database.query(
    `insert into sessions (site_id, session_id, visitor_id, started_at, last_event_at, events, revenue, channel, source, medium)
     values ($1, 's', 'v', now(), now(), 2147483647, 999999999999.99, 'direct', '(direct)', '(none)')`,
    [SITE],
  );
  await database.query(
    `insert into events (site_id, event_id, event_type, visitor_id, session_id, consent, source, "timestamp")
     select $1, id, type, 'v', 's', '{}', '{}', at from (values ('a', 'page_view', now() - interval '9 days'), ('a', 'purchase', now()), ('b', 'page_view', now())) as e (id, type, at)`,
    [SITE],
  );
  await database.query("insert into event_ids (site_id, event_id) values ($1, 'a'), ($1, 'b'), ($1, 'dropped')", [SITE]);

  await run(SumsWithoutBounds, 'up');
  await run(ProofOfEvents, 'up');
  expect(await database.query('select event_id, event_type, proof from event_ids order by 1')).toEqual([
    { event_id: 'a', event_type: 'purchase', proof: 0 },
    { event_id: 'b', event_type: 'page_view', proof: 0 },
    { event_id: 'dropped', event_type: '', proof: 0 },
  ]);
  expect(await database.query('select events::text, revenue, user_proof from sessions')).toEqual([{ events: '2147483647', revenue: '999999999999.99', user_proof: 0 }]);
  await database.query('update rollups set revenue = revenue + 1e13, quantity = quantity * 1e20');
  await database.query("insert into event_ids (site_id, event_id, event_type) values ($1, 'a', 'page_view')", [SITE]);

  await run(ProofOfEvents, 'down');
  await run(SumsWithoutBounds, 'down');
  expect(await database.query('select event_id from event_ids order by 1')).toEqual([{ event_id: 'a' }, { event_id: 'b' }, { event_id: 'dropped' }]);
  expect(await database.query('select revenue from rollups')).toEqual([{ revenue: '99999999999999.99' }]);
  await run(SumsWithoutBounds, 'up');
  await run(ProofOfEvents, 'up');
});
