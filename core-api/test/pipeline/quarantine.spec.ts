import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { Redis } from 'ioredis';
import { Quarantine } from '../../src/pipeline/quarantine.js';
import { eventually, startTestWarp, type TestSite, type TestWarp } from '../setup/running-warp.js';

const PASSWORD = 'a long enough password';

let warp: TestWarp;
let site: TestSite;

beforeAll(async () => {
  warp = await startTestWarp({ WARP_ADMIN_PASSWORD: PASSWORD });
  // What no check of the collector knows of, until it is mended.
  await warp.database.query("alter table events add constraint refused check (event_type <> 'refused')");
});
afterAll(() => warp.stop());
beforeEach(async () => {
  site = await warp.site();
  await refuse();
});

const refuse = () => warp.database.query("alter table events drop constraint if exists refused, add constraint refused check (event_type <> 'refused') not valid");
const mend = () => warp.database.query('alter table events drop constraint refused');

const USER = { email: 'ada@example.com', phone: '+49301234567' };
const send = (ids: readonly string[]) =>
  warp.track(
    { script_id: site.scriptId, events: ids.map((event_id) => ({ event_type: 'refused', event_id, visitor_id: 'v', session_id: 's', user_id: '42', user: USER, event_data: { value: 10 } })) },
    { 'x-forwarded-for': '81.2.69.142' },
  );

const quarantined = () => warp.database.query<Record<string, unknown>>('select * from quarantine where site_id = $1 order by event_id', [site.id]);
const inQuarantine = (count: number) => eventually(quarantined, (rows) => rows.length === count);
const stored = () => warp.database.query<Record<string, unknown>>('select * from events where site_id = $1 order by event_id', [site.id]);

const tokens = new Map<string, string>();
async function ask(method: 'GET' | 'POST', path: string, body?: object, email = 'admin@warp.local'): Promise<{ status: number; json: Record<string, unknown> }> {
  const json = { 'content-type': 'application/json' };
  if (!tokens.has(email)) {
    const login = await fetch(`${warp.url}/api/auth/login`, { method: 'POST', headers: json, body: JSON.stringify({ email, password: PASSWORD }) });
    tokens.set(email, ((await login.json()) as { access_token: string }).access_token);
  }
  const init = { method, headers: { ...json, authorization: `Bearer ${tokens.get(email)!}` }, ...(body === undefined ? {} : { body: JSON.stringify(body) }) };
  const answer = await fetch(`${warp.url}/api/monitoring/quarantine${path}`, init);
  return { status: answer.status, json: (await answer.json()) as Record<string, unknown> };
}

/** Somebody of the site's agency with the first admin's password. */
async function person(role: string, assigned: boolean): Promise<string> {
  const email = `${role}-${site.scriptId}-${assigned}@agency.example`;
  const [user] = await warp.database.query<{ id: string }>(
    "insert into users (agency_id, email, name, role, password_hash) select $1, $2, 'x', $3, password_hash from users where email = 'admin@warp.local' returning id",
    [site.agencyId, email, role],
  );
  if (assigned) await warp.database.query('insert into user_sites (user_id, site_id) values ($1, $2)', [user!.id, site.id]);
  return email;
}

const itemsOf = ({ json }: { json: Record<string, unknown> }) => json['items'] as Record<string, unknown>[];

describe('an event that cannot be stored', () => {
  it('is kept sealed, and is shown with its reason and nothing of the person', async () => {
    await send(['q1']);
    const [row] = await inQuarantine(1);
    expect(row).toMatchObject({ event_id: 'q1', event_type: 'refused', user_id: '42', visitor_id: 'v', session_id: 's', attempts: 3, entry: null });
    expect(JSON.stringify(row)).not.toMatch(/ada@|4930123|81\.2\.69/);
    const answer = await ask('GET', `?site_id=${site.id}`);
    expect(itemsOf(answer)).toEqual([
      {
        id: expect.stringMatching(/^\d+$/),
        site_id: site.id,
        site_name: 'Shop',
        event_id: 'q1',
        event_type: 'refused',
        event_at: expect.any(String),
        reason: expect.stringContaining('violates check constraint'),
        attempts: 3,
        quarantined_at: expect.any(String),
        kept_until: expect.any(String),
      },
    ]);
  });

  it('replayed after the cause was mended is stored once, with its person, however often that is asked', async () => {
    await send(['r1', 'r2']);
    const ids = (await inQuarantine(2)).map(({ id }) => String(id));
    await mend();
    const answers = await Promise.all([ask('POST', '/replay', { ids }), ask('POST', '/replay', { ids })]);
    expect(answers.map(({ status }) => status)).toEqual([202, 202]);
    const sum = (field: string) => answers.reduce((total, { json }) => total + Number(json[field]), 0);
    expect([sum('replayed'), sum('not_found')]).toEqual([2, 2]);
    const rows = await eventually(stored, (found) => found.length === 2);
    expect(rows[0]).toMatchObject({ event_id: 'r1', ip_address: '81.2.69.0', user_hashes: { email: expect.any(String), phone: expect.any(String) } });
    expect(await quarantined()).toEqual([]);
    expect((await ask('POST', '/replay', { ids })).json).toEqual({ replayed: 0, already_stored: 0, unreadable: 0, not_found: 2 });
    const [audit] = await warp.database.query("select action, details from audit_log where target_id = $1 and action = 'quarantine.replayed'", [site.id]);
    expect(audit).toEqual({ action: 'quarantine.replayed', details: { entries: 2 } });
  });

  it('that its sender sent again meanwhile is not stored twice', async () => {
    await send(['s1']);
    const [row] = await inQuarantine(1);
    await mend();
    await send(['s1']);
    await eventually(stored, (rows) => rows.length === 1);
    // The ids counted once are forgotten after 48 hours, the event is not.
    await warp.database.query("delete from event_ids where event_id = 's1'");
    expect((await ask('POST', '/replay', { ids: [String(row!['id'])] })).json).toMatchObject({ replayed: 0, already_stored: 1 });
    expect(await stored()).toHaveLength(1);
    expect(await quarantined()).toEqual([]);
  });

  it('replayed while the cause is still there comes back', async () => {
    await send(['t1']);
    const [row] = await inQuarantine(1);
    expect((await ask('POST', '/replay', { ids: [String(row!['id'])] })).json).toMatchObject({ replayed: 1 });
    await eventually(quarantined, (rows) => rows.length === 1 && rows[0]!['id'] !== row!['id']);
  });

  it('is deleted after 30 days', async () => {
    await send(['u1', 'u2']);
    await inQuarantine(2);
    await warp.database.query("update quarantine set created_at = now() - interval '30 days 1 minute' where site_id = $1 and event_id = 'u1'", [site.id]);
    expect(await warp.warp.app.get(Quarantine, { strict: false }).expire()).toBe(1);
    expect((await quarantined()).map(({ event_id }) => event_id)).toEqual(['u2']);
  });
});

describe('who sees and replays it', () => {
  it.each([
    ['agency_admin', false, 200, 1],
    ['agency_manager', true, 200, 1],
    ['agency_manager', false, 200, 0],
    ['client_user', true, 403, undefined],
  ])('%s, assigned %s: %s with %s', async (role, assigned, status, entries) => {
    await send(['w1']);
    const [row] = await inQuarantine(1);
    const email = await person(role, assigned);
    const list = await ask('GET', '', undefined, email);
    expect([list.status, itemsOf(list)?.length]).toEqual([status, entries]);
    const replay = await ask('POST', '/replay', { ids: [String(row!['id'])] }, email);
    expect([replay.status, replay.json['replayed']]).toEqual([status === 200 ? 202 : 403, entries]);
    await eventually(quarantined, (rows) => rows.length === 1);
  });

  it('an entry that could not be read is the installation’s, pages by cursor, and stays when replayed', async () => {
    const redis = new Redis(warp.redisUrl);
    await redis.xadd('warp:log:{0}', '*', 'e', '{"broken":"ada@example.com\n{"also":"broken');
    redis.disconnect();
    const unread = () => warp.database.query<{ id: number; reason: string; sealed: Buffer }>('select id, reason, sealed from quarantine where site_id is null order by id desc');
    const rows = await eventually(unread, (found) => found.length === 2);
    expect(rows.every(({ reason, sealed }) => !`${reason}${sealed.toString('latin1')}`.includes('ada'))).toBe(true);
    const first = await ask('GET', '?limit=1');
    const second = await ask('GET', `?limit=1&cursor=${String(first.json['next_cursor'])}`);
    expect([itemsOf(first)[0]!['id'], itemsOf(second)[0]!['id']]).toEqual(rows.map(({ id }) => String(id)));
    expect((await ask('POST', '/replay', { ids: [String(rows[0]!.id)] })).json).toMatchObject({ replayed: 0, unreadable: 1 });
    expect(itemsOf(await ask('GET', '', undefined, await person('agency_admin', false)))).toEqual([]);
  });

  it.each([[{}], [{ ids: [] }], [{ ids: ['x'] }], [{ ids: Array(501).fill('1') }], [{ ids: ['99999999999999999999'] }]])('a replay of %j is refused by field and rule', async (body) => {
    const { status, json } = await ask('POST', '/replay', body);
    expect(status).toBe(400);
    expect((json['errors'] as { field: string }[])[0]!.field).toMatch(/^ids/);
  });
});

describe('the reason that is kept', () => {
  it('repeats nothing of the data', async () => {
    const entry = { kind: 'event', site: site.id, receivedAt: Date.now(), at: Date.now(), via: 'script', ip: 'ada@example.com', ua: null, event: { event_type: 'a', event_id: 'reason', consent: {} } };
    const redis = new Redis(warp.redisUrl);
    await redis.xadd('warp:log:{0}', '*', 'e', JSON.stringify(entry));
    redis.disconnect();
    const [row] = await inQuarantine(1);
    expect(row!['reason']).toBe('invalid input syntax for type inet: “…”');
  });
});
