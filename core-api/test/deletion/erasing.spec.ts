import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { Redis } from 'ioredis';
import pg from 'pg';
import { SiteDirectory } from '../../src/site-directory/site-directory.js';
import { destinationSecrets } from '../../src/destinations/settings/destination-settings.js';
import { KEYS } from '../../src/redis/keys.js';
import { eventually } from '../setup/running-warp.js';
import { startHook, type Hook } from '../stand-ins/hook.js';
import { type OAuthWorld, startOAuthWorld } from '../oauth/oauth-world.js';
import { openBrowser, type Browser } from '../oauth/browser.js';
import { rowsAbout, tracesInRedis, tracesInTables } from './traces.js';

const WAIT_MS = 30_000;

interface Shown {
  readonly id: string;
  readonly state: string;
  readonly progress: number;
  readonly total: Record<string, number>;
  readonly removed: Record<string, number>;
  readonly accounts: { readonly disconnected: number; readonly confirmed: number };
  readonly problem: string | null;
}

let world: OAuthWorld;
let hook: Hook;
let superAdmin: Browser;
let redis: Redis;

beforeAll(async () => {
  world = await startOAuthWorld();
  hook = await startHook();
  superAdmin = await openBrowser(world.warp.url, 'admin@warp.local', 'correct horse battery');
  redis = new Redis(world.warp.redisUrl);
});
afterAll(async () => {
  redis.disconnect();
  await world.stop();
  await hook.stop();
});
afterEach(() => hook.behave());

const query = <T extends object>(sql: string, parameters: readonly unknown[] = []): Promise<T[]> => world.warp.database.query<T>(sql, parameters);
const idOf = async (sql: string, parameters: readonly unknown[]): Promise<string> => (await query<{ id: string }>(`${sql} returning id`, parameters))[0]!.id;

interface Filled {
  readonly id: string;
  readonly agencyId: string;
  readonly scriptId: string;
  /** Of everything that hangs on the site. */
  readonly words: readonly string[];
}

let made = 0;

/** A site with something in every table, in the agency or in one of its own. */
async function filledSite(agencyId?: string): Promise<Filled> {
  const { warp } = world;
  const made_ = await warp.site({ domain: 'shop.example' });
  const name = `filled${made++}`;
  await query('update sites set name = $2, agency_id = coalesce($3, agency_id) where id = $1', [made_.id, name, agencyId ?? null]);
  const site = { ...made_, agencyId: agencyId ?? made_.agencyId };
  const failing = randomUUID();
  await query("insert into destinations (id, site_id, plugin, name, settings, secrets, events) values ($1, $2, 'webhook', 'Hook', $3, $4, '{\"mode\":\"all\"}')", [
    failing,
    site.id,
    JSON.stringify({ url: hook.url, include_user: false }),
    warp.keyRing.seal(JSON.stringify({ secret: 'a secret of the receiver' }), destinationSecrets(failing)),
  ]);
  await warp.warp.app.get(SiteDirectory, { strict: false }).announce(site.id);
  hook.behave({ is: 'answering', status: 400, body: 'no' });
  const events = ['view', 'order'].map((id) => ({ event_type: id === 'order' ? 'purchase' : 'page_view', event_id: `${name}-${id}`, visitor_id: `${name}-visitor`, session_id: `${name}-visit`, event_data: { value: 10 } }));
  await warp.track({ script_id: site.scriptId, events });
  await eventually(() => query<{ n: number }>('select count(*)::int as n from dead_letters where site_id = $1', [site.id]), ([row]) => row!.n === 2, WAIT_MS);
  const user = await idOf("insert into users (agency_id, email, name, role, password_hash) values ($1, $2, 'x', 'client_user', 'x')", [site.agencyId, `${name}@example.org`]);
  const key = await idOf("insert into api_keys (agency_id, site_id, name, prefix, key_hash, scopes) values ($1, $2, 'x', 'warp_x', $3, '{track}')", [site.agencyId, site.id, Buffer.from(name)]);
  const token = await idOf("insert into site_tokens (site_id, name, via, token_hash, scopes, created_by) values ($1, 'x', 'code', $2, '{read}', $3)", [site.id, Buffer.from(name), user]);
  await query('insert into user_sites (user_id, site_id) values ($1, $2)', [user, site.id]);
  await query("insert into authorization_codes (code_hash, site_id, user_id, redirect_uri, code_challenge, scopes, expires_at) values ($1, $2, $3, '', '', '{}', now())", [Buffer.from(name), site.id, user]);
  const session = await idOf("insert into login_sessions (id, user_id) values (uuidv7(), $1)", [user]);
  await query("insert into refresh_tokens (family_id, user_id, token_hash, expires_at) values ($3, $1, $2, now())", [user, Buffer.from(name), session]);
  await query('insert into page_renders (site_id, day, renders) values ($1, now(), 1)', [site.id]);
  await query("insert into drops (site_id, hour, reason, events) values ($1, now(), 'bot', 1)", [site.id]);
  await query("insert into quarantine (site_id, sealed, reason, attempts) values ($1, '\\x00', 'x', 1)", [site.id]);
  const company = await idOf("insert into companies (agency_id, name, total_visits, total_pageviews) values ($1, $2, 3, 4)", [site.agencyId, `${name} Ltd`]);
  await query('insert into company_sites (company_id, site_id, first_seen, last_seen, visits, page_views) values ($1, $2, now(), now(), 3, 4)', [company, site.id]);
  await query("insert into audit_log (agency_id, action, target_type, target_id, details) values ($1, 'destination.created', 'destination', $2, $3)", [site.agencyId, failing, JSON.stringify({ siteId: site.id })]);
  await query('insert into oauth_connections (destination_id, tokens, obtained_at) values ($1, $2, now())', [failing, warp.keyRing.seal('{"accessToken":"x","kept":{}}', `oauth-tokens:${failing}`)]);
  await redis.set(`warp:site-token:${token}`, '1');
  await redis.zadd(KEYS.inFlight(failing), Date.now() + 60_000, 'job');
  hook.behave();
  return { id: site.id, agencyId: site.agencyId, scriptId: site.scriptId, words: [site.id, site.scriptId, failing, key, token, company, `${name}-visit`, `${name}-order`] };
}

const nameOf = async (id: string): Promise<string> => (await query<{ name: string }>('select name from sites where id = $1', [id]))[0]!.name;

/** What remains is the record of the deletion, and its lines in the audit log. */
const traces = async (words: readonly string[]): Promise<readonly string[]> =>
  // What stays: the record of it, its own lines of the audit log, and for minutes the ids of tokens that ended with it.
  (await tracesInTables(world.warp.database, words)).filter((row) => !/^public\.(deletions|revocations)/.test(row) && !/^public\.audit_log: .*(site|agency)\.(deleted|erased|restored)/.test(row));

const deleteSite = async (site: Filled): Promise<string> => (await superAdmin.api<Shown>('DELETE', `/api/sites/${site.id}`, { confirm: await nameOf(site.id) })).json.id;

/** Ends the time in which it can be restored. */
const timeIsOver = (deletion: string): Promise<object[]> => query('update deletions set erase_at = now() where id = $1', [deletion]);
const shown = async (deletion: string): Promise<Shown> => (await superAdmin.api<Shown>('GET', `/api/deletions/${deletion}`)).json;
const erased = (deletion: string): Promise<Shown> => eventually(() => shown(deletion), ({ state }) => state === 'erased', WAIT_MS);
const retryNow = (deletion: string): Promise<object[]> => query("update deletions set lease_until = now() - interval '1 second' where id = $1", [deletion]);

describe('a deleted site whose time to be restored is over', () => {
  let site: Filled;
  let neighbour: Filled;
  beforeEach(async () => {
    site = await filledSite();
    neighbour = await filledSite(site.agencyId);
  });

  it('has left no row that names it, nor a key, and its neighbour in the agency is as it was', async () => {
    expect((await traces(site.words)).length).toBeGreaterThan(15);
    const before = await rowsAbout(world.warp.database, neighbour.id);
    const deletion = await deleteSite(site);
    await timeIsOver(deletion);
    const done = await erased(deletion);
    expect(done).toMatchObject({ progress: 1, problem: null, accounts: { disconnected: 1 } });
    expect(done.removed).toMatchObject({ events: 2, sessions: 1, sites: 1, destinations: 1, dead_letters: 2, outbox: 2, deliveries: 2, site_tokens: 1, page_renders: 1, quarantine: 1 });
    expect(await traces(site.words)).toEqual([]);
    expect(await tracesInRedis(world.warp.redisUrl, site.words)).toEqual([]);
    expect(await rowsAbout(world.warp.database, neighbour.id)).toEqual(before);
    expect((await superAdmin.api('POST', `/api/sites/${site.id}/restore`)).status).toBe(404);
  });

  it('has left who deleted it, when, and how many rows went', async () => {
    const deletion = await deleteSite(site);
    await timeIsOver(deletion);
    await erased(deletion);
    const actions = await query("select action, user_id is not null as who, (details->>'rows')::int > 20 as counted from audit_log where target_id = $1 order by id", [site.id]);
    expect(actions).toEqual([
      { action: 'site.deleted', who: true, counted: null },
      { action: 'site.erased', who: true, counted: true },
    ]);
  });

  it('is taken out of the sums of a company that other sites have seen too', async () => {
    const company = await idOf("insert into companies (agency_id, name, total_visits, total_pageviews) values ($1, $2, 12, 30)", [site.agencyId, `Shared ${made}`]);
    for (const [id, visits, views] of [[site.id, 5, 10], [neighbour.id, 7, 20]] as const)
      await query('insert into company_sites (company_id, site_id, first_seen, last_seen, visits, page_views) values ($1, $2, now(), now(), $3, $4)', [company, id, visits, views]);
    const deletion = await deleteSite(site);
    await timeIsOver(deletion);
    await erased(deletion);
    expect(await query('select total_visits, total_pageviews from companies where id = $1', [company])).toEqual([{ total_visits: 7, total_pageviews: 20 }]);
  });

  it('takes nothing in: what comes out of the log or a spool later is dropped', async () => {
    const deletion = await deleteSite(site);
    expect((await world.warp.track({ script_id: site.scriptId, event_type: 'page_view' })).status).toBe(401);
    await timeIsOver(deletion);
    await erased(deletion);
    const late = { kind: 'event', site: site.id, receivedAt: Date.now(), at: Date.now(), via: 'script', ip: null, ua: null, event: { event_type: 'page_view', event_id: 'late', visitor_id: 'late', consent: { analytics: true, marketing: true } } };
    await redis.xadd(KEYS.log(0), '*', 'e', JSON.stringify(late));
    await eventually(() => redis.xlen(KEYS.log(0)), (length) => length === 0);
    expect(await traces(site.words)).toEqual([]);
  });

  it('goes on after an error in the middle, which is shown, and ends as if nothing had been', async () => {
    await query(`create function refuse() returns trigger language plpgsql as $$ begin if old.site_id = '${site.id}' then raise exception 'no'; end if; return old; end $$`);
    await query('create trigger refuse before delete on sessions for each row execute function refuse()');
    const deletion = await deleteSite(site);
    await timeIsOver(deletion);
    const stopped = await eventually(() => shown(deletion), ({ problem }) => problem !== null, WAIT_MS);
    expect(stopped).toMatchObject({ state: 'erasing', problem: expect.stringContaining('is tried again') });
    await query('drop trigger refuse on sessions');
    await query('drop function refuse');
    await retryNow(deletion);
    expect(await erased(deletion)).toMatchObject({ problem: null, progress: 1 });
    expect(await traces(site.words)).toEqual([]);
  });

  it('waits for who is storing something of it just now, and nothing of that stays', async () => {
    const storing = new pg.Client({ connectionString: world.warp.database.url });
    await storing.connect();
    await storing.query('begin');
    // What the pipeline does first in its transaction.
    await storing.query('select id from sites where id = $1 for key share', [site.id]);
    const deletion = await deleteSite(site);
    await timeIsOver(deletion);
    await eventually(() => shown(deletion), ({ state }) => state === 'erasing', WAIT_MS);
    await storing.query("insert into rollups (site_id, dimension, grain, bucket, value) values ($1, 'late', 'day', now(), '')", [site.id]);
    await storing.query('commit');
    await storing.end();
    await erased(deletion);
    expect(await traces(site.words)).toEqual([]);
  });
});

describe('a deleted site that is restored', () => {
  it('is as it was, sends what waited, and takes events in again', async () => {
    const site = await filledSite();
    const before = await rowsAbout(world.warp.database, site.id);
    const deletion = await deleteSite(site);
    // Was accepted before, and comes out of the log now.
    const accepted = { kind: 'event', site: site.id, receivedAt: Date.now(), at: Date.now(), via: 'api_key', ip: null, ua: null, event: { event_type: 'page_view', event_id: 'just-before', visitor_id: 'v', consent: { analytics: true, marketing: true } } };
    await redis.xadd(KEYS.log(0), '*', 'e', JSON.stringify(accepted));
    await eventually(() => query('select 1 from deliveries where site_id = $1 and event_id = $2', [site.id, 'just-before']), (rows) => rows.length === 1);
    // Longer than the delivery waits between two looks.
    await new Promise((resolve) => setTimeout(resolve, 2_500));
    expect(hook.accepted).not.toContain('just-before');
    expect((await superAdmin.api('POST', `/api/sites/${site.id}/restore`)).status).toBe(200);
    await eventually(() => Promise.resolve(hook.accepted), (ids) => ids.includes('just-before'), WAIT_MS);
    expect((await world.warp.track({ script_id: site.scriptId, event_type: 'page_view', visitor_id: 'v2' })).status).toBe(202);
    const after = await rowsAbout(world.warp.database, site.id);
    for (const table of ['destinations', 'user_sites', 'site_tokens', 'api_keys', 'page_renders', 'company_sites', 'dead_letters']) expect([table, after[`public.${table}`]]).toEqual([table, before[`public.${table}`]]);
    expect(await shown(deletion)).toMatchObject({ state: 'restored', removed: {} });
  });
});

describe('a deleted agency whose time to be restored is over', () => {
  it('has left no row and no key of it, its people and its sites; others are as they were', async () => {
    const one = await filledSite();
    const two = await filledSite(one.agencyId);
    const other = await filledSite();
    const before = await rowsAbout(world.warp.database, other.agencyId);
    const users = (await query<{ id: string }>('select id from users where agency_id = $1', [one.agencyId])).map(({ id }) => id);
    const words = [...one.words, ...two.words, one.agencyId, ...users];
    await deleteSite(two);
    const deletion = (await superAdmin.api<Shown>('DELETE', `/api/agencies/${one.agencyId}`, { confirm: 'Agency' })).json.id;
    await timeIsOver(deletion);
    const done = await erased(deletion);
    expect(done.removed).toMatchObject({ agencies: 1, sites: 2, users: 2, refresh_tokens: 2, events: 4 });
    expect(await traces(words)).toEqual([]);
    expect(await tracesInRedis(world.warp.redisUrl, words)).toEqual([]);
    expect(await rowsAbout(world.warp.database, other.agencyId)).toEqual(before);
  });
});

describe('a site that is gone', () => {
  it('is looked at again: a row that a slow writer left is removed too', async () => {
    const site = await filledSite();
    const deletion = await deleteSite(site);
    await timeIsOver(deletion);
    await erased(deletion);
    await query("insert into rollups (site_id, dimension, grain, bucket, value) values ($1, 'late', 'day', now(), '')", [site.id]);
    await query("update deletions set swept_at = now() - interval '1 day' where id = $1", [deletion]);
    await eventually(() => query('select 1 from rollups where site_id = $1', [site.id]), (rows) => rows.length === 0, WAIT_MS);
    expect(await shown(deletion)).toMatchObject({ state: 'erased', progress: 1 });
  });

  it('before there was a record of it leaves nothing either', async () => {
    const orphan = randomUUID();
    await query("insert into events (site_id, event_id, event_type, visitor_id, session_id, consent, source, \"timestamp\") values ($1, 'o', 'a', 'v', 's', '{}', '{}', now())", [orphan]);
    await query("insert into deletions (subject, subject_id, name, erase_at) values ('site', $1, 'Deleted before', now())", [orphan]);
    await eventually(() => query('select 1 from events where site_id = $1', [orphan]), (rows) => rows.length === 0, WAIT_MS);
  });
});
