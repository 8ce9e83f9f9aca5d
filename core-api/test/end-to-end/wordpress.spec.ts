import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { launchChromium } from '../../../wp-plugin/tests/wordpress/browser.js';
import { buildPlugin } from '../../../wp-plugin/tests/wordpress/build-plugin.js';
import { bootWordPress, type WordPressSite } from '../../../wp-plugin/tests/wordpress/wordpress.js';
import { ADMIN_PASSWORD, ConnectedSite } from '../api/connected-site.js';
import { describeWith } from '../setup/capabilities.js';
import { BROWSER, eventually, startTestWarp, type TestWarp } from '../setup/running-warp.js';

describeWith(['php', 'chromium'], 'a real WordPress and a real core', () => {
  let warp: TestWarp;
  let shop: ConnectedSite;
  let wordpress: WordPressSite;
  let browser: Browser;
  let page: Page;

  beforeAll(async () => {
    const plugin = await buildPlugin();
    [warp, wordpress, browser] = await Promise.all([
      startTestWarp({ WARP_ADMIN_PASSWORD: ADMIN_PASSWORD }),
      bootWordPress({ suite: 'trixie', plugins: { warp: plugin.folder } }),
      launchChromium(),
    ]);
    await plugin.remove();
    shop = await ConnectedSite.of(warp, { domain: '127.0.0.1' });
    await wordpress.php("activate_plugin('warp/warp.php');");
    const owner = await browser.newContext();
    page = await owner.newPage();
    page.setDefaultTimeout(45_000);
    await wordpress.login(owner);
  }, 360_000);
  afterAll(async () => {
    await browser?.close();
    await wordpress?.stop();
    await warp?.stop();
  });

  const settings = (): string => `${wordpress.url}/wp-admin/options-general.php?page=warp-settings`;

  it('are connected by one press, one log-in and one decision', async () => {
    await page.goto(settings());
    await page.getByLabel('Address of your Warp server').fill(warp.url);
    await page.getByRole('button', { name: 'Connect', exact: true }).click();
    await page.getByLabel('E-mail').fill('admin@warp.local');
    await page.getByLabel('Password').fill(ADMIN_PASSWORD);
    await page.getByRole('button', { name: 'Log in' }).click();
    await page.getByRole('button', { name: 'Approve' }).click();
    await page.waitForURL(`${wordpress.url}/**`);
    await page.getByText('Connected. The script is now part of your pages.').waitFor();
    const [row] = await warp.database.query("select name, via from site_tokens where site_id = $1 and via = 'connect'", [shop.site.id]);
    expect(row).toEqual({ name: wordpress.url, via: 'connect' });
  });

  it('then agree on the signature: a visit through WordPress arrives as the visitor’s own', async () => {
    const visitor = await browser.newContext({ userAgent: BROWSER['user-agent'], locale: 'de-DE' });
    const visit = await visitor.newPage();
    await visit.goto(`${wordpress.url}/?p=1`);
    const events = await eventually(
      () =>
        warp.database.query<Record<string, unknown>>(
          "select page_url, user_agent, bot_score, visitor_id, host(ip_address) as ip from events where site_id = $1 and event_type = 'page_view'",
          [shop.site.id],
        ),
      (rows) => rows.length > 0,
      30_000,
    );
    expect(events).toEqual([
      { page_url: visit.url(), user_agent: BROWSER['user-agent'], bot_score: 0, visitor_id: expect.stringMatching(/^[\w.-]{10,}$/), ip: '127.0.0.0' },
    ]);
    // The id is the one WordPress gave the browser, not a hash of address and browser.
    expect(events[0]!['visitor_id']).not.toMatch(/^c-/);
    await visitor.close();
  });

  it('show in WordPress’ settings the site, and by which address the core sees its owner', async () => {
    await page.goto(settings());
    await page.getByText('Shop (127.0.0.1)').waitFor();
    await page.getByText('We see you as 127.0.0.1 (by your connection).').waitFor();
  });

  it('take from WordPress which proxies to believe', async () => {
    await page.goto(settings());
    await page.getByLabel('Cloudflare', { exact: true }).check();
    await page.getByRole('button', { name: 'Save' }).first().click();
    await page.getByText('Saved on the Warp server.').waitFor();
    const [row] = await warp.database.query("select config->'trusted_proxies' as trusted from sites where id = $1", [shop.site.id]);
    expect(row).toEqual({ trusted: ['cloudflare'] });
  });

  it('show the same figures on both sides', async () => {
    await page.goto(`${wordpress.url}/wp-admin/admin.php?page=warp-panels`);
    await page.getByText('Page views').first().waitFor();
    const panel = await page.locator('#wpbody').innerText();
    for (const name of ['Visitors', 'Sessions', 'Page views']) expect(panel).toMatch(new RegExp(`${name}\\s+1\\s`));
    const { json } = await shop.ask('GET', '/overview');
    expect(json['metrics']).toMatchObject({ visitors: 1, sessions: 1, page_views: 1 });
  });

  it('end the connection from WordPress, and the token opens nothing more', async () => {
    await page.goto(settings());
    await page.getByRole('button', { name: 'Disconnect' }).click();
    await page.getByText('Disconnected.').first().waitFor();
    const [row] = await warp.database.query("select revoked_at is null as open from site_tokens where site_id = $1 and via = 'connect'", [shop.site.id]);
    expect(row).toEqual({ open: false });
  });
});
