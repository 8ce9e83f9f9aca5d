import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from '@jest/globals';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { describeWith } from '../../../core-api/test/setup/capabilities.js';
import { launchChromium } from './browser.js';
import { buildPlugin, type BuiltPlugin } from './build-plugin.js';
import { bootShop, type Shop } from './shop.js';
import { PEOPLE } from './wordpress.js';

/** How each form plugin says that it accepted a form, with objects that have what Warp reads of them. */
const FORMS = [
  {
    plugin: 'Contact Form 7',
    says: "do_action('wpcf7_mail_sent', new class { function id() { return 5; } function title() { return 'Contact'; } });",
    event: { form_plugin: 'contact-form-7', form_id: '5', form_name: 'Contact' },
  },
  {
    plugin: 'WPForms',
    says: "do_action('wpforms_process_complete', array(), array(), array('id' => 6, 'settings' => array('form_title' => 'Offer')), 0);",
    event: { form_plugin: 'wpforms', form_id: '6', form_name: 'Offer' },
  },
  {
    plugin: 'Gravity Forms',
    says: "do_action('gform_after_submission', array('status' => 'active'), array('id' => 7, 'title' => 'Call me'));",
    event: { form_plugin: 'gravityforms', form_id: '7', form_name: 'Call me' },
  },
  {
    plugin: 'Ninja Forms',
    says: "do_action('ninja_forms_after_submission', array('form_id' => '8', 'settings' => array('title' => 'News')));",
    event: { form_plugin: 'ninja-forms', form_id: '8', form_name: 'News' },
  },
  {
    plugin: 'Elementor Pro',
    says: "do_action('elementor_pro/forms/new_record', new class { function get_form_settings($name) { return array('id' => 'a1b2', 'form_name' => 'Footer')[$name]; } }, null);",
    event: { form_plugin: 'elementor', form_id: 'a1b2', form_name: 'Footer' },
  },
];

describeWith(['php', 'chromium'], 'Other events of a site', () => {
  let plugin: BuiltPlugin;
  let shop: Shop;
  let browser: Browser;
  let visitor: BrowserContext;
  let page: Page;
  let seen: number;

  /** Events that the server recorded in this test. */
  const byServer = async () => {
    await shop.cron('warp_send_events');
    return shop.core.arrived.slice(seen).filter(({ via }) => via === 'server');
  };
  const byBrowser = async (type: string) => {
    await page.waitForTimeout(1_000);
    return shop.core.arrived.slice(seen).filter(({ via, event_type }) => via === 'browser' && event_type === type);
  };
  const groupsOff = (...groups: readonly string[]): Promise<string> =>
    shop.wordpress.php(`(new Warp\\Settings\\Settings(Warp\\Settings\\Deployment::of_this_site()))->keep_groups_off(json_decode('${JSON.stringify(groups)}'));`);

  beforeAll(async () => {
    plugin = await buildPlugin();
    [shop, browser] = await Promise.all([bootShop(plugin), launchChromium()]);
  });
  afterAll(async () => {
    await browser?.close();
    await shop?.stop();
    await plugin?.remove();
  });
  beforeEach(async () => {
    visitor = await browser.newContext();
    page = await visitor.newPage();
    page.setDefaultTimeout(45_000);
    seen = shop.core.arrived.length;
  });
  afterEach(async () => {
    await visitor.close();
    await groupsOff();
  });

  it.each(FORMS)('$plugin: a form that was accepted is a lead', async ({ says, event }) => {
    await shop.wordpress.php(says);
    expect(await byServer()).toMatchObject([{ event_type: 'generate_lead', event_data: event, consent: { analytics: true, marketing: false } }]);
    await groupsOff('forms');
    seen = shop.core.arrived.length;
    await shop.wordpress.php(says);
    expect(await byServer()).toEqual([]);
  });

  it('leaves out what a form plugin calls spam, and forms that people of the site send', async () => {
    await shop.wordpress.php("do_action('gform_after_submission', array('status' => 'spam'), array('id' => 7, 'title' => 'Call me'));");
    await shop.wordpress.php(`wp_set_current_user(1); ${FORMS[0]?.says}`);
    expect(await byServer()).toEqual([]);
  });

  it('a comment by WordPress’ own form belongs to the visit of who wrote it; spam is none', async () => {
    await page.goto(`${shop.wordpress.url}/hello-world/`);
    await page.waitForTimeout(500);
    await page.fill('#comment', 'Nice.');
    await page.fill('#author', 'Ada');
    await page.fill('#email', 'ada@example.test');
    await page.click('#submit');
    await page.waitForLoadState();
    await shop.wordpress.php("wp_insert_comment(array()); do_action('comment_post', 1, 'spam', array('comment_type' => 'comment'));");
    const events = await byServer();
    const [view] = await byBrowser('page_view');
    expect(view?.['visitor_id']).toBeDefined();
    expect(events).toEqual([expect.objectContaining({ event_type: 'comment', event_data: { comment_type: 'comment' }, visitor_id: view?.['visitor_id'], session_id: view?.['session_id'], page_url: `${shop.wordpress.url}/hello-world/` })]);
    expect(JSON.stringify(events)).not.toContain('ada@example.test');
  });

  it('registrations and logins belong to the visit before them; accounts that the owner makes, and the owner’s own logins, do not count', async () => {
    await shop.wordpress.php("update_option('users_can_register', 1); add_filter('pre_wp_mail', '__return_true');");
    await page.goto(shop.wordpress.url);
    await page.waitForTimeout(1_000);
    await visitor.request.post(`${shop.wordpress.url}/wp-login.php?action=register`, { form: { user_login: 'newcomer', user_email: 'new@example.test' }, maxRedirects: 0 });
    await page.goto(`${shop.wordpress.url}/wp-login.php`);
    await page.fill('#user_login', PEOPLE.reader.login);
    await page.fill('#user_pass', PEOPLE.reader.password);
    await page.click('#wp-submit');
    await page.waitForURL('**/wp-admin/**');
    const owner = await browser.newContext();
    await shop.wordpress.login(owner);
    await owner.close();
    await shop.wordpress.php("wp_set_current_user(1); wp_insert_user(array('user_login' => 'made', 'user_pass' => 'x', 'user_email' => 'made@example.test'));");
    const events = await byServer();
    const [view] = await byBrowser('page_view');
    expect(events.map(({ event_type, event_data, visitor_id }) => ({ event_type, event_data, visitor_id }))).toEqual([
      { event_type: 'sign_up', event_data: { method: 'wordpress' }, visitor_id: view?.['visitor_id'] },
      { event_type: 'login', event_data: { method: 'wordpress' }, visitor_id: view?.['visitor_id'] },
    ]);
  });

  it('a search is told with its words and how much was found, an address that is not there as such', async () => {
    await page.goto(`${shop.wordpress.url}/?s=h%C3%A9llo+%22world%22+%3Cscript%3E`);
    expect(await byBrowser('search')).toMatchObject([{ event_data: { search_term: 'héllo "world" <script>', search_results: 0 } }]);
    await page.goto(`${shop.wordpress.url}/no-such-page/`);
    expect(await byBrowser('page_not_found')).toMatchObject([{ page_url: `${shop.wordpress.url}/no-such-page/` }]);
    await groupsOff('search', 'not_found');
    seen = shop.core.arrived.length;
    await page.goto(`${shop.wordpress.url}/?s=x`);
    await page.goto(`${shop.wordpress.url}/no-such-page/`);
    expect([await byBrowser('search'), await byBrowser('page_not_found')]).toEqual([[], []]);
  });

  it('a bought file that is downloaded is told by its product', async () => {
    await shop.wordpress.php(`do_action('woocommerce_download_product', 'buyer@example.test', 'key', ${shop.products.mug}, 0, 'file', 1);`);
    const events = await byServer();
    expect(events).toMatchObject([{ event_type: 'file_download', event_data: { items: [{ item_name: 'Mug' }] } }]);
    expect(JSON.stringify(events)).not.toContain('buyer@example.test');
  });

  it.each([
    { call: "do_action('warp_track', 'quote_requested', array('plan' => 'gold', 'value' => 9.5));", gives: [{ event_type: 'quote_requested', event_data: { plan: 'gold', value: 9.5 }, client: { remote_addr: '127.0.0.1' } }] },
    { call: "do_action('warp_track', 'simple');", gives: [{ event_type: 'simple' }] },
    { call: "foreach (array(1, 2) as $i) do_action('warp_track', 'once', array(), array('event_id' => 'my:7'));", gives: [{ event_id: 'my:7' }] },
    { call: "do_action('warp_track', 'webhook', array(), array('visit' => false));", gives: [{ event_type: 'webhook' }] },
    {
      call: "add_filter('warp_consent', function () { return array('analytics' => true, 'marketing' => true); }); do_action('warp_track', 'known', array(), array('user' => array('email' => 'a@example.test'), 'user_id' => '42'));",
      gives: [{ event_type: 'known', user: { email: 'a@example.test' }, user_id: '42', consent: { analytics: true, marketing: true } }],
    },
    { call: "add_filter('warp_event', function ($event) { $event['event_data'] = array('added' => true); return $event; }); do_action('warp_track', 'changed');", gives: [{ event_data: { added: true } }] },
    { call: "add_filter('warp_event', '__return_null'); do_action('warp_track', 'withheld');", gives: [] },
    { call: "do_action('warp_track', array('wrong')); do_action('warp_track', 'no spaces'); do_action('warp_track', 'x', 'no list'); do_action('warp_track');", gives: [] },
  ])('for developers: $call', async ({ call, gives }) => {
    await shop.wordpress.php(call);
    const events = await byServer();
    expect(events).toMatchObject(gives);
    expect(events).toHaveLength(gives.length);
    for (const event of events) {
      expect('client' in event).toBe(event.event_type !== 'webhook');
      if (!('user' in (gives[0] ?? {}))) expect(event).not.toHaveProperty('user');
    }
  });

  it('for developers: the same in the browser, also before the script is there', async () => {
    await page.addInitScript(() => {
      const scope = window as unknown as Record<string, ((...call: unknown[]) => void) & { q?: unknown[] }>;
      const early = ((...call: unknown[]) => (early.q ??= []).push(call)) as ((...call: unknown[]) => void) & { q?: unknown[] };
      scope['warp'] ??= early;
      scope['warp']?.('track', 'early', { a: 1 });
    });
    await page.goto(shop.wordpress.url);
    await page.evaluate("warp('track', 'late', {b: 2}, {event_id: 'mine:1'})");
    expect([await byBrowser('early'), await byBrowser('late')]).toMatchObject([[{ event_data: { a: 1 } }], [{ event_data: { b: 2 }, event_id: 'mine:1' }]]);
  });

  it('the owner chooses consent and events on the settings screen, and the script follows at once', async () => {
    await shop.wordpress.login(visitor);
    const source = async (): Promise<string> => {
      const html = await (await fetch(shop.wordpress.url)).text();
      return (await fetch(/<script[^>]+src="([^"]+\/uploads\/[^"]+)"/.exec(html)?.[1] ?? '')).text();
    };
    await page.goto(`${shop.wordpress.url}/wp-admin/options-general.php?page=warp-settings`);
    await page.getByText('Compared with the Warp server every night; not yet.').waitFor();
    await page.getByLabel('Before a visitor answers').selectOption({ label: 'Allow nothing' });
    await page.getByLabel('Visits without consent to statistics').selectOption({ label: 'Measured without cookies and ids' });
    await page.getByLabel('Searches on this site').uncheck();
    await page.getByLabel('Shop: products and lists looked at').uncheck();
    await page.getByRole('button', { name: 'Save Changes' }).click();
    await page.getByText('Settings saved.').waitFor();
    expect(await page.getByLabel('Before a visitor answers').inputValue()).toBe('nothing');
    expect(await page.getByLabel('Searches on this site').isChecked()).toBe(false);
    expect(await page.getByLabel('Registrations and logins').isChecked()).toBe(true);
    expect(await source()).toContain('"consent":{"analytics":false,"without_analytics":"cookieless","marketing":false}');
    expect(await source()).not.toContain('serverTiming');
  });

  it("left both logs empty, and what browsers get has no comment and none of the plugin's addresses in it", async () => {
    expect(await shop.faults()).toEqual([]);
    expect(await shop.wordpress.debugLog()).toEqual([]);
    const html = await (await fetch(`${shop.wordpress.url}/?s=x`)).text();
    const url = /<script[^>]+src="([^"]+\/uploads\/[^"]+)"/.exec(html)?.[1] ?? '';
    expect(html).not.toContain('plugins/warp');
    expect(await (await fetch(url)).text()).not.toMatch(/^\s*(\/\/|\/?\*)/m);
  });
});
