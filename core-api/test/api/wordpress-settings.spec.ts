import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { BROWSER, startTestWarp, type TestWarp } from '../setup/running-warp.js';
import { ADMIN_PASSWORD, asAdmin, ConnectedSite } from './connected-site.js';

let warp: TestWarp;
beforeAll(async () => {
  warp = await startTestWarp({ WARP_ADMIN_PASSWORD: ADMIN_PASSWORD });
});
afterAll(() => warp.stop());

const BERLIN = { timezone: 'Europe/Berlin', currency: 'EUR', country: 'DE', language: 'de-DE', week_start: 'monday', page_parameters: ['p', 'page_id'] };

const configOf = async (shop: ConnectedSite) => (await shop.ask('GET', '')).json['config'] as Record<string, unknown>;
const differencesOf = ({ json }: { json: Record<string, unknown> }) => json['differences'];

describe('a WordPress that reports its settings', () => {
  it('gives them to a site that has none of its own, so that a shop in Berlin counts in euros and by its days', async () => {
    const shop = await ConnectedSite.of(warp);
    const answer = await shop.ask('PUT', '/settings', { ...BERLIN, domains: ['shop.example', 'www.shop.example', 'old-shop.example'] });
    expect([answer.status, differencesOf(answer)]).toEqual([200, []]);
    expect(await configOf(shop)).toMatchObject(BERLIN);
    const site = await asAdmin(warp, 'GET', `/api/sites/${shop.site.id}`);
    expect(site.json).toMatchObject({ domain: 'shop.example', domains: ['old-shop.example'] });
    // Events of the old domain are let in at once.
    const body = JSON.stringify({ script_id: shop.site.scriptId, event_type: 'page_view', page_url: 'https://old-shop.example/' });
    expect((await warp.track(body, { ...BROWSER, origin: 'https://old-shop.example' })).status).toBe(202);
  });

  it('changes nothing that somebody set: that is offered, here and there, and taken or kept', async () => {
    const shop = await ConnectedSite.of(warp, { config: { currency: 'USD', timezone: 'America/New_York' } });
    const offered = [
      { field: 'timezone', here: 'America/New_York', wordpress: 'Europe/Berlin' },
      { field: 'currency', here: 'USD', wordpress: 'EUR' },
    ];
    expect(differencesOf(await shop.ask('PUT', '/settings', BERLIN))).toEqual(offered);
    expect((await shop.ask('GET', '')).json).toMatchObject({ settings: { differences: offered } });
    const route = `/api/sites/${shop.site.id}/settings-differences`;
    expect(differencesOf(await asAdmin(warp, 'GET', route))).toEqual(offered);
    expect(differencesOf(await asAdmin(warp, 'POST', route, { take: ['currency'], keep: ['timezone'] }))).toEqual([]);
    expect(await configOf(shop)).toMatchObject({ currency: 'EUR', timezone: 'America/New_York', country: 'DE' });
    // What was kept is not offered again until WordPress changes it.
    expect(differencesOf(await shop.ask('PUT', '/settings', BERLIN))).toEqual([]);
    expect(differencesOf(await shop.ask('PUT', '/settings', { ...BERLIN, timezone: 'Europe/Vienna' }))).toEqual([
      { field: 'timezone', here: 'America/New_York', wordpress: 'Europe/Vienna' },
    ]);
    expect(differencesOf(await shop.ask('POST', '/settings-differences', { take: ['timezone'] }))).toEqual([]);
    expect(await configOf(shop)).toMatchObject({ timezone: 'Europe/Vienna' });
  });

  it('is offered a later change, also of its domains', async () => {
    const shop = await ConnectedSite.of(warp);
    await shop.ask('PUT', '/settings', { ...BERLIN, domains: ['shop.example'] });
    expect(differencesOf(await shop.ask('PUT', '/settings', { ...BERLIN, currency: 'CHF', domains: ['new-shop.example'] }))).toEqual([
      { field: 'currency', here: 'EUR', wordpress: 'CHF' },
      { field: 'domains', here: ['shop.example'], wordpress: ['new-shop.example'] },
    ]);
    await shop.ask('POST', '/settings-differences', { take: ['domains'] });
    expect((await shop.ask('GET', '')).json).toMatchObject({ domains: ['shop.example', 'new-shop.example'] });
  });

  it('offers what changed on this side', async () => {
    const shop = await ConnectedSite.of(warp);
    await shop.ask('PUT', '/settings', BERLIN);
    await asAdmin(warp, 'PUT', `/api/sites/${shop.site.id}`, { config: { currency: 'GBP' } });
    expect((await shop.ask('GET', '')).json).toMatchObject({ settings: { differences: [{ field: 'currency', here: 'GBP', wordpress: 'EUR' }] } });
  });

  it('names pages by its parameters: plain permalinks are pages of their own', async () => {
    const shop = await ConnectedSite.of(warp);
    await shop.ask('PUT', '/settings', { ...BERLIN, page_parameters: ['page_id', 'p'] });
    const view = (n: number, query: string) => ({ event_type: 'page_view', event_id: `v${n}`, page_url: `https://shop.example/${query}`, client: { remote_addr: `198.51.100.${n}`, user_agent: BROWSER['user-agent'], received_at: Date.now(), hints: { 'accept-language': 'de' } } });
    await shop.send([view(1, '?p=12&utm_source=x'), view(2, '?fbclid=y&p=12'), view(3, '?p=7&page_id=9'), view(4, '?utm_source=x'), view(5, '?p=')]);
    const paths = ['/?p=12', '/?page_id=9&p=7', '/'];
    const { json } = await shop.ask('GET', `/pages?${paths.map((path) => `paths[]=${encodeURIComponent(path)}`).join('&')}`);
    expect(json['items']).toEqual([
      { path: '/?p=12', views: 2, visitors: 2 },
      { path: '/?page_id=9&p=7', views: 1, visitors: 1 },
      { path: '/', views: 2, visitors: 2 },
    ]);
  });

  it.each([
    ['a time zone that is none', { timezone: '+02:00' }, 'timezone', 'time_zone'],
    ['a currency that is none', { currency: 'euro' }, 'currency', 'max_length'],
    ['a parameter with a blank', { page_parameters: ['a b'] }, 'page_parameters.0', 'pattern'],
    ['a domain that is none', { domains: ['shop.example', 'https://x'] }, 'domains.1', 'host_only'],
    ['a week that begins on Friday', { week_start: 'friday' }, 'week_start', 'is_in'],
    ['another setting', { cookieless: true }, 'cookieless', 'whitelist_validation'],
  ])('is refused %s, by field and rule', async (_, body, field, rule) => {
    const shop = await ConnectedSite.of(warp);
    const { status, json } = await shop.ask('PUT', '/settings', body);
    expect([status, json['errors']]).toEqual([400, expect.arrayContaining([expect.objectContaining({ field, rule })])]);
  });
});
