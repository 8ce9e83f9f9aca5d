import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { io } from 'socket.io-client';
import { ADMIN_PASSWORD, asAdmin, ConnectedSite } from '../api/connected-site.js';
import { SiteDirectory } from '../../src/site-directory/site-directory.js';
import { BROWSER, eventually, startTestWarp, type TestWarp } from '../setup/running-warp.js';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

/** Networks as their registries name them: Apple's own, and those of a provider, a research network and a ministry. */
const APPLE = '17.253.144.10';
const OTHERS = ['79.223.255.255', '141.43.255.255', '25.192.227.255', '2.28.255.255'];

let warp: TestWarp;
beforeAll(async () => {
  warp = await startTestWarp({ WARP_ADMIN_PASSWORD: ADMIN_PASSWORD });
});
afterAll(() => warp.stop());

const view = (id: string, address: string, ago: number, more: object = {}) => {
  const at = Date.now() - ago;
  return {
    event_type: 'page_view',
    event_id: id,
    page_url: 'https://shop.example/',
    visitor_id: `v-${id}`,
    session_id: `s-${id}`,
    timestamp: at,
    client: { remote_addr: address, user_agent: BROWSER['user-agent'], received_at: Date.now(), hints: { 'sec-fetch-mode': 'cors', 'accept-language': 'de' } },
    ...more,
  };
};

const lastDays = (n: number): string => `from=${new Date(Date.now() - n * DAY).toISOString()}`;

interface Overview {
  readonly totals: { readonly active_sites: number };
  readonly top_sites: readonly { readonly site_id: string; readonly sessions: number; readonly business_visitor_rate: number }[];
}

const rateOf = async (site: ConnectedSite): Promise<readonly [number, number]> => {
  const { top_sites } = (await asAdmin(warp, 'GET', `/api/analytics/overview?${lastDays(1)}`)).json as unknown as Overview;
  const { sessions, business_visitor_rate } = top_sites.find(({ site_id }) => site_id === site.site.id)!;
  return [sessions, business_visitor_rate];
};

describe('visits from companies', () => {
  it('are none when only providers, schools, public bodies and hosts of machines came', async () => {
    const site = await ConnectedSite.of(warp);
    await site.send(OTHERS.map((address, n) => view(`o${n}`, address, MINUTE)));
    expect(await rateOf(site)).toEqual([OTHERS.length, 0]);
    expect((await asAdmin(warp, 'GET', `/api/analytics/companies?site_id=${site.site.id}`)).json).toMatchObject({ total: 0, items: [] });
  });

  it('are counted once a session, also when the company is known from a later event only', async () => {
    const site = await ConnectedSite.of(warp);
    await site.send([view('a1', APPLE, 3 * MINUTE), view('b1', OTHERS[0]!, 3 * MINUTE), view('c1', OTHERS[0]!, 3 * MINUTE)]);
    // 1 of 3; then the second visitor goes on at work.
    expect(await rateOf(site)).toEqual([3, 1 / 3]);
    await site.send([view('a2', APPLE, MINUTE, { visitor_id: 'v-a1', session_id: 's-a1' }), view('b2', APPLE, MINUTE, { visitor_id: 'v-b1', session_id: 's-b1' })]);
    expect(await rateOf(site)).toEqual([3, 2 / 3]);
  });

  it('of one site are that site’s sums', async () => {
    const [one, other] = [await ConnectedSite.of(warp), await ConnectedSite.of(warp)];
    await warp.database.query('update sites set agency_id = $1 where id = $2', [one.site.agencyId, other.site.id]);
    await warp.warp.app.get(SiteDirectory, { strict: false }).announce(other.site.id);
    await one.send([view('x1', APPLE, 2 * MINUTE), view('x2', APPLE, MINUTE)]);
    await other.send([view('y1', APPLE, 2 * DAY)]);
    const sums = async (site: ConnectedSite) => ((await asAdmin(warp, 'GET', `/api/analytics/companies?site_id=${site.site.id}`)).json['items'] as Record<string, unknown>[])[0]!;
    const [atOne, atOther] = [await sums(one), await sums(other)];
    expect(atOne).toMatchObject({ total_visits: 2, total_page_views: 2, sites_visited: 2 });
    expect(atOther).toMatchObject({ total_visits: 1, total_page_views: 1, sites_visited: 2 });
    expect(Date.parse(String(atOther['last_seen']))).toBeLessThan(Date.now() - DAY);
    expect(Date.parse(String(atOne['first_seen']))).toBeGreaterThan(Date.now() - 10 * MINUTE);
  });
});

describe('now', () => {
  it('is not what was handed in late: neither on the live counters, nor among active sites, nor in the state of a site', async () => {
    const site = await ConnectedSite.of(warp);
    const before = await activeSites();
    const token = await tokenOf();
    const socket = io(warp.url, { auth: { token }, reconnection: false });
    const metrics: { site_id: string | null; events_per_minute: number; active_sessions: number }[] = [];
    socket.on('metrics', (figures: (typeof metrics)[number]) => metrics.push(figures));
    await socket.emitWithAck('subscribe', { sites: [site.site.id] });
    await site.send(Array.from({ length: 50 }, (_, n) => view(`late${n}`, OTHERS[0]!, 3 * DAY)));
    // Two seconds' figures after all of them were stored.
    const told = metrics.length;
    await eventually(() => Promise.resolve(metrics.length), (length) => length > told + 4);
    expect(metrics.filter(({ events_per_minute, active_sessions }) => events_per_minute + active_sessions > 0)).toEqual([]);
    expect(await activeSites()).toBe(before);
    expect((await asAdmin(warp, 'GET', `/api/sites/${site.site.id}`)).json).toMatchObject({ installed: true, state: 'silent' });

    await site.send([view('fresh', OTHERS[0]!, MINUTE / 60)]);
    await eventually(() => Promise.resolve(metrics.filter(({ site_id }) => site_id === site.site.id).at(-1)), (seen) => seen?.active_sessions === 1);
    expect(await activeSites()).toBe(before + 1);
    expect((await asAdmin(warp, 'GET', `/api/sites/${site.site.id}`)).json).toMatchObject({ state: 'active' });
    socket.close();
  });

  it('is no robot', async () => {
    const site = await ConnectedSite.of(warp);
    const before = await activeSites();
    await site.send([view('bot', APPLE, 1_000, { client: { remote_addr: APPLE, user_agent: 'Googlebot/2.1 (+http://www.google.com/bot.html)', received_at: Date.now(), hints: {} } })]);
    expect(await activeSites()).toBe(before);
  });
});

describe('the last hour of the pipeline', () => {
  it('is what was stored in it, whenever it happened, robots’ among it', async () => {
    const processed = async () => Number((await asAdmin(warp, 'GET', '/api/monitoring/pipeline')).json['processed_last_hour']);
    const before = await processed();
    const site = await ConnectedSite.of(warp);
    await site.send([view('p1', APPLE, 1_000), view('p2', APPLE, 3 * DAY), view('p3', APPLE, 1_000, { client: { remote_addr: APPLE, user_agent: 'Googlebot/2.1', received_at: Date.now(), hints: {} } })]);
    expect(await processed()).toBe(before + 3);
    await warp.database.query("update events set created_at = created_at - interval '61 minutes' where site_id = $1", [site.site.id]);
    expect(await processed()).toBe(before);
  });
});

const activeSites = async (): Promise<number> => ((await asAdmin(warp, 'GET', '/api/analytics/overview')).json as unknown as Overview).totals.active_sites;

const tokenOf = async (): Promise<string> => {
  const body = JSON.stringify({ email: 'admin@warp.local', password: ADMIN_PASSWORD });
  const answer = await fetch(`${warp.url}/api/auth/login`, { method: 'POST', headers: { 'content-type': 'application/json' }, body });
  return ((await answer.json()) as { access_token: string }).access_token;
};
