import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { BROWSER, eventually, startTestWarp, type TestWarp } from '../setup/running-warp.js';
import { ADMIN_PASSWORD, asAdmin, ConnectedSite } from './connected-site.js';

/** 172.70.0.0/16 lies in Cloudflare's 172.64.0.0/13. */
const EDGE = '172.70.1.1';

let warp: TestWarp;
let shop: ConnectedSite;
beforeAll(async () => {
  warp = await startTestWarp({ WARP_ADMIN_PASSWORD: ADMIN_PASSWORD });
  shop = await ConnectedSite.of(warp);
});
afterAll(() => warp.stop());

const addressOf = (client: object, headers = shop.signed(JSON.stringify(client))) => shop.ask('POST', '/client-address', client, headers);

describe('the trusted proxies', () => {
  it('decide how WordPress’ owner is seen, as soon as WordPress sets them', async () => {
    const client = { remote_addr: EDGE, forwarded_for: '8.8.8.8', cf_connecting_ip: '8.8.8.8' };
    expect((await addressOf(client)).json).toMatchObject({ ip: EDGE, decided_by: 'remote_addr' });
    const changed = await shop.ask('PUT', '/config', { trusted_proxies: ['cloudflare', '10.0.0.0/8'] });
    expect([changed.status, changed.json]).toEqual([200, { config: expect.objectContaining({ trusted_proxies: ['cloudflare', '10.0.0.0/8'] }) }]);
    // Where 8.8.8.8 is: the example of the source's own package.
    expect(await addressOf(client)).toEqual({
      status: 200,
      json: { ip: '8.8.8.8', country: 'US', region: 'California', city: 'Mountain View', decided_by: 'cf_connecting_ip', signed: true },
    });
    expect((await addressOf({ remote_addr: '10.1.2.3', forwarded_for: '1.2.3.4, 8.8.8.8' })).json).toMatchObject({ ip: '8.8.8.8', decided_by: 'forwarded_for' });
  });

  it('hold for events too, and leave the other settings alone', async () => {
    await shop.ask('PUT', '/config', { trusted_proxies: ['cloudflare'] });
    const client = { remote_addr: EDGE, cf_connecting_ip: '8.8.8.8', user_agent: BROWSER['user-agent'], received_at: Date.now() };
    await shop.send([{ event_type: 'a', event_id: 'behind', client }]);
    const [event] = await warp.database.query("select host(ip_address) as ip from events where event_id = 'behind'");
    expect(event).toEqual({ ip: '8.8.8.0' });
    expect((await shop.ask('GET', '')).json).toMatchObject({ config: { timezone: 'UTC', trusted_proxies: ['cloudflare'] } });
  });

  it('are recorded as changed by nobody in person', async () => {
    const [row] = await warp.database.query("select agency_id, user_id, target_id, details->'fields' as fields from audit_log where action = 'site.updated' order by id desc limit 1");
    expect(row).toEqual({ agency_id: shop.site.agencyId, user_id: null, target_id: shop.site.id, fields: ['config.trusted_proxies'] });
  });

  it.each([
    ['what is no network', { trusted_proxies: ['10.0.0.0/8', 'akamai'] }, 'trusted_proxies.1', 'network'],
    ['a prefix too long', { trusted_proxies: ['10.0.0.0/33'] }, 'trusted_proxies.0', 'network'],
    ['no list', { trusted_proxies: 'cloudflare' }, 'trusted_proxies', 'is_array'],
    ['nothing', {}, 'trusted_proxies', 'is_array'],
    ['another setting', { trusted_proxies: [], timezone: 'UTC' }, 'timezone', 'whitelist_validation'],
  ])('refuse %s by field and rule', async (_, body, field, rule) => {
    const { status, json } = await shop.ask('PUT', '/config', body);
    expect([status, json['errors']]).toEqual([400, expect.arrayContaining([expect.objectContaining({ field, rule })])]);
  });
});

describe('the owner’s own address', () => {
  it('is told without a signature too, and not with a wrong, old or foreign one', async () => {
    const client = { remote_addr: '8.8.8.8' };
    const body = JSON.stringify(client);
    expect((await addressOf(client, {})).json).toMatchObject({ ip: '8.8.8.8', signed: false });
    for (const headers of [shop.signed(`${body} `), shop.signed(body, Date.now() - 301_000), (await ConnectedSite.of(warp)).signed(body)])
      expect(await addressOf(client, headers)).toMatchObject({ status: 401, json: { code: 'bad_signature' } });
  });

  it('may be asked for with a whole client of a batch, and names no place where the site looks nothing up', async () => {
    const quiet = await ConnectedSite.of(warp, { config: { ip_enrichment: false } });
    const client = { remote_addr: '8.8.8.8', user_agent: 'x', received_at: Date.now(), hints: { 'accept-language': 'de' } };
    expect((await quiet.ask('POST', '/client-address', client)).json).toEqual({ ip: '8.8.8.8', country: null, region: null, city: null, decided_by: 'remote_addr', signed: false });
    const [row] = await warp.database.query('select count(*)::int as n from events where site_id = $1', [quiet.site.id]);
    expect(row).toEqual({ n: 0 });
  });

  it('must be one', async () => {
    expect(await shop.ask('POST', '/client-address', { remote_addr: 'unix:' })).toMatchObject({ status: 400, json: { errors: [{ field: 'remote_addr', rule: 'address' }] } });
  });
});

describe('a new signing secret', () => {
  it('lets a WordPress go on with the old one for a day', async () => {
    const own = await ConnectedSite.of(warp);
    const answer = await asAdmin(warp, 'POST', `/api/sites/${own.site.id}/secret`);
    expect(answer.status).toBe(201);
    await own.send([{ event_type: 'a', event_id: 'after the change' }]);
    await warp.database.query("update sites set previous_secret_until = now() - interval '1 second' where id = $1", [own.site.id]);
    // Any change has the site read again.
    await own.ask('PUT', '/config', { trusted_proxies: [] });
    const body = JSON.stringify({ script_id: own.site.scriptId, event_type: 'a' });
    expect((await warp.track(body, own.signed(body))).status).toBe(401);
  });
});

describe('what WordPress counted of its pages', () => {
  const day = (daysAgo: number): string => new Date(Date.now() - daysAgo * 86_400_000).toISOString().slice(0, 10);

  it('is held against the page views that arrived, day by day', async () => {
    const own = await ConnectedSite.of(warp, { config: { timezone: 'UTC' } });
    const view = (n: number) => ({
      event_type: 'page_view',
      event_id: `p${n}`,
      page_url: `https://shop.example/${n}`,
      client: { remote_addr: `198.51.100.${n}`, user_agent: BROWSER['user-agent'], received_at: Date.now(), hints: { 'accept-language': 'de' } },
    });
    await own.send(Array.from({ length: 6 }, (_, n) => view(n)));
    await eventually(
      () => warp.database.query<{ n: number }>("select coalesce(sum(page_views), 0)::int as n from rollups where site_id = $1 and grain = 'day' and dimension = 'total'", [own.site.id]),
      ([row]) => row!.n === 6,
    );
    const rows = [
      { renders: 6, script_page_views: 5, consent_declined: 1 },
      { renders: 3, script_page_views: 2, consent_declined: 0 },
    ];
    await own.ask('POST', '/loss', { day: day(0), rows: [{ renders: 1 }] });
    expect((await own.ask('POST', '/loss', { day: day(0), rows })).status).toBe(204);
    await own.ask('POST', '/loss', { day: day(1), rows: [{ renders: 4 }] });
    await own.ask('POST', '/loss', { day: day(2), rows: [{ renders: 2, consent_declined: 2 }] });
    const { json } = await own.ask('GET', '/loss');
    const [plain] = await warp.database.query<{ n: number }>(
      `select count(*)::int as n from events where site_id = $1 and event_type = 'page_view' and "timestamp" >= date_trunc('day', now(), 'UTC')`,
      [own.site.id],
    );
    expect(json).toEqual({
      days: [
        { day: day(2), renders: 2, script_page_views: 0, page_views: 0, consent_declined: 2, lost_share: 0 },
        { day: day(1), renders: 4, script_page_views: 0, page_views: 0, consent_declined: 0, lost_share: 1 },
        // 9 - 1 were to be counted, 6 came.
        { day: day(0), renders: 9, script_page_views: 7, page_views: plain!.n, consent_declined: 1, lost_share: 0.25 },
      ],
    });
    expect(plain!.n).toBe(6);
    expect((await own.ask('GET', `/loss?from=${day(1)}&to=${day(1)}`)).json).toMatchObject({ days: [{ day: day(1) }] });
    expect((await shop.ask('GET', '/loss')).json).toEqual({ days: [] });
  });

  it('goes by the days of the site’s own time zone', async () => {
    const own = await ConnectedSite.of(warp, { config: { timezone: 'Pacific/Kiritimati' } });
    // Kiritimati is 14 hours ahead of UTC all year: 1 November began there at 10:00 of 31 October.
    await warp.database.query(
      `insert into rollups (site_id, dimension, grain, bucket, value, events, page_views) values ($1, 'total', 'day', '2026-10-31T10:00:00Z', '', 5, 5)`,
      [own.site.id],
    );
    await own.ask('POST', '/loss', { day: '2026-11-01', rows: [{ renders: 10 }] });
    expect((await own.ask('GET', '/loss?from=2026-11-01&to=2026-11-01')).json).toMatchObject({ days: [{ page_views: 5, lost_share: 0.5 }] });
  });

  it.each([
    ['POST', '', { day: '2026-02-30', rows: [{ renders: 1 }] }, 'day'],
    ['POST', '', { day: 'today', rows: [{ renders: 1 }] }, 'day'],
    ['POST', '', { day: '2026-11-01', rows: [] }, 'rows'],
    ['POST', '', { day: '2026-11-01', rows: [{ renders: -1 }] }, 'rows.0.renders'],
    ['POST', '', { day: '2026-11-01', rows: [{ renders: 1.5 }] }, 'rows.0.renders'],
    ['GET', '?from=2026-11-02&to=2026-11-01', undefined, 'to'],
    ['GET', '?from=2024-11-02&to=2026-11-01', undefined, 'to'],
    ['GET', '?from=lately', undefined, 'from'],
  ] as const)('%s %s with %j names the field', async (method, query, body, field) => {
    const { status, json } = await shop.ask(method, `/loss${query}`, body);
    expect([status, (json['errors'] as { field: string }[])[0]!.field]).toEqual([400, field]);
  });
});
