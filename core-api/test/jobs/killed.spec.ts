import { afterAll, beforeAll, expect, it } from '@jest/globals';
import pg from 'pg';
import { FaultWorld } from '../faults/fault-world.js';
import { eventually } from '../setup/eventually.js';

const WAIT_MS = 60_000;

interface Row {
  readonly slot: Date;
  readonly outcome: string | null;
  readonly takes: number;
  readonly taken_by: string;
}

let world: FaultWorld;
beforeAll(async () => {
  world = await FaultWorld.start();
});
afterAll(() => world.stop());

it('a run whose process is killed is taken up by the other process once its lease is over, and by nobody before', async () => {
  const { database } = world;
  // Due at the start: it last ran an hour ago.
  await database.query("insert into job_schedules (name, every_ms, catch_up, jitter_ms, registered_at) values ('event-id-expiry', 600000, 'latest', 0, now() - interval '1 hour')");
  await database.query("insert into event_ids (site_id, event_id, seen_at) select id, 'old', now() - interval '3 days' from sites");
  const runs = () => database.query<Row>("select slot, outcome, takes, taken_by from job_runs where schedule = 'event-id-expiry' order by slot");

  // The run hangs where it is for as long as another has its row.
  const holder = new pg.Client({ connectionString: database.url });
  await holder.connect();
  try {
    await holder.query('begin');
    await holder.query("select 1 from event_ids where event_id = 'old' for update");
    const killed = await world.start('process');
    const [begun] = await eventually(runs, ({ length }) => length > 0, WAIT_MS);
    expect(begun).toMatchObject({ outcome: null, takes: 1 });
    await killed.stop('SIGKILL');

    await world.start('process');
    // Its first look finds a lease that is not over.
    await eventually(() => database.query("select 1 from job_schedules where name = 'event-id-expiry' and seen_at > $1", [new Date(begun!.slot.getTime())]), ({ length }) => length === 1, WAIT_MS);
    expect(await runs()).toEqual([begun]);
    await holder.query('rollback');
    await database.query("update job_runs set lease_until = now() - interval '1 second' where schedule = 'event-id-expiry'");
    const [taken] = await eventually(runs, ([run]) => run?.outcome === 'succeeded', WAIT_MS);
    expect(taken).toMatchObject({ slot: begun!.slot, takes: 2 });
    expect(taken!.taken_by).not.toBe(begun!.taken_by);
    expect(await database.query("select 1 from event_ids where event_id = 'old'")).toEqual([]);
  } finally {
    await holder.end();
  }
}, 240_000);
