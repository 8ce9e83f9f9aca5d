import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { describeWith } from '../../../core-api/test/setup/capabilities.js';
import { launchChromium } from './browser.js';
import { buildPlugin } from './build-plugin.js';
import { SITE_ANSWERS } from './panel-figures.js';
import { startStandInCore, type StandInCore } from './stand-in-core.js';
import { bootWordPress, type WordPressSite } from './wordpress.js';

/** WordPress' own pages show images of these two; nothing else may be asked for. */
const WORDPRESS_IMAGES = /(^|\.)(gravatar\.com|s\.w\.org|w\.org)$/;

describeWith(['php', 'chromium'], 'The panels in wp-admin', () => {
  let wordpress: WordPressSite;
  let core: StandInCore;
  let browser: Browser;
  let owner: BrowserContext;
  let page: Page;
  const room = (): string => `${wordpress.url}/wp-admin/admin.php?page=warp-panels`;
  const asked = (path: string): number => core.requests.filter((request) => request.startsWith(`GET ${path}`)).length;
  const forget = (): Promise<string> => wordpress.php("global $wpdb; $wpdb->query(\"DELETE FROM $wpdb->options WHERE option_name LIKE '%warp_figures_%'\"); wp_cache_flush();");

  beforeAll(async () => {
    const plugin = await buildPlugin();
    [wordpress, core, browser] = await Promise.all([bootWordPress({ suite: 'trixie', plugins: { warp: plugin.folder } }), startStandInCore(), launchChromium()]);
    await plugin.remove();
    for (const [path, answer] of Object.entries(SITE_ANSWERS)) core.siteAnswers.set(path, answer);
    await wordpress.php("activate_plugin('warp/warp.php');");
    owner = await browser.newContext();
    page = await owner.newPage();
    page.setDefaultTimeout(45_000);
    await wordpress.login(owner);
  });
  afterAll(async () => {
    await browser?.close();
    await core?.stop();
    await wordpress?.stop();
  });

  it('say what to do while the site is not connected, and ask nobody', async () => {
    await page.goto(room());
    await page.getByText('not connected to a Warp server yet').waitFor();
    expect(await page.locator('.warp-panels').count()).toBe(0);
    await page.getByRole('link', { name: 'Connect this site' }).click();
    await page.getByText('I have a connection code').click();
    await page.getByLabel('Connection code').fill(core.connectionCode);
    expect(asked('/api/site')).toBe(0);
    await page.getByRole('button', { name: 'Connect with this code' }).click();
    await page.locator('#setting-error-warp_result').waitFor();
  });

  it('show what the core says, without a request to another host, under a strict content security policy', async () => {
    const hosts = new Set<string>();
    const faults: string[] = [];
    page.on('request', (request) => hosts.add(new URL(request.url()).hostname));
    page.on('console', (message) => message.type() === 'error' && !/ERR_NAME_NOT_RESOLVED/.test(message.text()) && faults.push(message.text()));
    page.on('pageerror', (error) => faults.push(error.message));
    // As strict as WordPress itself allows: it writes scripts into its pages and shows avatars.
    await page.route('**/admin.php?page=warp-panels', async (route) => {
      const response = await route.fetch();
      await route.fulfill({ response, headers: { ...response.headers(), 'content-security-policy': "default-src 'self'; script-src 'self' 'unsafe-inline'; style-src 'self' 'unsafe-inline'; img-src 'self' data: https://secure.gravatar.com; font-src 'self' data:; connect-src 'self'" } });
    });
    await page.goto(room());
    const text = () => page.locator('.warp-panels').innerText();
    await page.getByText('173', { exact: true }).waitFor();
    expect(await text()).toContain('↑ 73% to the period before');
    expect(await text()).toContain('€1,234.50');
    expect(await text()).toContain('2m 05s');
    await page.locator('canvas[aria-label="Events"]').waitFor();
    expect(await text()).toContain('Germany');
    await page.unroute('**/admin.php?page=warp-panels');

    for (const [tab, expected] of [
      ['Sources', ['google / organic', 'spring', '€900.00']],
      ['Pages', ['/hello-world/', '/contact/', '/thanks/']],
      ['Companies', ['Acme Corp', 'network of Acme Corp', '80%']],
      ['Health', ['GA4', 'Healthy', '880 of 882 events of the last 24 hours were delivered.', 'Paused', 'The access token is over.', 'The destination is paused until its settings are fixed.', 'They look like automated visits.', 'Of 100 page views by people, 88 were recorded. Consent kept back 5, and 7 were lost']],
      ['Live', ['Add to cart', '/shirt/', 'Berlin DE']],
    ] as const) {
      await page.getByRole('tab', { name: tab }).click();
      for (const words of expected) await page.locator('.warp-panels').getByText(words).first().waitFor();
    }
    expect([...hosts].filter((host) => host !== '127.0.0.1' && !WORDPRESS_IMAGES.test(host))).toEqual([]);
    expect(faults).toEqual([]);
  });

  it('ask the core once a minute, however many look', async () => {
    await forget();
    const before = asked('/api/site/overview');
    for (let n = 0; n < 3; n++) {
      await page.goto(room());
      await page.getByText('173', { exact: true }).waitFor();
    }
    expect(asked('/api/site/overview')).toBe(before + 1);
  });

  it('show the week on the dashboard, views in the list of posts, in the editor and in the admin bar', async () => {
    await page.goto(`${wordpress.url}/wp-admin/index.php`);
    await page.locator('#warp_glance').getByText('641').waitFor();
    await page.goto(`${wordpress.url}/wp-admin/edit.php`);
    await page.locator('td.warp_views', { hasText: '320' }).waitFor();
    const post = await wordpress.php("echo url_to_postid('/hello-world/');");
    await page.goto(`${wordpress.url}/hello-world/`);
    await page.locator('#wp-admin-bar-warp-figure', { hasText: '320 views in 30 days' }).waitFor();
    expect(Number(post)).toBeGreaterThan(0);
    await page.goto(`${wordpress.url}/wp-admin/post.php?post=${post}&action=edit`);
    await page.locator('#warp_post [data-warp-figure="visitors"]', { hasText: '210' }).waitFor({ state: 'attached' });
  });

  it('say that the core does not answer, and have it again when it does; WordPress’ own pages do not wait for it', async () => {
    await forget();
    core.behave('broken');
    await page.goto(room());
    await page.getByText('This could not be loaded').first().waitFor();
    await page.getByText('The Warp server gave the unexpected answer 500.').first().waitFor();
    core.behave('hanging');
    await forget();
    const views = (): readonly string[] => core.requests.filter((request) => request.startsWith('GET /api/site/pages'));
    const asked = views().length;
    const list = await owner.request.get(`${wordpress.url}/wp-admin/edit.php`);
    expect(list.ok()).toBe(true);
    expect(views()).toHaveLength(asked);
    core.behave('well');
    await forget();
    await page.getByRole('button', { name: 'Try again' }).click();
    await page.getByText('173', { exact: true }).waitFor();
  });

  describe('for others', () => {
    let reader: BrowserContext;
    let theirs: Page;
    beforeAll(async () => {
      reader = await browser.newContext();
      theirs = await reader.newPage();
      await wordpress.login(reader, 'reader');
    });
    afterAll(() => reader.close());

    const route = async (path: string): Promise<string> => `${wordpress.url}/wp-json/${await wordpress.php("echo get_option('warp_settings')['panel_route'];")}/v1${path}`;

    it('are closed: neither page nor routes, also with a nonce, and the routes are not listed', async () => {
      expect((await theirs.goto(room()))?.status()).toBe(403);
      await theirs.goto(`${wordpress.url}/wp-admin/profile.php`);
      const nonce: string = await theirs.evaluate('window.wpApiSettings?.nonce ?? ""');
      for (const path of ['/overview', '/live', '/companies', '/health', '/paths?paths[]=/']) {
        expect((await fetch(await route(path))).status).toBe(401);
        expect((await reader.request.get(await route(path), { headers: { 'x-wp-nonce': nonce } })).status()).toBeGreaterThanOrEqual(401);
      }
      expect(await theirs.locator('#wp-admin-bar-warp-figure').count()).toBe(0);
      expect(await (await fetch(`${wordpress.url}/wp-json/`)).text()).not.toMatch(/warp|overview/);
    });

    it('open when the owner lets their role in, with the figures but not the settings', async () => {
      await page.goto(`${wordpress.url}/wp-admin/options-general.php?page=warp-settings`);
      await page.getByRole('group', { name: 'Who may see the figures' }).getByRole('checkbox', { name: 'Subscriber' }).check();
      await page.getByRole('button', { name: 'Save Changes' }).click();
      await page.locator('#setting-error-warp_result').waitFor();
      await theirs.goto(room());
      await theirs.getByText('173', { exact: true }).waitFor();
      expect((await theirs.goto(`${wordpress.url}/wp-admin/options-general.php?page=warp-settings`))?.status()).toBe(403);
    });
  });

  it('refuse parameters that break their rules', async () => {
    const name = await wordpress.php("echo get_option('warp_settings')['panel_route'];");
    const status = (query: string): Promise<string> =>
      wordpress.php(
        `wp_set_current_user(1); $request = new WP_REST_Request('GET', '/${name}/v1${query.split('?')[0]}'); parse_str('${query.split('?')[1]}', $query); $request->set_query_params($query); echo rest_do_request($request)->get_status();`,
      );
    expect(await status('/overview?from=yesterday')).toBe('400');
    expect(await status('/overview?timezone=a b')).toBe('400');
    expect(await status(`/paths?${Array.from({ length: 101 }, () => 'paths[]=/').join('&')}`)).toBe('400');
    expect(await status('/companies?page=0')).toBe('400');
  });

  it('leave WordPress’ log empty', async () => expect(await wordpress.debugLog()).toEqual([]));
});
