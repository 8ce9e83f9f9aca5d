import { createHash } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { Redis } from 'ioredis';
import pg from 'pg';
import { eventually, startTestWarp, type TestWarp } from '../setup/running-warp.js';
import { startHook, type Hook } from '../stand-ins/hook.js';
import { ADMIN_PASSWORD, ConnectedSite } from './connected-site.js';

let warp: TestWarp;
let hook: Hook;
let shop: ConnectedSite;
let foreign: ConnectedSite;

beforeAll(async () => {
  warp = await startTestWarp({ WARP_ADMIN_PASSWORD: ADMIN_PASSWORD });
  hook = await startHook();
});
afterAll(async () => {
  await warp.stop();
  await hook.stop();
});

const EMAIL = 'ada@example.com';
const EMAIL_HASH = createHash('sha256').update(EMAIL).digest('hex');

const event = (id: string, visitor: string | undefined, session: string | undefined, more: object = {}) => ({
  event_type: 'page_view',
  event_id: id,
  page_url: `https://shop.example/${id}`,
  ...(visitor === undefined ? {} : { visitor_id: visitor }),
  ...(session === undefined ? {} : { session_id: session }),
  client: { remote_addr: '81.2.69.142', user_agent: 'Mozilla/5.0 (X11; Linux x86_64) Chrome/140.0', received_at: Date.now() },
  ...more,
});

/** Ada logs in as 42 in a browser that Bob, 43, uses too; she also buys without a visit, and with another browser. */
beforeEach(async () => {
  shop = await ConnectedSite.of(warp);
  foreign = await ConnectedSite.of(warp);
  await shop.send([
    event('before', 'browser-1', 'visit-1'),
    event('login', 'browser-1', 'visit-1', { user_id: '42' }),
    event('earlier', 'browser-1', 'visit-0'),
    event('bob', 'browser-1', 'visit-2', { user_id: '43' }),
    event('phone', 'browser-2', 'visit-3', { user_id: '42' }),
    event('order', undefined, undefined, { event_type: 'purchase', client: undefined, user: { email: ` ${EMAIL.toUpperCase()}` }, event_data: { value: 10 } }),
    event('stranger', 'browser-9', 'visit-9'),
    // The same network and browser without any id: not to be told from others'.
    event('cookieless', undefined, undefined),
  ]);
  await foreign.send([event('elsewhere', 'browser-1', 'visit-1', { user_id: '42' })]);
});

const stored = async (site: ConnectedSite, table: 'events' | 'sessions', column: string): Promise<string[]> =>
  (await warp.database.query<{ value: string }>(`select ${column} as value from ${table} where site_id = $1 order by 1`, [site.site.id])).map(({ value }) => value);

const exported = async (query: string): Promise<{ events: string[]; sessions: string[] }> => {
  const { json } = await shop.ask('GET', `/people?${query}`);
  return {
    events: (json['events'] as { event_id: string }[]).map(({ event_id }) => event_id).sort(),
    sessions: (json['sessions'] as { session_id: string }[]).map(({ session_id }) => session_id).sort(),
  };
};

describe('what is stored of a person', () => {
  it('known by user id is what they did logged in, and before in the same browsers; not what others did there', async () => {
    expect(await exported('user_id=42')).toEqual({ events: ['before', 'earlier', 'login', 'phone'], sessions: ['visit-0', 'visit-1', 'visit-3'] });
  });

  it('known by address is what the address was left with', async () => {
    const { events } = await exported(`email_hash=${EMAIL_HASH}`);
    expect(events).toEqual(['order']);
  });

  it('known by address is not drawn from what a browser says: who sends an address with somebody else’s user id exports nothing of theirs', async () => {
    const victim = 'victim@example.com';
    await shop.send([event('attack', 'browser-8', 'visit-8', { user_id: '43', user: { email: victim } })]);
    expect(await exported(`email_hash=${createHash('sha256').update(victim).digest('hex')}`)).toEqual({ events: ['attack'], sessions: ['visit-8'] });
    // The shop's own server knows whose address it is.
    await shop.send([event('account', undefined, undefined, { client: undefined, user_id: '43', user: { email: victim } })]);
    const { events } = await exported(`email_hash=${createHash('sha256').update(victim).digest('hex')}`);
    expect(events).toEqual(expect.arrayContaining(['account', 'attack', 'bob']));
  });

  it('known by browsers is what these did, whoever used them', async () => {
    expect((await exported('visitor_ids=browser-1,browser-9')).events).toEqual(['before', 'bob', 'earlier', 'login', 'stranger']);
  });

  it('comes as it is stored: the address cut, personal fields as hashes', async () => {
    const { json } = await shop.ask('GET', `/people?email_hash=${EMAIL_HASH}`);
    expect(json).toMatchObject({ events: [{ event_type: 'purchase', event_data: { value: 10 }, user_hashes: { email: expect.stringMatching(/^[0-9a-f]{64}$/) } }], next_cursor: null });
    // The site knows the plain hash; what is stored is keyed, so that a dump tells nobody.
    expect(JSON.stringify(json)).not.toContain(EMAIL_HASH);
    const own = await shop.ask('GET', '/people?user_id=42');
    expect((own.json['events'] as object[])[0]).toMatchObject({ ip_address: '81.2.69.0', geo: { country: 'GB' }, user_agent: expect.any(String) });
  });

  it('comes in pages that neither repeat nor skip', async () => {
    await warp.database.query(
      `insert into events (site_id, event_id, event_type, visitor_id, session_id, user_id, consent, source, "timestamp")
       select $1, 'many-' || n, 'a', 'browser-2', 'visit-3', '42', '{}', '{}', now() - make_interval(secs => n) from generate_series(1, 1100) as n`,
      [shop.site.id],
    );
    const seen: string[] = [];
    const sizes: number[] = [];
    let cursor: string | null = '';
    while (cursor !== null) {
      const { json } = await shop.ask('GET', `/people?user_id=42${cursor === '' ? '' : `&cursor=${cursor}`}`);
      const page = json['events'] as { event_id: string }[];
      seen.push(...page.map(({ event_id }) => event_id));
      sizes.push(page.length);
      cursor = json['next_cursor'] as string | null;
    }
    expect(sizes).toEqual([500, 500, 104]);
    expect(new Set(seen).size).toBe(1104);
  });

  it('of somebody unknown is nothing', async () => {
    expect(await exported('user_id=nobody')).toEqual({ events: [], sessions: [] });
  });

  it.each([
    ['GET', '', undefined, 'user_id'],
    ['DELETE', '', {}, 'user_id'],
    ['DELETE', '', { email_hash: EMAIL }, 'email_hash'],
    ['DELETE', '', { visitor_ids: [] }, 'visitor_ids'],
    ['DELETE', '', { user_id: '' }, 'user_id'],
    ['GET', '?user_id=42&cursor=!', undefined, 'cursor'],
  ] as const)('%s %s with %j names the field', async (method, query, body, field) => {
    const { status, json } = await shop.ask(method, `/people${query}`, body);
    expect([status, (json['errors'] as { field: string }[])[0]!.field]).toEqual([400, field]);
    expect(JSON.stringify(json)).not.toContain(EMAIL);
  });
});

describe('erasing a person', () => {
  it('takes their rejected events, and nobody else’s', async () => {
    const rejected = (fields: object) => warp.track({ script_id: shop.site.scriptId, event_type: 'no name', ...fields });
    await rejected({ user_id: 42 });
    await rejected({ session_id: 'visit-1' });
    await rejected({ user: { email: `${EMAIL.toUpperCase()} ` } });
    await rejected({ session_id: 'visit-1', user_id: '43' });
    await rejected({ visitor_id: 'browser-9' });
    const failed = () => warp.database.query<{ id: string }>('select id from failed_events where site_id = $1 order by id', [shop.site.id]);
    const all = await eventually(failed, (rows) => rows.length === 5);
    await shop.ask('DELETE', '/people', { user_id: '42' });
    expect(await failed()).toEqual(all.slice(2));
    await shop.ask('DELETE', '/people', { email_hash: EMAIL_HASH });
    expect(await failed()).toEqual(all.slice(3));
  });

  it('takes their events and visits and leaves everybody else’s, the other site’s and the figures', async () => {
    const figures = () => warp.database.query('select dimension, value, events from rollups where site_id = $1 order by 1, 2', [shop.site.id]);
    const before = await figures();
    const { status, json } = await shop.ask('DELETE', '/people', { user_id: '42' });
    expect([status, json]).toMatchObject([200, { events: 4, sessions: 3, deliveries: 0, quarantined: 0, destinations: [] }]);
    expect(await stored(shop, 'events', 'event_id')).toEqual(['bob', 'cookieless', 'order', 'stranger']);
    expect(await stored(shop, 'sessions', 'session_id')).toEqual(expect.arrayContaining(['visit-2', 'visit-9']));
    expect(await stored(shop, 'sessions', 'session_id')).not.toEqual(expect.arrayContaining(['visit-0']));
    expect(await stored(foreign, 'events', 'event_id')).toEqual(['elsewhere']);
    expect(await figures()).toEqual(before);
    expect(await exported('user_id=42')).toEqual({ events: [], sessions: [] });
    expect((await shop.ask('DELETE', '/people', { user_id: '42' })).json).toMatchObject({ events: 0, sessions: 0, deliveries: 0 });
  });

  it('is recorded by counts and ways, never by what they are known by', async () => {
    await shop.ask('DELETE', '/people', { user_id: '42', email_hash: EMAIL_HASH });
    await shop.ask('GET', '/people?visitor_ids=browser-9');
    const rows = await warp.database.query<{ action: string; details: object }>(
      "select action, user_id, details from audit_log where target_id = $1 and action like 'site.person%' order by id",
      [shop.site.id],
    );
    expect(rows).toMatchObject([
      { action: 'site.person_erased', user_id: null, details: { by: ['userId', 'emailHash'], events: 5 } },
      { action: 'site.person_exported', user_id: null, details: { by: ['visitorIds'] } },
    ]);
    expect(JSON.stringify(rows)).not.toContain(EMAIL_HASH);
  });

  it('counts none of the events that come again', async () => {
    await shop.ask('DELETE', '/people', { user_id: '42' });
    const again = JSON.stringify({ script_id: shop.site.scriptId, events: [event('login', 'browser-1', 'visit-1', { user_id: '42' })] });
    await warp.track(again, shop.signed(again));
    await shop.send([event('later', 'browser-7', 'visit-7')]);
    expect(await stored(shop, 'events', 'event_id')).not.toContain('login');
  });

  it('lets nothing of theirs go out any more: what waits is skipped, and its payload gone', async () => {
    const own = await ConnectedSite.of(warp);
    hook.behave({ is: 'answering', status: 500 });
    await own.addWebhook(`${hook.url}/hook`);
    await own.send([event('hers', 'browser-1', 'visit-1', { user_id: '42' }), event('his', 'browser-2', 'visit-2', { user_id: '43' })]);
    const deliveries = () =>
      warp.database.query<{ event_id: string; state: string; reason: string; outbox_id: number | null }>(
        'select event_id, state, reason, outbox_id from deliveries where site_id = $1 order by event_id',
        [own.site.id],
      );
    await eventually(deliveries, (rows) => rows.length === 2 && rows.every(({ state }) => state === 'retrying'));
    expect((await own.ask('DELETE', '/people', { user_id: '42' })).json).toMatchObject({ events: 1, sessions: 1, deliveries: 1 });
    expect(await deliveries()).toEqual([
      { event_id: 'hers', state: 'skipped', reason: 'erased', outbox_id: null },
      { event_id: 'his', state: 'retrying', reason: 'platform_down', outbox_id: expect.any(Number) },
    ]);
    expect(await warp.database.query('select event_id from outbox where site_id = $1', [own.site.id])).toEqual([{ event_id: 'his' }]);
    const receipt = await own.ask('GET', '/receipts?event_ids=hers');
    expect(receipt.json).toMatchObject({ items: [{ received: false }] });
    hook.behave();
    await warp.database.query('update deliveries set due_at = now() where site_id = $1', [own.site.id]);
    await eventually(deliveries, (rows) => rows[1]!.state === 'delivered');
    expect(hook.accepted).toEqual(['his']);
  });

  it('takes dead letters and what lies in quarantine along', async () => {
    const own = await ConnectedSite.of(warp);
    hook.behave({ is: 'answering', status: 400 });
    await own.addWebhook(`${hook.url}/hook`);
    await own.send([event('dead', 'browser-1', 'visit-1', { user_id: '42' })]);
    const letters = () => warp.database.query('select event_id from dead_letters where site_id = $1', [own.site.id]);
    await eventually(letters, (rows) => rows.length === 1);
    const redis = new Redis(warp.redisUrl);
    // Past every check of the collector: a name the column refuses.
    const poison = (fields: object, id: string) =>
      JSON.stringify({ kind: 'event', site: own.site.id, receivedAt: Date.now(), at: Date.now(), via: 'script', ip: null, ua: null, event: { event_type: 'x'.repeat(101), event_id: id, consent: {}, ...fields } });
    const people = [{ user_id: '42' }, { user: { email: ' Ada@Example.com' } }, { visitor_id: 'browser-1' }, { user_id: '43' }];
    await redis.xadd('warp:log:{0}', '*', 'e', people.map((fields, index) => poison(fields, `poison-${index}`)).join('\n'));
    redis.disconnect();
    const quarantined = async () =>
      (await warp.database.query<{ event_id: string }>('select event_id from quarantine where site_id = $1 order by 1', [own.site.id])).map(({ event_id }) => event_id);
    await eventually(quarantined, (ids) => ids.length === 4);
    await own.ask('DELETE', '/people', { user_id: '42', email_hash: EMAIL_HASH, visitor_ids: ['browser-1'] });
    expect(await letters()).toEqual([]);
    expect(await warp.database.query('select 1 from outbox where site_id = $1', [own.site.id])).toEqual([]);
    expect(await quarantined()).toEqual(['poison-3']);
    hook.behave();
  });

  it('waits for who is at work on the same visits', async () => {
    const client = new pg.Client({ connectionString: warp.database.url });
    await client.connect();
    await client.query('begin');
    await client.query("select 1 from sessions where site_id = $1 and session_id = 'visit-1' for update", [shop.site.id]);
    const erasing = shop.ask('DELETE', '/people', { user_id: '42' });
    await new Promise((resolve) => setTimeout(resolve, 1_200));
    await client.query('commit');
    await client.end();
    expect((await erasing).json).toMatchObject({ events: 4 });
  });
});
