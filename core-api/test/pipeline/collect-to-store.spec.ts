import { createHash, createHmac, randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Redis } from 'ioredis';
import { startTestWarp, eventually, type TestSite, type TestWarp } from '../setup/running-warp.js';

let warp: TestWarp;
let site: TestSite;

beforeAll(async () => {
  warp = await startTestWarp({ WARP_ROLES: 'collect,process' });
  site = await warp.site({ config: { timezone: 'Europe/Berlin' } });
});
afterAll(() => warp.stop());

const pageView = (fields: object = {}) => ({ event_type: 'page_view', page_url: 'https://shop.example/a?x=1', visitor_id: 'v1', session_id: 's1', ...fields });

const stored = (siteId: string) =>
  warp.database.query<Record<string, unknown>>('select * from events where site_id = $1 order by id', [siteId]);

const storedAll = (siteId: string, count: number) => eventually(() => stored(siteId), (rows) => rows.length >= count);

/** Totals out of the rollups beside the same out of the events themselves. */
async function figures(siteId: string): Promise<{ rollups: unknown; plain: unknown }> {
  const [rollups] = await warp.database.query(
    `select sum(events)::int as events, sum(page_views)::int as page_views, sum(sessions)::int as sessions, sum(conversions)::int as conversions,
       sum(revenue)::float as revenue from rollups where site_id = $1 and dimension = 'total' and grain = 'day'`,
    [siteId],
  );
  const [plain] = await warp.database.query(
    `select count(*)::int as events, count(*) filter (where event_type = 'page_view')::int as page_views, count(distinct session_id)::int as sessions,
       count(*) filter (where event_type in ('purchase', 'generate_lead', 'sign_up'))::int as conversions,
       coalesce(sum((event_data->>'value')::numeric) filter (where event_type = 'purchase'), 0)::float as revenue
     from events where site_id = $1 and bot_score < 50`,
    [siteId],
  );
  return { rollups, plain };
}

describe('an accepted event', () => {
  it('is answered with 202 and stored, enriched, in its session, without the whole address', async () => {
    const answer = await warp.track({ script_id: site.scriptId, ...pageView({ event_id: 'e1' }) }, { 'x-forwarded-for': '8.8.8.8', origin: 'https://www.shop.example' });
    expect(answer.status).toBe(202);
    expect(await answer.json()).toEqual({ accepted: 1, rejected: [] });
    const [event] = await storedAll(site.id, 1);
    expect(event).toMatchObject({
      event_id: 'e1',
      visitor_id: 'v1',
      session_id: 's1',
      ip_address: '8.8.8.0',
      ip_enrichment: { geo: { country: 'US', city: 'Mountain View' } },
      device: { category: 'desktop', browser: 'Chrome', os: 'Linux' },
      source: { channel: 'direct' },
      consent: { analytics: true, marketing: false },
      // The address is a data centre’s.
      bot_score: 40,
      missing: [],
    });
  });

  it('counts once, whether it is repeated in a request, in the next one, or on another path', async () => {
    const twice = pageView({ event_id: 'e2' });
    await warp.track({ script_id: site.scriptId, events: [twice, twice, pageView({ event_id: 'e3' })] });
    await storedAll(site.id, 3);
    await warp.track({ script_id: site.scriptId, ...twice, visitor_id: 'another' });
    await warp.track({ script_id: site.scriptId, ...pageView({ event_id: 'last' }) });
    const rows = await eventually(() => stored(site.id), (all) => all.some((row) => row['event_id'] === 'last'));
    expect(rows.map((row) => row['event_id']).sort()).toEqual(['e1', 'e2', 'e3', 'last']);
  });

  it('shows in rollups that equal a plain count', async () => {
    const purchase = { event_type: 'purchase', visitor_id: 'v2', session_id: 's2', event_data: { value: 12.5, currency: 'EUR', transaction_id: 'T1', items: [{ item_id: 'a', price: 12.5 }] } };
    await warp.track({ script_id: site.scriptId, events: [pageView({ visitor_id: 'v2', session_id: 's2' }), purchase] });
    await storedAll(site.id, 6);
    const { rollups, plain } = await figures(site.id);
    expect(rollups).toEqual(plain);
    expect(plain).toEqual({ events: 6, page_views: 5, sessions: 2, conversions: 1, revenue: 12.5 });
  });

  it('without ids belongs to a visitor by hash, who has one session', async () => {
    const anonymous = await warp.site();
    const page = { event_type: 'page_view', page_url: 'https://shop.example/' };
    await warp.track({ script_id: anonymous.scriptId, ...page });
    await warp.track({ script_id: anonymous.scriptId, ...page });
    const rows = await storedAll(anonymous.id, 2);
    expect(new Set(rows.map((row) => row['visitor_id'])).size).toBe(1);
    expect(rows[0]!['visitor_id']).toMatch(/^c-[0-9a-f]{32}$/);
    expect(new Set(rows.map((row) => row['session_id'])).size).toBe(1);
  });

  it('keeps personal fields as hashes only, with a key of the site: nobody finds a phone number by trying', async () => {
    const own = await warp.site();
    await warp.track({ script_id: own.scriptId, ...pageView({ user: { email: ' Ada@Example.com', phone: '+49 30 1' } }) });
    const [row] = await storedAll(own.id, 1);
    const [secret] = await warp.database.query<{ sealed: Buffer }>("select sealed from installation_secrets where name = 'site-hashes'");
    const key = createHmac('sha256', warp.keyRing.open(secret!.sealed, 'site-hashes')).update(own.id).digest();
    const keyed = (text: string): string => createHmac('sha256', key).update(createHash('sha256').update(text).digest('hex')).digest('hex');
    expect(row!['user_hashes']).toEqual({ email: keyed('ada@example.com'), phone: keyed('+49 30 1') });
    expect(JSON.stringify(row).toLowerCase()).not.toContain('ada@');
  });

  it.each([
    ['as it was sent, where the site wants it so', { redact_personal_data: false }, 'https://shop.example/?email=ada%40example.com&utm_source=news', 'ada@example.com', { search_term: 'ada@example.com' }],
    ['without what is personal in addresses and parameters', {}, 'https://shop.example/?email=[redacted]&utm_source=news', expect.stringMatching(/^[0-9a-f]{64}$/), { search_term: '[redacted]' }],
  ])('is stored %s', async (_, config, page_url, user_id, event_data) => {
    const own = await warp.site({ config });
    const sent = { page_url: 'https://shop.example/?email=ada%40example.com&utm_source=news', user_id: 'ada@example.com', event_data: { search_term: 'ada@example.com' } };
    await warp.track({ script_id: own.scriptId, ...pageView(sent) });
    const [row] = await storedAll(own.id, 1);
    expect(row).toMatchObject({ page_url, user_id, event_data, source: { source: 'news' } });
  });

  it('survives text PostgreSQL cannot store', async () => {
    const own = await warp.site();
    const body = `{"script_id":"${own.scriptId}","event_type":"page_view","page_title":"a\\u0000b\\ud800c","event_data":{"k\\u0000":"\\udc00"}}`;
    expect((await warp.track(body)).status).toBe(202);
    const [row] = await storedAll(own.id, 1);
    expect(row).toMatchObject({ page_title: 'ab\ufffdc', event_data: { k: '\ufffd' } });
  });
});

describe('a bad request', () => {
  const big = (bytes: number) => ({ event_type: 'page_view', event_data: { text: 'x'.repeat(bytes) } });

  it.each([
    ['no JSON', () => '{', {}, 400, 'malformed_json'],
    ['no object', () => '[]', {}, 400, 'invalid_event'],
    ['an empty body', () => ' ', {}, 400, 'malformed_json'],
    ['no site', () => ({ event_type: 'page_view' }), {}, 401, 'unknown_script'],
    ['an unknown site', () => ({ script_id: 'nobody', event_type: 'page_view' }), {}, 401, 'unknown_script'],
    ['no event type', () => ({ script_id: site.scriptId }), {}, 400, 'invalid_event'],
    ['a wrong type', () => ({ script_id: site.scriptId, event_type: 5 }), {}, 400, 'invalid_event'],
    ['a wrong name', () => ({ script_id: site.scriptId, event_type: '1st' }), {}, 400, 'invalid_event'],
    ['an event of last month', () => ({ script_id: site.scriptId, event_type: 'x', timestamp: Date.now() - 30 * 86_400_000 }), {}, 400, 'invalid_event'],
    ['events that are no list', () => ({ script_id: site.scriptId, events: 5 }), {}, 400, 'invalid_event'],
    ['101 events', () => ({ script_id: site.scriptId, events: Array(101).fill({ event_type: 'x' }) }), {}, 400, 'too_many_events'],
    ['33 KB of event_data', () => ({ script_id: site.scriptId, ...big(33_000) }), {}, 400, 'invalid_event'],
    ['2 MB', () => ({ script_id: site.scriptId, ...big(2_000_000) }), {}, 413, 'body_too_large'],
    ['a form', () => 'a=b', { 'content-type': 'application/x-www-form-urlencoded' }, 415, 'unsupported_media_type'],
    ['a page of another site', () => ({ script_id: site.scriptId, event_type: 'x' }), { origin: 'https://evil.example' }, 403, 'origin_not_allowed'],
    ['an unknown API key', () => ({ script_id: site.scriptId, event_type: 'x' }), { authorization: 'Bearer warp_nobody' }, 401, 'invalid_api_key'],
    ['a wrong signature', () => ({ script_id: site.scriptId, event_type: 'x' }), { 'x-warp-signature': 'ab', 'x-warp-timestamp': '1' }, 401, 'bad_signature'],
  ])('with %s is refused by its rule', async (_, body, headers, status, code) => {
    const answer = await warp.track(body(), headers);
    expect(answer.status).toBe(status);
    expect(answer.headers.get('content-type')).toContain('application/problem+json');
    expect(await answer.json()).toMatchObject({ status, code });
  });

  it('names field and rule of each refused event, and takes the others', async () => {
    const answer = await warp.track({
      script_id: site.scriptId,
      events: [{ event_type: 'ok_1' }, { event_data: { value: 10 } }, { event_type: 'not a name' }, { event_type: 'no', timestamp: 1 }, 7],
    });
    expect(answer.status).toBe(202);
    expect(await answer.json()).toEqual({
      accepted: 1,
      rejected: [
        { index: 1, code: 'invalid_event', message: 'event_type is missing.' },
        { index: 2, code: 'invalid_event', message: 'event_type must begin with a letter and hold only letters, digits, `_`, `.` and `-`, at most 100.' },
        { index: 3, code: 'timestamp_out_of_range', message: 'The timestamp is more than 7 days old or 10 minutes ahead.' },
        { index: 4, code: 'invalid_event', message: 'The event is not a JSON object.' },
      ],
    });
  });

  it('leaves the process unharmed', async () => {
    expect((await warp.track({ script_id: site.scriptId, event_type: 'after' })).status).toBe(202);
  });
});

describe('a browser’s preflight', () => {
  it('is answered for any origin, and a beacon as text/plain needs none', async () => {
    const preflight = await fetch(`${warp.url}/api/track`, { method: 'OPTIONS', headers: { origin: 'https://any.example', 'access-control-request-method': 'POST' } });
    expect(preflight.status).toBe(204);
    expect(preflight.headers.get('access-control-allow-origin')).toBe('*');
    const beacon = await warp.track({ script_id: site.scriptId, event_type: 'beacon' }, { 'content-type': 'text/plain;charset=UTF-8' });
    expect(beacon.status).toBe(202);
  });
});

describe('the site’s own proxy', () => {
  const signed = (body: string, at = Date.now(), ip = '81.2.69.142', ua = 'Mozilla/5.0 (iPhone; CPU iPhone OS 17_4 like Mac OS X)') => {
    const timestamp = String(Math.floor(at / 1000));
    const signature = createHmac('sha256', site.secret).update(`${timestamp}\n${ip}\n${ua}\n${body}`).digest('hex');
    return { 'x-warp-timestamp': timestamp, 'x-warp-client-ip': ip, 'x-warp-client-ua': ua, 'x-warp-signature': signature };
  };

  it('says the visitor’s address and browser', async () => {
    const body = JSON.stringify({ script_id: site.scriptId, event_type: 'proxied', event_id: 'p1' });
    expect((await warp.track(body, signed(body))).status).toBe(202);
    const rows = await eventually(() => stored(site.id), (all) => all.some((row) => row['event_id'] === 'p1'));
    expect(rows.find((row) => row['event_id'] === 'p1')).toMatchObject({ ip_address: '81.2.69.0', ip_enrichment: { geo: { country: 'GB' } }, device: { os: 'iOS' } });
  });

  it('speaks for several visitors in one batch; only trusted hops are believed', async () => {
    const behind = await warp.site({ config: { trusted_proxies: ['172.16.0.0/12'] } });
    const body = JSON.stringify({
      script_id: behind.scriptId,
      events: [
        { event_type: 'a', event_id: 'b1', client: { remote_addr: '8.8.8.8', forwarded_for: '1.1.1.1', user_agent: 'Mozilla/5.0', received_at: Date.now() } },
        { event_type: 'a', event_id: 'b2', client: { remote_addr: '172.16.0.1', forwarded_for: '1.1.1.1', user_agent: 'Mozilla/5.0', received_at: Date.now() } },
        { event_type: 'a', event_id: 'b3', client: { remote_addr: '172.16.0.1', cf_connecting_ip: '9.9.9.9', user_agent: 'Mozilla/5.0', received_at: Date.now() } },
      ],
    });
    const timestamp = String(Math.floor(Date.now() / 1000));
    const signature = createHmac('sha256', behind.secret).update(`${timestamp}\n\n\n${body}`).digest('hex');
    expect((await warp.track(body, { 'x-warp-timestamp': timestamp, 'x-warp-signature': signature })).status).toBe(202);
    const rows = await storedAll(behind.id, 3);
    expect(Object.fromEntries(rows.map((row) => [row['event_id'], row['ip_address']]))).toEqual({ b1: '8.8.8.0', b2: '1.1.1.0', b3: '9.9.9.0' });
  });

  it('is refused with an old signature, or another body', async () => {
    const body = JSON.stringify({ script_id: site.scriptId, event_type: 'x' });
    expect((await warp.track(body, signed(body, Date.now() - 301_000))).status).toBe(401);
    expect((await warp.track(`${body} `, signed(body))).status).toBe(401);
  });
});

describe('an event left out on purpose', () => {
  it.each([
    ['site_paused', { status: 'paused' }, {}, {}],
    ['event_disabled', { config: { disabled_events: ['page_view'] } }, {}, {}],
    ['no_consent', {}, { consent: { analytics: false } }, {}],
    ['opted_out', { config: { respect_dnt: true } }, {}, { dnt: '1' }],
  ])('is counted as %s and answered 202', async (reason, options, fields, headers) => {
    const own = await warp.site(options);
    const answer = await warp.track({ script_id: own.scriptId, events: [pageView(fields), pageView(fields)] }, headers);
    expect(answer.status).toBe(202);
    expect(answer.headers.get('x-warp-dropped')).toBe('2');
    const drops = await eventually(() => warp.database.query('select reason, events from drops where site_id = $1', [own.id]), (rows) => rows.length > 0);
    expect(drops).toEqual([{ reason, events: 2 }]);
    expect(await stored(own.id)).toEqual([]);
  });

  it('is not what happens to a robot: it is stored, marked, and left out of the figures', async () => {
    const own = await warp.site();
    await warp.track({ script_id: own.scriptId, ...pageView() }, { 'user-agent': 'Googlebot/2.1 (+http://www.google.com/bot.html)' });
    const [row] = await storedAll(own.id, 1);
    expect(row).toMatchObject({ bot_score: 100, bot_reasons: ['user_agent'] });
    expect((await figures(own.id)).rollups).toMatchObject({ events: null });
  });

  it('from a data centre is told by its network, which alone condemns nobody', async () => {
    const here = await warp.site();
    await warp.track({ script_id: here.scriptId, ...pageView({ event_id: 'dc1' }) }, { 'x-forwarded-for': '5.9.0.1' });
    const [row] = await storedAll(here.id, 1);
    expect(row).toMatchObject({ bot_score: 40, bot_reasons: ['data_centre'], ip_enrichment: { organisation: { asn: 24940, kind: 'hosting' } } });
    expect(await figures(here.id)).toMatchObject({ rollups: { events: 1 } });
  });

  it('from a company’s network is remembered as the company’s visit, a provider’s is not', async () => {
    const here = await warp.site();
    const view = (address: string, n: number) =>
      warp.track({ script_id: here.scriptId, ...pageView({ event_id: `co${n}`, visitor_id: address, session_id: address }) }, { 'x-forwarded-for': address });
    await view('17.253.144.10', 1);
    await storedAll(here.id, 1);
    await view('17.253.144.10', 2);
    await view('80.128.0.1', 3);
    await storedAll(here.id, 3);
    const companies = await warp.database.query(
      'select c.name, c.total_visits, c.total_pageviews, s.visits, s.page_views from companies c join company_sites s on s.company_id = c.id where s.site_id = $1',
      [here.id],
    );
    expect(companies).toEqual([{ name: 'Apple Inc.', total_visits: 1, total_pageviews: 2, visits: 1, page_views: 2 }]);
  });

  it('by Global Privacy Control loses its marketing consent only', async () => {
    const own = await warp.site();
    await warp.track({ script_id: own.scriptId, ...pageView({ consent: { analytics: true, marketing: true } }) }, { 'sec-gpc': '1' });
    expect((await storedAll(own.id, 1))[0]).toMatchObject({ consent: { analytics: true, marketing: false } });
  });
});

describe('the event log', () => {
  it('puts what it cannot read into quarantine and goes on', async () => {
    const redis = new Redis(warp.redisUrl);
    const own = await warp.site();
    const good = { kind: 'event', site: own.id, receivedAt: Date.now(), at: Date.now(), via: 'script', ip: null, ua: null, hints: {}, event: { event_type: 'good', event_id: 'g1', consent: { analytics: true, marketing: false } } };
    const poison = { ...good, event: { ...good.event, event_id: 'poison', event_type: 'x'.repeat(101) } };
    await redis.xadd('warp:log:{0}', '*', 'e', ['{not json', JSON.stringify(poison), JSON.stringify(good)].join('\n'));
    await storedAll(own.id, 1);
    const kept = await eventually(() => warp.database.query<{ reason: string; attempts: number }>('select reason, attempts from quarantine order by attempts'), (rows) => rows.length >= 2);
    expect(kept).toMatchObject([
      { attempts: 1, reason: 'The line is not JSON.' },
      { attempts: 3, reason: expect.stringContaining('too long') },
    ]);
    await eventually(() => redis.xlen('warp:log:{0}'), (length) => length === 0);
    redis.disconnect();
  });

  it('is taken over from a worker that read but never finished', async () => {
    const redis = new Redis(warp.redisUrl);
    const own = await warp.site();
    const fresh = await startTestWarpOnLog(redis, own.id);
    await storedAll(own.id, 1);
    await fresh();
    redis.disconnect();
  });
});

/** Leaves a message pending with a consumer that is gone, in a partition whose lease is over. */
async function startTestWarpOnLog(redis: Redis, siteId: string): Promise<() => Promise<void>> {
  const entry = { kind: 'event', site: siteId, receivedAt: Date.now(), at: Date.now(), via: 'script', ip: null, ua: null, hints: {}, event: { event_type: 'left', event_id: randomBytes(4).toString('hex'), consent: { analytics: true, marketing: false } } };
  const lease = 'warp:log:lease:{1}';
  await redis.set(lease, 'dead-worker', 'PX', 60_000);
  // The running worker lets go once it sees that the lease is another's.
  await new Promise((resolve) => setTimeout(resolve, 4_500));
  await redis.xadd('warp:log:{1}', '*', 'e', JSON.stringify(entry));
  await redis.xreadgroup('GROUP', 'pipeline', 'dead-worker', 'COUNT', 10, 'STREAMS', 'warp:log:{1}', '>');
  await redis.del(lease);
  return async () => void (await redis.del(lease));
}
