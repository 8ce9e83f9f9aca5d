import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import type { Browser, BrowserContext } from 'playwright-core';
import { eventually } from '../../../core-api/test/setup/eventually.js';
import { launchChromium } from './browser.js';
import { AGREES, buyerAt, USER_AGENT } from './buyer.js';
import { describeOnEveryRelease, ORDER_TABLES } from './releases.js';
import type { CoreEvent } from './shop-core.js';
import type { Shop } from './shop.js';

/** Pages whose address opens something or names somebody, and what may be said of them. `order` stands for the address of an order's thanks. */
const PAGES = [
  { of: 'the thanks for an order', path: 'order', told: '/checkout/order-received/?key=[redacted]' },
  { of: 'the thanks on a page that the shop has named itself', path: '/checkout/danke/1001/?key=wc_order_AbCdEfGh12345', told: '/checkout/danke/?key=[redacted]' },
  { of: 'an order to be paid', path: '/checkout/order-pay/1001/?pay_for_order=true&key=wc_order_AbCdEfGh12345', told: '/checkout/order-pay/?pay_for_order=true&key=[redacted]' },
  { of: 'an order in an account', path: '/my-account/view-order/1001/', told: '/my-account/view-order/' },
  { of: 'a way of paying in an account', path: '/my-account/delete-payment-method/4711/?_wpnonce=0a1b2c3d4e', told: '/my-account/delete-payment-method/?_wpnonce=[redacted]' },
  {
    of: 'a download',
    path: '/?download_file=12&order=wc_order_AbCdEfGh12345&email=ada%40example.com&key=9d1c6ecdba98',
    told: '/?download_file=[redacted]&order=[redacted]&email=[redacted]&key=[redacted]',
  },
  { of: 'a new password', path: '/my-account/lost-password/?key=Q1w2E3r4&login=ada', told: '/my-account/lost-password/?key=[redacted]&login=[redacted]' },
] as const;

const SECRETS = /wc_order_|1001|4711\/|0a1b2c3d4e|9d1c6ecdba98|ada(%40|@)|Q1w2E3r4|login=ada/;

/** Each step is a PHP of its own, and the machine may be busy. */
jest.setTimeout(180_000);

/** An order's key opens the order, a reset key the account: they leave the address before it leaves the browser, and in PHP. */
describeOnEveryRelease(['php', 'chromium'], 'Secrets in addresses', ({ boot }) => {
  let shop: Shop;
  let browser: Browser;
  let file: string;
  beforeAll(async () => {
    [shop, browser] = await Promise.all([boot(), launchChromium()]);
    await shop.wordpress.php("update_option('woocommerce_checkout_order_received_endpoint', 'danke'); do_action('warp_test_proxy'); do_action('warp_refresh_script');");
    file = ((await shop.json("echo wp_json_encode(get_option('warp_settings'));")) as { collect_file: string }).collect_file;
  });
  afterAll(async () => {
    await browser?.close();
    await shop?.stop();
  });

  describe.each(ORDER_TABLES)('orders in $tables', ({ ownTables }) => {
    let visitor: BrowserContext;
    let thanks: string;
    let seen: number;
    /** What arrived since the step began, all of it without a secret. An answer that came too late for its page is sent again, under the same id. */
    const told = (type: string): CoreEvent[] => {
      const events = shop.core.arrived.slice(seen).filter(({ event_type }) => event_type === type);
      expect(JSON.stringify(events)).not.toMatch(SECRETS);
      return events.filter(({ event_id }, place) => events.findIndex((event) => event.event_id === event_id) === place);
    };
    const urlOf = (path: string): string => (path === 'order' ? thanks : shop.wordpress.url + path);
    const address = (path: string): string => `${shop.wordpress.url}${path}`;

    beforeAll(async () => {
      await shop.keepOrdersIn(ownTables);
      const buyer = await buyerAt(shop, 'classic', AGREES);
      await buyer.add(shop.products.mug, 1);
      const order = await buyer.checkOut('bacs');
      thanks = (await shop.json(`echo wp_json_encode(wc_get_order(${order})->get_checkout_order_received_url());`)) as string;
      expect(thanks).toMatch(new RegExp(`/order-received/${order}/\\?key=wc_order_\\w{13}$`));
      visitor = await browser.newContext({ userAgent: USER_AGENT });
      seen = shop.core.arrived.length;
    });
    afterAll(() => visitor?.close());

    it('do not leave the browser: neither as the page that is looked at, nor as the one before it', async () => {
      const page = await visitor.newPage();
      page.setDefaultTimeout(45_000);
      for (const { path, told: expected } of PAGES) {
        seen = shop.core.arrived.length;
        await page.goto(urlOf(path));
        await page.evaluate('window.location.assign("/hello-world/")');
        const views = await eventually(async () => told('page_view'), ({ length }) => length >= 2, 30_000);
        expect(views.map(({ page_url, referrer }) => ({ page_url, referrer }))).toEqual([
          expect.objectContaining({ page_url: address(expected) }),
          { page_url: address('/hello-world/'), referrer: address(expected) },
        ]);
      }
    });

    it('do not leave the site’s own endpoint, whatever script sends them there', async () => {
      seen = shop.core.arrived.length;
      for (const { path, of } of PAGES) {
        const answer = await fetch(`${shop.wordpress.url}/${file}.php`, {
          method: 'POST',
          headers: { 'content-type': 'text/plain', origin: shop.wordpress.url, 'user-agent': USER_AGENT },
          body: JSON.stringify({ script_id: shop.core.scriptId, event_type: 'page_view', page_title: of, page_url: urlOf(path), referrer: urlOf(path), event_data: { link_url: urlOf(path) } }),
        });
        expect(answer.status).toBe(202);
      }
      await shop.cron('warp_send_waiting');
      const views = await eventually(async () => told('page_view'), ({ length }) => length >= PAGES.length);
      expect(views.map(({ page_title, page_url, referrer, event_data }) => ({ page_title, page_url, referrer, event_data }))).toEqual(
        PAGES.map(({ of, told: expected }) => ({ page_title: of, page_url: address(expected), referrer: address(expected), event_data: { link_url: address(expected) } })),
      );
    });

    it('are in no event of PHP, also while it waits', async () => {
      await shop.cron('warp_send_events');
      seen = shop.core.arrived.length;
      for (const { path, of } of PAGES) {
        await shop.wordpress.php(`$_SERVER['HTTP_REFERER'] = '${urlOf(path)}'; $_SERVER['HTTP_USER_AGENT'] = 'Buyer'; do_action('warp_track', 'asked', array('of' => '${of}'));`);
      }
      const waiting = (await shop.json('global $wpdb; echo wp_json_encode($wpdb->get_col("SELECT body FROM {$wpdb->prefix}warp_queue"));')) as string[];
      expect(waiting).toHaveLength(PAGES.length);
      expect(waiting.filter((body) => SECRETS.test(body))).toEqual([]);
      await shop.cron('warp_send_events');
      expect(told('asked').map(({ event_data, page_url }) => ({ event_data, page_url }))).toEqual(PAGES.map(({ of, told: expected }) => ({ event_data: { of }, page_url: address(expected) })));
    });

    it('leave both logs empty', async () => {
      expect(await shop.faults()).toEqual([]);
      expect(await shop.wordpress.debugLog()).toEqual([]);
    });
  });
});
