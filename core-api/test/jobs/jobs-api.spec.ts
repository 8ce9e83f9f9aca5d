import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { hashPassword } from '../../src/identity/passwords.js';
import { eventually, startTestWarp, type TestWarp } from '../setup/running-warp.js';

const ADMIN = { email: 'admin@warp.local', password: 'a schedule of jobs' };
const OTHER = { email: 'agency@example.com', password: 'an agency of one’s own' };

interface Job {
  readonly name: string;
  readonly next_run_at: string;
  readonly last_run: { readonly outcome: string } | null;
}

let warp: TestWarp;
beforeAll(async () => {
  warp = await startTestWarp({ WARP_ADMIN_PASSWORD: ADMIN.password });
  const [agency] = await warp.database.query<{ id: string }>("insert into agencies (name) values ('Agency') returning id");
  await warp.database.query("insert into users (agency_id, email, name, role, password_hash) values ($1, $2, 'A', 'agency_admin', $3)", [agency!.id, OTHER.email, await hashPassword(OTHER.password)]);
});
afterAll(() => warp.stop());

async function jobs(who: typeof ADMIN): Promise<Response> {
  const login = await fetch(`${warp.url}/api/auth/login`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(who) });
  const { access_token } = (await login.json()) as { access_token: string };
  return fetch(`${warp.url}/api/monitoring/jobs`, { headers: { authorization: `Bearer ${access_token}` } });
}

const listed = async (): Promise<readonly Job[]> => ((await (await jobs(ADMIN)).json()) as { items: Job[] }).items;

it('shows every schedule of the installation, of whichever process, with its next run', async () => {
  const items = await eventually(listed, ({ length }) => length >= 9);
  expect(items.map(({ name }) => name)).toEqual([
    'dead-letter-expiry',
    'event-id-expiry',
    'failed-event-expiry',
    'job-run-expiry',
    'partitions',
    'person-mark-expiry',
    'quarantine-expiry',
    'revocation-expiry',
    'seal-stored',
  ]);
  const [letters] = items;
  const step = 600_000;
  // Unless the test began in the last moment before a slot, which then is the one that was due.
  expect(Math.abs(Date.parse(letters!.next_run_at) - (Math.floor(Date.now() / step) + 1) * step)).toBeLessThanOrEqual(step);
  expect(letters).toMatchObject({ every_seconds: 600, cron: null, time_zone: null, catch_up: 'latest', jitter_seconds: 30 });
});

it('shows the last run with its time and outcome, and a slot nobody has begun as due', async () => {
  await warp.database.query(
    "insert into job_schedules (name, cron, zone, catch_up, jitter_ms, registered_at) values ('a-report', '30 2 * * *', 'Europe/Berlin', 'each', 0, '2026-03-01')",
  );
  await warp.database.query(
    `insert into job_runs (schedule, slot, started_at, finished_at, outcome, error, taken_by, lease_until) values
      ('a-report', '2026-03-27T01:30Z', '2026-03-27T01:30:01Z', '2026-03-27T01:30:05Z', 'succeeded', null, 'host:1:a', now()),
      ('a-report', '2026-03-28T01:30Z', '2026-03-28T01:30:01Z', '2026-03-28T01:30:02.5Z', 'failed', 'connection terminated', 'host:1:a', now())`,
  );
  const report = (await listed()).find(({ name }) => name === 'a-report')!;
  const { next_run_at, ...rest } = report;
  expect(rest).toEqual({
    name: 'a-report',
    every_seconds: null,
    cron: '30 2 * * *',
    time_zone: 'Europe/Berlin',
    catch_up: 'each',
    jitter_seconds: 0,
    last_success_at: '2026-03-27T01:30:05.000Z',
    last_run: {
      slot: '2026-03-28T01:30:00.000Z',
      started_at: '2026-03-28T01:30:01.000Z',
      finished_at: '2026-03-28T01:30:02.500Z',
      duration_ms: 1_500,
      outcome: 'failed',
      error: 'connection terminated',
      process: 'host:1:a',
      attempts: 1,
    },
  });
  // The latest that is due; by PostgreSQL's zones it was at 02:30 of today or yesterday there.
  const [due] = await warp.database.query<{ at: Date }>(
    `select max(at) as at from (select (d::date + time '02:30') at time zone 'Europe/Berlin' as at from generate_series(now() - interval '2 days', now() + interval '1 day', '1 day') d) x where at <= now()`,
  );
  expect(next_run_at).toBe(due!.at.toISOString());
});

it('is for the installation’s administrators', async () => {
  expect((await jobs(OTHER)).status).toBe(403);
  expect((await fetch(`${warp.url}/api/monitoring/jobs`)).status).toBe(401);
});

it('old runs expire, but never the last of a schedule', async () => {
  const { JobRunExpiry } = await import('../../src/jobs/job-run-expiry.js');
  await warp.warp.app.get(JobRunExpiry, { strict: false }).expire();
  const rows = await warp.database.query<{ slot: Date }>("select slot from job_runs where schedule = 'a-report'");
  expect(rows.map(({ slot }) => slot.toISOString())).toEqual(['2026-03-28T01:30:00.000Z']);
});
