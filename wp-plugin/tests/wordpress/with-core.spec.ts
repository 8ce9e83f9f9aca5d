import { afterAll, beforeAll, beforeEach, expect, it } from '@jest/globals';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { ADMIN_PASSWORD, ConnectedSite } from '../../../core-api/test/api/connected-site.js';
import { describeWith } from '../../../core-api/test/setup/capabilities.js';
import { BROWSER, eventually, startTestWarp, type TestWarp } from '../../../core-api/test/setup/running-warp.js';
import { startHook, type Hook } from '../../../core-api/test/stand-ins/hook.js';
import { launchChromium } from './browser.js';
import { buildPlugin } from './build-plugin.js';
import { bootWordPress, type WordPressSite } from './wordpress.js';

const WOOCOMMERCE = new URL('woocommerce', import.meta.url).pathname;

/** An address of the internet, and the network before the last part that the core keeps of it. */
const VISITOR = { address: '8.8.8.8', kept: '8.8.8.0' };

describeWith(['php', 'chromium'], 'The plugin with the real core', () => {
  let warp: TestWarp;
  let shop: ConnectedSite;
  let hook: Hook;
  let wordpress: WordPressSite;
  let browser: Browser;
  let owner: BrowserContext;
  let page: Page;
  const settings = (): string => `${wordpress.url}/wp-admin/options-general.php?page=warp-settings`;
  const notice = (): Promise<string> => page.locator('#setting-error-warp_result').innerText();
  const events = (type: string): Promise<Record<string, unknown>[]> =>
    warp.database.query('select event_type, page_url, host(ip_address) as ip from events where site_id = $1 and event_type = $2', [shop.site.id, type]);
  /** As far as the question of the core's page. */
  const begin = async (): Promise<void> => {
    await page.goto(settings());
    await page.getByLabel('Address of your Warp server').fill(warp.url);
    await page.getByRole('button', { name: 'Connect', exact: true }).click();
    const logIn = page.getByRole('button', { name: 'Log in' });
    await logIn.or(page.getByRole('button', { name: 'Approve' })).waitFor();
    if (await logIn.isVisible()) {
      await page.getByLabel('E-mail').fill('admin@warp.local');
      await page.getByLabel('Password').fill(ADMIN_PASSWORD);
      await logIn.click();
    }
  };

  beforeAll(async () => {
    const plugin = await buildPlugin();
    [warp, wordpress, browser, hook] = await Promise.all([
      startTestWarp({ WARP_ADMIN_PASSWORD: ADMIN_PASSWORD }),
      bootWordPress({ suite: 'trixie', plugins: { warp: plugin.folder, woocommerce: WOOCOMMERCE } }),
      launchChromium(),
      startHook(),
    ]);
    await plugin.remove();
    shop = await ConnectedSite.of(warp, { domain: '127.0.0.1', config: { conversions: ['purchase'] } });
    await wordpress.php("activate_plugin('woocommerce/woocommerce.php'); activate_plugin('warp/warp.php');");
    owner = await browser.newContext({ userAgent: BROWSER['user-agent'], locale: 'en-GB' });
    page = await owner.newPage();
    page.setDefaultTimeout(45_000);
    await wordpress.login(owner);
  }, 360_000);
  afterAll(async () => {
    await browser?.close();
    await wordpress?.stop();
    await hook?.stop();
    await warp?.stop();
  });
  beforeEach(() => owner.setExtraHTTPHeaders({}));

  it('stays unconnected when the owner declines on the core’s page', async () => {
    await begin();
    await page.getByRole('button', { name: 'Cancel' }).click();
    expect(await notice()).toContain('Not connected: the request was declined on the Warp server.');
  });

  it('is connected by the core’s page, and shows the site as it is called there', async () => {
    await begin();
    await page.getByRole('button', { name: 'Approve' }).click();
    expect(await notice()).toContain('Connected. The script is now part of your pages.');
    await page.getByText('Shop (127.0.0.1)').waitFor();
    await page.getByText('None yet. Events stay on your Warp server').waitFor();
  });

  it('follows a test visit through the core, which has no destination yet, and changes no page view by it', async () => {
    expect(await testVisit()).toEqual([
      'Done: Your front page Made for a visitor who is not logged in.',
      'Done: Script Is in the page, loads and runs.',
      'Done: Event sent Your site took the event.',
      'Done: Warp server Has the event.',
      'Not done: Destinations None yet. Events stay on your Warp server; add destinations there.',
    ]);
    expect(await events('test_visit')).toEqual([{ event_type: 'test_visit', page_url: `${wordpress.url}/`, ip: '127.0.0.0' }]);
    const { json } = await shop.ask('GET', '/overview');
    expect(json['metrics']).toMatchObject({ page_views: 0, conversions: 0, revenue: 0 });
  });

  it('follows it to the destinations: one that takes all events, and one that takes chosen ones', async () => {
    await shop.addWebhook(hook.url);
    await shop.addWebhook(hook.url, { events: { mode: 'selected', selected: ['purchase'] } });
    expect((await testVisit()).slice(3).sort()).toEqual([
      'Done: Hook Delivered.',
      'Done: Warp server Has the event.',
      'Not done: Hook Not sent: This destination is not set to receive this event.',
    ]);
    expect(hook.accepted).toHaveLength(1);
  });

  it('gives events the visitor’s own address, once the owner has said which proxy to believe', async () => {
    await owner.setExtraHTTPHeaders({ 'x-forwarded-for': VISITOR.address });
    await page.goto(settings());
    await page.getByText('We see you as 127.0.0.1 (by your connection).').waitFor();
    await page.getByText('Something at 127.0.0.1 passes your visitors on to this site').waitFor();
    await page.getByLabel('Other proxies, with these addresses or networks:').check();
    await page.getByLabel('Addresses or networks of the proxies').fill('127.0.0.1');
    await page.locator('#warp_save_proxies_button').click();
    expect(await notice()).toContain('Saved on the Warp server.');
    await page.getByText(`We see you as ${VISITOR.address}, in `).waitFor();
    expect(await page.locator('[data-warp-part*="warp_client_address"]').innerText()).toContain('(by the header X-Forwarded-For).');

    const guest = await browser.newContext({ userAgent: BROWSER['user-agent'], locale: 'en-GB', extraHTTPHeaders: { 'x-forwarded-for': VISITOR.address } });
    const visit = await guest.newPage();
    const taken = visit.waitForResponse((response) => response.request().method() === 'POST' && response.status() === 202);
    await visit.goto(`${wordpress.url}/?p=1`);
    await taken;
    // PHP's own server lets no visitor go before it sends, so soon after the last time cron does it.
    await wordpress.php("do_action('warp_send_waiting');");
    const seen = await eventually(() => events('page_view'), (rows) => rows.length > 0, 30_000);
    expect(seen).toEqual([{ event_type: 'page_view', page_url: visit.url(), ip: VISITOR.kept }]);
    await guest.close();
  });

  it('says what the core thinks of a network that is none', async () => {
    await page.goto(settings());
    await page.getByLabel('Addresses or networks of the proxies').fill('the proxy');
    await page.getByLabel('Other proxies, with these addresses or networks:').check();
    await page.locator('#warp_save_proxies_button').click();
    expect(await notice()).toContain('Entry 1 must be an address or network such as 10.0.0.0/8');
  });

  it('knows at once when the connection was ended on the core’s side', async () => {
    await warp.database.query('update site_tokens set revoked_at = now() where site_id = $1', [shop.site.id]);
    // Tokens are remembered for half a minute.
    await eventually(
      async () => {
        await page.goto(settings());
        const place = page.locator('[data-warp-part*="warp_client_address"]');
        await place.getByText('We see you').or(place.getByText('no longer accepts')).waitFor();
        return place.innerText();
      },
      (text) => text.includes('The Warp server no longer accepts this site’s connection. Connect again'),
      45_000,
    );
  });

  it('left WordPress’ log empty', async () => expect(await wordpress.debugLog()).toEqual([]));

  /** Makes one and gives its steps. */
  async function testVisit(): Promise<string[]> {
    await page.goto(settings());
    await page.getByRole('button', { name: 'Make a test visit' }).click();
    await page.locator('[data-warp-finished]').waitFor({ timeout: 30_000 });
    return (await page.locator('[data-warp-steps] li').allInnerTexts()).map((text) => text.replaceAll(/\s+/g, ' ').trim());
  }
});
