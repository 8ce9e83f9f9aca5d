import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { DeadLetterExpiry } from '../../src/delivery/engine/dead-letter-expiry.js';
import { destinationSecrets } from '../../src/destinations/settings/destination-settings.js';
import { SiteDirectory } from '../../src/site-directory/site-directory.js';
import { eventually, startTestWarp, type TestSite, type TestWarp } from '../setup/running-warp.js';
import { startHook, type Hook } from '../stand-ins/hook.js';

const ADMIN = { email: 'admin@warp.local', password: 'a replay of letters' };

let warp: TestWarp;
let site: TestSite;
let hook: Hook;
let token: string;
const destination = randomUUID();

beforeAll(async () => {
  warp = await startTestWarp({ WARP_ADMIN_PASSWORD: ADMIN.password });
  site = await warp.site();
  hook = await startHook();
  await warp.database.query("insert into destinations (id, site_id, plugin, name, settings, secrets, events) values ($1, $2, 'webhook', 'Hook', $3, $4, '{\"mode\":\"all\"}')", [
    destination,
    site.id,
    JSON.stringify({ url: `${hook.url}/hook`, include_user: false }),
    warp.keyRing.seal(JSON.stringify({ secret: 'a secret of the receiver' }), destinationSecrets(destination)),
  ]);
  await warp.warp.app.get(SiteDirectory, { strict: false }).announce(site.id);
  const login = await fetch(`${warp.url}/api/auth/login`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(ADMIN) });
  token = ((await login.json()) as { access_token: string }).access_token;

  // Given up: three that are new, one a purchase, and one older than the week a webhook's window lasts.
  hook.behave({ is: 'answering', status: 400 });
  const events = ['p1', 'p2', 'p3', 'old'].map((event_id) => ({ event_id, event_type: event_id === 'p3' ? 'purchase' : 'page_view', visitor_id: 'v' }));
  await warp.track({ script_id: site.scriptId, events });
  await dead(4);
  await warp.database.query("update dead_letters set event_at = now() - interval '8 days' where event_id = 'old'");
  hook.behave();
});
afterAll(async () => {
  await hook.stop();
  await warp.stop();
});

const dead = (count: number) =>
  eventually(() => warp.database.query('select 1 from dead_letters where replayed_at is null'), (rows) => rows.length === count);

async function replay(body: object, authorization = `Bearer ${token}`): Promise<{ status: number; json: Record<string, unknown> }> {
  const answer = await fetch(`${warp.url}/api/sites/${site.id}/destinations/${destination}/replay`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization },
    body: JSON.stringify(body),
  });
  return { status: answer.status, json: (await answer.json()) as Record<string, unknown> };
}

async function progress(replayId: unknown): Promise<{ status: number; json: Record<string, unknown> }> {
  const answer = await fetch(`${warp.url}/api/sites/${site.id}/destinations/${destination}/replay/${String(replayId)}`, { headers: { authorization: `Bearer ${token}` } });
  return { status: answer.status, json: (await answer.json()) as Record<string, unknown> };
}

describe('a replay', () => {
  it('only says what it would do unless it is told to', async () => {
    expect(await replay({})).toEqual({ status: 200, json: { matching: 4, replayable: 3, too_old: 1, window_hours: 168, replayed: 0, replay_id: null } });
    expect((await replay({ event_id: 'p2' })).json).toMatchObject({ matching: 1, replayable: 1 });
    expect((await replay({ event_type: 'purchase' })).json).toMatchObject({ matching: 1, replayable: 1 });
    expect((await replay({ reason: 'http_500' })).json).toMatchObject({ matching: 0 });
    expect(hook.accepted).toEqual([]);
  });

  it('refuses nonsense, and who may not see the destination', async () => {
    expect((await replay({ from: 'soon' })).status).toBe(400);
    expect((await replay({}, 'Bearer nobody')).status).toBe(401);
  });

  it('sends what the filter finds, once, and what fails again is given up again', async () => {
    expect((await replay({ dry_run: false, event_type: 'purchase' })).json).toMatchObject({ replayed: 1 });
    await eventually(() => Promise.resolve(hook.accepted), (accepted) => accepted.length === 1);
    expect(hook.accepted).toEqual(['p3']);

    hook.behave({ is: 'answering', status: 400 });
    const failing = await replay({ dry_run: false });
    expect(failing.json).toMatchObject({ matching: 3, replayed: 2 });
    await dead(3);
    expect(await progress(failing.json['replay_id'])).toEqual({ status: 200, json: { total: 2, waiting: 0, delivered: 0, left_out: 0, failed: 2 } });
    hook.behave({ is: 'slow', ms: 400 });
    const arriving = await replay({ dry_run: false });
    expect(arriving.json).toMatchObject({ matching: 3, replayable: 2, replayed: 2 });
    expect((await progress(arriving.json['replay_id'])).json).toMatchObject({ total: 2, waiting: 2 });
    await eventually(() => Promise.resolve(hook.accepted), (accepted) => accepted.length === 3);
    expect([...hook.accepted].sort()).toEqual(['p1', 'p2', 'p3']);
    hook.behave();
    const done = await eventually(() => progress(arriving.json['replay_id']), ({ json }) => json['waiting'] === 0);
    expect(done.json).toEqual({ total: 2, waiting: 0, delivered: 2, left_out: 0, failed: 0 });
  });

  it('knows no progress of what is no replay of this destination', async () => {
    expect((await progress('nothing')).status).toBe(404);
    expect((await progress(randomUUID())).status).toBe(404);
  });

  it('leaves nothing personal behind once it arrived, and says who did it', async () => {
    const left = () => warp.database.query<{ event_id: string }>('select event_id from outbox');
    expect(await eventually(left, (rows) => rows.length === 1)).toEqual([{ event_id: 'old' }]);
    const log = await warp.database.query<{ details: { events: number } }>("select details from audit_log where action = 'destination.replayed' order by id");
    expect(log.map(({ details }) => details.events)).toEqual([1, 2, 2]);
  });
});

describe('a dead letter', () => {
  it('goes after 30 days, and its event with it when nothing else needs it; that it was given up stays known', async () => {
    hook.behave({ is: 'answering', status: 400 });
    const before = await warp.database.query<{ n: number }>('select count(*)::int as n from dead_letters where replayed_at is null');
    await warp.track({ script_id: site.scriptId, events: ['young', 'aged'].map((event_id) => ({ event_id, event_type: 'page_view', visitor_id: 'v' })) });
    await dead(before[0]!.n + 2);
    await warp.database.query("update dead_letters set created_at = now() - interval '30 days 1 minute' where event_id = 'aged'");
    expect(await warp.warp.app.get(DeadLetterExpiry, { strict: false }).expire()).toBe(1);
    const kept = (table: string) => warp.database.query<{ event_id: string }>(`select event_id from ${table} where event_id in ('young', 'aged')`);
    expect(await kept('dead_letters')).toEqual([{ event_id: 'young' }]);
    expect(await kept('outbox')).toEqual([{ event_id: 'young' }]);
    expect(await warp.database.query("select state from deliveries where event_id = 'aged'")).toEqual([{ state: 'dead' }]);
    hook.behave();
  });
});
