import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { ADMIN_PASSWORD, asAdmin } from '../../../core-api/test/api/connected-site.js';
import { BROWSER, startTestWarp, type TestWarp } from '../../../core-api/test/setup/running-warp.js';
import { launchChromium } from './browser.js';
import { describeOnEveryRelease, ORDER_TABLES } from './releases.js';
import type { Shop } from './shop.js';

/** What a shop in Berlin has in its WordPress, and the core must have after connecting: it would count by UTC and in no currency otherwise. */
const BERLIN = {
  timezone: 'Europe/Berlin',
  currency: 'EUR',
  country: 'DE',
  language: 'en-US',
  week_start: 'sunday',
  page_parameters: expect.arrayContaining(['p', 'page_id', 's', 'product_cat']),
};

/** Each step is a PHP of its own, and the machine may be busy. */
jest.setTimeout(180_000);

let warp: TestWarp;
let browser: Browser;
beforeAll(async () => {
  [warp, browser] = await Promise.all([startTestWarp({ WARP_ADMIN_PASSWORD: ADMIN_PASSWORD }), launchChromium()]);
}, 360_000);
afterAll(async () => {
  await browser?.close();
  await warp?.stop();
});

describeOnEveryRelease(['php', 'chromium'], 'What a shop’s WordPress knows of its site, with the real core', ({ boot }) => {
  let shop: Shop;
  let owner: BrowserContext;
  let page: Page;
  beforeAll(async () => {
    shop = await boot();
    owner = await browser.newContext({ userAgent: BROWSER['user-agent'], locale: 'en-GB' });
    page = await owner.newPage();
    page.setDefaultTimeout(45_000);
    await shop.wordpress.login(owner);
  });
  afterAll(async () => {
    await owner?.close();
    await shop?.stop();
  });

  describe.each(ORDER_TABLES)('orders in $tables', ({ ownTables }) => {
    const settings = (): string => `${shop.wordpress.url}/wp-admin/options-general.php?page=warp-settings`;
    const notice = (): Promise<string> => page.locator('#setting-error-warp_result').innerText();
    const disconnect = () => shop.wordpress.php('(new Warp\\Settings\\Settings(Warp\\Settings\\Deployment::of_this_site()))->keep_connection(null);');
    /** What the core has of the site that this WordPress is connected to, asked with the token that it got. */
    const inCore = async () =>
      (await shop.json(`
        $connection = (new Warp\\Settings\\Settings(Warp\\Settings\\Deployment::of_this_site()))->connection();
        echo wp_json_encode((new Warp\\Connection\\SiteApi())->read($connection, '', array()));`)) as { config: Record<string, unknown>; domains: string[] };
    const siteId = async (): Promise<string> => {
      const scriptId = await shop.wordpress.php("echo get_option('warp_settings')['connection']['script_id'];");
      const [site] = await warp.database.query<{ id: string }>('select id from sites where script_id = $1', [scriptId]);
      return site!.id;
    };
    /** An owner saves a setting, and cron tells of it. */
    const change = async (options: Readonly<Record<string, string | number>>): Promise<void> => {
      const updates = Object.entries(options).map(([name, value]) => `update_option('${name}', '${value}');`);
      await shop.wordpress.php(updates.join(' '));
      expect(await shop.wordpress.php("echo wp_next_scheduled('warp_report_settings') ? 'soon' : 'never';")).toBe('soon');
      await shop.wordpress.php("wp_unschedule_hook('warp_report_settings'); do_action('warp_report_settings'); global $wpdb; $wpdb->query(\"DELETE FROM $wpdb->options WHERE option_name LIKE '%warp_figures_%'\");");
    };

    beforeAll(async () => {
      await disconnect();
      await shop.keepOrdersIn(ownTables);
      await shop.wordpress.php(`
        update_option('timezone_string', 'Europe/Berlin'); update_option('woocommerce_default_country', 'DE:DE-BE'); update_option('woocommerce_currency', 'EUR'); update_option('start_of_week', 0);
        update_option('warp_hosts', array('127.0.0.1', 'old-shop.example'), false);`);
    });

    it('goes over when the owner connects by the core’s page, to a site that is made there and then', async () => {
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
      await page.getByLabel('Site in Warp').selectOption({ label: 'Add a new site' });
      await page.getByRole('button', { name: 'Approve' }).click();
      expect(await notice()).toContain('Connected.');
      const site = await inCore();
      expect(site.config).toMatchObject(BERLIN);
      expect(site.domains).toEqual(['127.0.0.1', 'old-shop.example']);
    });

    it('is offered on both sides when it changes later: the owner takes or keeps it in WordPress', async () => {
      await change({ timezone_string: 'Europe/Vienna', start_of_week: 1 });
      expect((await asAdmin(warp, 'GET', `/api/sites/${await siteId()}/settings-differences`)).json['differences']).toEqual([
        { field: 'timezone', here: 'Europe/Berlin', wordpress: 'Europe/Vienna' },
        { field: 'week_start', here: 'sunday', wordpress: 'monday' },
      ]);
      await page.goto(settings());
      await page.getByLabel('Time zone: Europe/Vienna in WordPress, Europe/Berlin on the Warp server').check();
      await page.getByLabel('First day of the week: monday in WordPress, sunday on the Warp server').uncheck();
      await page.getByRole('button', { name: 'Use the settings of WordPress' }).click();
      expect(await notice()).toContain('The Warp server now has the settings of WordPress.');
      expect((await inCore()).config).toMatchObject({ timezone: 'Europe/Vienna', week_start: 'sunday' });
      await page.getByRole('button', { name: 'Keep those of the Warp server' }).click();
      expect(await notice()).toContain('The Warp server keeps its settings.');
      expect(await inCore()).toMatchObject({ config: { week_start: 'sunday' }, settings: { differences: [] } });
    });

    it('is offered on both sides when it changes later: somebody takes it on the core', async () => {
      await change({ woocommerce_currency: 'CHF' });
      const answer = await asAdmin(warp, 'POST', `/api/sites/${await siteId()}/settings-differences`, { take: ['currency'] });
      expect([answer.status, answer.json['differences']]).toEqual([200, []]);
      expect((await inCore()).config).toMatchObject({ currency: 'CHF', timezone: 'Europe/Vienna' });
    });

    it('goes over when the owner connects by a code', async () => {
      await disconnect();
      const made = await asAdmin(warp, 'POST', '/api/sites', { name: 'Connected by a code', domain: '127.0.0.1' });
      const { json } = await asAdmin(warp, 'POST', `/api/sites/${String(made.json['id'])}/connection-code`);
      await page.goto(settings());
      await page.getByText('I have a connection code').click();
      await page.getByLabel('Connection code').fill(String(json['code']));
      await page.getByRole('button', { name: 'Connect with this code' }).click();
      expect(await notice()).toContain('Connected.');
      expect(await siteId()).toBe(made.json['id']);
      const site = await inCore();
      expect(site.config).toMatchObject({ ...BERLIN, timezone: 'Europe/Vienna', currency: 'CHF', week_start: 'monday' });
      expect(site.domains).toEqual(['127.0.0.1', 'old-shop.example']);
    });

    it('leaves both logs empty', async () => {
      expect(await shop.faults()).toEqual([]);
      expect(await shop.wordpress.debugLog()).toEqual([]);
    });
  });
});
