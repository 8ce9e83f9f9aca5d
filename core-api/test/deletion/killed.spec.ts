import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { FaultWorld } from '../faults/fault-world.js';
import { eventually } from '../setup/eventually.js';
import { tracesInTables } from './traces.js';

/** Several batches' worth. */
const EVENTS = 60_000;

const WAIT_MS = 60_000;

interface Row {
  readonly state: string;
  readonly events: number;
}

let world: FaultWorld;
beforeAll(async () => {
  world = await FaultWorld.start();
});
afterAll(() => world.stop());

it('a removal whose worker is killed goes on where it was, with the next worker, and counts every row once', async () => {
  const { database } = world;
  const [site] = await database.query<{ id: string }>('select id from sites');
  const id = site!.id;
  await database.query(
    `insert into events (site_id, event_id, event_type, visitor_id, session_id, consent, source, "timestamp")
     select $1, 'e' || n, 'page_view', 'v', 's' || n, '{}', '{}', now() - make_interval(mins => n % 60000) from generate_series(1, $2::int) n`,
    [id, EVENTS],
  );
  await database.query("insert into rollups (site_id, dimension, grain, bucket, value) select $1, 'page', 'day', now(), 'p' || n from generate_series(1, 12000) n", [id]);
  const [deletion] = await database.query<{ id: string }>(
    "insert into deletions (subject, subject_id, name, erase_at) values ('site', $1, 'Bench', now()) returning id",
    [id],
  );
  await database.query('update sites set deletion_id = $1 where id = $2', [deletion!.id, id]);
  const look = async (): Promise<Row> => (await database.query<Row>("select state, coalesce((removed->>'events')::int, 0) as events from deletions"))[0]!;

  const worker = await world.start('deliver');
  await eventually(look, ({ events }) => events > 0, WAIT_MS);
  await worker.stop('SIGKILL');
  const at = await look();
  expect(at.state).toBe('erasing');
  const [left] = await database.query<{ n: number }>('select count(*)::int as n from events');
  // What is counted is gone, what is gone is counted.
  expect(at.events + left!.n).toBe(EVENTS);

  // Its lease would end by itself within a minute.
  await database.query("update deletions set lease_until = now() - interval '1 second'");
  await worker.start();
  await eventually(look, ({ state }) => state === 'erased', WAIT_MS);
  const [done] = await database.query("select (removed->>'events')::int as events, (removed->>'rollups')::int as rollups, (total->>'events')::int as total from deletions");
  expect(done).toEqual({ events: EVENTS, rollups: 12_000, total: EVENTS });
  expect((await tracesInTables(database, [id])).filter((row) => !/^public\.(deletions|audit_log): .*(erased|Bench)/.test(row))).toEqual([]);
}, 180_000);
