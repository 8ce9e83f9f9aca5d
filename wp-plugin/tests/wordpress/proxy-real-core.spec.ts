import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { Browser } from 'playwright-core';
import { describeWith } from '../../../core-api/test/setup/capabilities.js';
import { eventually, startTestWarp, type TestSite, type TestWarp } from '../../../core-api/test/setup/running-warp.js';
import { launchChromium } from './browser.js';
import { buildPlugin } from './build-plugin.js';
import { BROWSER } from './proxied-site.js';
import { connectionCode } from './stand-in-core.js';
import { bootWordPress, type WordPressSite } from './wordpress.js';

interface StoredEvent {
  readonly event_type: string;
  readonly visitor_id: string | null;
  readonly page_url: string;
  readonly ip_address: string;
}

describeWith(['php', 'chromium'], 'The proxy with the core itself behind it', () => {
  let warp: TestWarp;
  let coreSite: TestSite;
  let wordpress: WordPressSite;
  let browser: Browser;
  let path: string;
  const stored = (): Promise<StoredEvent[]> =>
    warp.database.query<StoredEvent>('select * from events where site_id = $1 order by id', [coreSite.id]);
  const php = (code: string): Promise<string> => wordpress.php(code);

  beforeAll(async () => {
    const plugin = await buildPlugin();
    [warp, browser] = await Promise.all([startTestWarp(), launchChromium()]);
    coreSite = await warp.site({ domain: 'shop.example', config: { trusted_proxies: ['127.0.0.0/8'], store_full_ip: true } });
    wordpress = await bootWordPress({ suite: 'trixie', plugins: { warp: plugin.folder } });
    await plugin.remove();
    const code = connectionCode({ core: warp.url, script_id: coreSite.scriptId, secret: coreSite.secret.toString('base64url') });
    await php("activate_plugin('warp/warp.php');");
    path = await php(`
      $settings = new Warp\\Settings\\Settings(Warp\\Settings\\Deployment::of_this_site());
      $settings->keep_connection(Warp\\Connection\\ConnectionCode::parse('${code}'));
      do_action('warp_test_proxy');
      do_action('warp_refresh_script');
      echo (new Warp\\Proxy\\Addresses($settings))->path('file');`);
  });

  afterAll(async () => {
    await browser?.close();
    await wordpress?.stop();
    await warp?.stop();
  });

  it('hands out the script for the site’s own address, and stores what a visitor’s browser sends there', async () => {
    const guest = await browser.newContext({ userAgent: BROWSER });
    const page = await guest.newPage();
    const hosts = new Set<string>();
    page.on('request', (request) => hosts.add(new URL(request.url()).origin));
    await page.goto(`${wordpress.url}/`);
    const events = await eventually(stored, ({ length }) => length > 0);
    expect(events[0]).toMatchObject({ event_type: 'page_view', page_url: expect.stringContaining(wordpress.url) });
    expect([...hosts]).toEqual([wordpress.url]);
    await guest.close();
  });

  it('lets the core find the visitor’s address by the proxies that the site trusts, and count an event once', async () => {
    const body = JSON.stringify({
      script_id: coreSite.scriptId,
      sent_at: Date.now(),
      events: [{ event_type: 'sign_up', event_id: 'once', visitor_id: 'v-1', consent: { analytics: true, marketing: false }, ip_address: '203.0.113.66' }],
    });
    const headers = { 'content-type': 'text/plain', origin: wordpress.url, 'user-agent': BROWSER, 'x-forwarded-for': '198.51.100.7', 'accept-language': 'de' };
    for (let n = 0; n < 2; n += 1) expect((await fetch(wordpress.url + path, { method: 'POST', body, headers })).status).toBe(202);
    await php("do_action('warp_send_waiting');");
    await eventually(stored, (events) => events.some(({ event_type: type }) => type === 'sign_up'));
    const events = (await stored()).filter(({ event_type: type }) => type === 'sign_up');
    expect(events).toEqual([expect.objectContaining({ visitor_id: 'v-1', ip_address: '198.51.100.7' })]);
  });

  it('takes the core’s refusal of a single event as final, and loses no other', async () => {
    const body = JSON.stringify({
      script_id: coreSite.scriptId,
      events: [{ event_type: 'not a type' }, { event_type: 'login', event_id: 'good', visitor_id: 'v-2', consent: { analytics: true, marketing: false } }],
    });
    await fetch(wordpress.url + path, { method: 'POST', body, headers: { 'content-type': 'text/plain', origin: wordpress.url, 'user-agent': BROWSER } });
    await php("do_action('warp_send_waiting');");
    await eventually(stored, (events) => events.some(({ event_type: type }) => type === 'login'));
    const traffic = await php(`
      $traffic = Warp\\Proxy\\Traffic::of(new Warp\\Settings\\Settings(Warp\\Settings\\Deployment::of_this_site()));
      echo wp_json_encode(array($traffic->waiting_bytes(), $traffic->refused(), $traffic->refusal()));`);
    expect(JSON.parse(traffic)).toEqual([0, 1, expect.stringContaining('event_type')]);
  });
});
