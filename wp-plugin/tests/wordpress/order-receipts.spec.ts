import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { describeWith } from '../../../core-api/test/setup/capabilities.js';
import { launchChromium } from './browser.js';
import { buildPlugin, type BuiltPlugin } from './build-plugin.js';
import { AGREES, buyerAt, type BuyerVisit } from './buyer.js';
import { bootShop, type Shop } from './shop.js';

const DAY = 86_400;

/** What an owner sees of the way that orders take, and what the night makes good. */
describeWith(['php', 'chromium'], 'Receipts of orders', () => {
  let plugin: BuiltPlugin;
  let browser: Browser;
  beforeAll(async () => {
    [plugin, browser] = await Promise.all([buildPlugin(), launchChromium()]);
  });
  afterAll(async () => {
    await browser?.close();
    await plugin?.remove();
  });

  const buy = async (shop: Shop, visit: BuyerVisit = AGREES): Promise<number> => {
    const buyer = await buyerAt(shop, 'classic', visit);
    await buyer.add(shop.products.mug, 1);
    return buyer.checkOut('card');
  };

  describe.each([
    { tables: 'tables of their own', ownTables: true, screen: (order: number) => `admin.php?page=wc-orders&action=edit&id=${order}` },
    { tables: 'posts', ownTables: false, screen: (order: number) => `post.php?post=${order}&action=edit` },
  ])('the box on an order, kept in $tables', ({ ownTables, screen }) => {
    let shop: Shop;
    let owner: BrowserContext;
    let page: Page;
    beforeAll(async () => {
      shop = await bootShop(plugin, { ownTables });
      owner = await browser.newContext();
      page = await owner.newPage();
      page.setDefaultTimeout(45_000);
      await shop.wordpress.login(owner);
    });
    afterAll(async () => {
      await owner?.close();
      await shop?.stop();
    });
    /** The box's lines: heading, or name and sentence of a step. */
    const box = async (order: number): Promise<string[]> => {
      await page.goto(`${shop.wordpress.url}/wp-admin/${screen(order)}`);
      await page.locator('#warp_order_receipt li').first().waitFor();
      const lines = await page.locator('#warp_order_receipt h4, #warp_order_receipt li').allInnerTexts();
      return lines.map((line) => line.replace(/\s+/g, ' ').trim());
    };

    it('says step by step how far the purchase is', async () => {
      const order = await buy(shop);
      expect(await box(order)).toEqual([
        'Purchase',
        'Not done: Browser The buyer agreed to statistics and marketing. Their browser was not given the purchase: they have not come back from paying, or too late. The server tells of it.',
        expect.stringMatching(/^Waiting: This site Waits to be sent since it was paid, .* ago\.$/),
        'Not done: Warp server Not received.',
      ]);
      await shop.cron('warp_send_events');
      shop.core.deliveries = () => [
        { destination_id: 'd1', plugin: 'ga4', name: 'Analytics', state: 'delivered', reason: 'delivered', sentence: 'The platform accepted it.', attempts: 1, delivered_at: '2026-11-24T12:00:00Z' },
        { destination_id: 'd2', plugin: 'meta-capi', name: 'Meta <b>', state: 'retrying', reason: 'platform_down', sentence: 'The platform did not answer; it will be tried again.', attempts: 3, delivered_at: null },
        { destination_id: 'd3', plugin: 'google-ads', name: 'Ads', state: 'skipped', reason: 'no_consent', sentence: 'The visitor had not agreed to what this destination is used for.', attempts: 0, delivered_at: null },
        { destination_id: 'd4', plugin: 'tiktok', name: 'TikTok', state: 'dead', reason: 'rejected', sentence: 'The platform refused it.', attempts: 1, delivered_at: null },
      ];
      expect((await box(order)).slice(2)).toEqual([
        expect.stringMatching(/^Done: This site Sent to the Warp server .* ago\.$/),
        expect.stringMatching(/^Done: Warp server Received .* ago\.$/),
        'Done: Analytics The platform accepted it.',
        'Waiting: Meta <b> The platform did not answer; it will be tried again. 3 attempts so far.',
        'Not done: Ads The visitor had not agreed to what this destination is used for.',
        'Failed: TikTok The platform refused it.',
      ]);
    });

    it('tells of each refund, of a browser that was given the purchase, and of a buyer who did not agree', async () => {
      const order = await buy(shop);
      const thanks = (await shop.json(`echo wp_json_encode(wc_get_order(${order})->get_checkout_order_received_url());`)) as string;
      await fetch(thanks);
      await shop.cron('warp_send_events');
      await shop.wordpress.php(`wc_create_refund(array('order_id' => ${order}, 'amount' => 5));`);
      const lines = await box(order);
      expect(lines[1]).toMatch(/^Done: Browser The buyer agreed to statistics and marketing\. Their browser was given the purchase .* ago\.$/);
      expect(lines).toContain('Refund of 5.00 EUR');
      expect(lines[lines.indexOf('Refund of 5.00 EUR') + 1]).toMatch(/^Waiting: This site/);

      const refused = await buy(shop, { a: 0, m: 0 });
      expect(await box(refused)).toEqual([
        'Purchase',
        expect.stringMatching(/^Not done: Browser The buyer did not agree to statistics\./),
        'Not done: This site Not sent: the buyer did not agree, or a filter of this site held it back.',
        'Not done: Warp server Not received.',
      ]);
    });

    it('says so when the core does not answer, and shows nothing to people without the right', async () => {
      const order = await buy(shop);
      shop.core.isAway = true;
      expect((await box(order)).at(-1)).toBe('Failed: Warp server The Warp server gave the unexpected answer 503.');
      shop.core.isAway = false;
      const url = await page.locator('[data-warp-receipt]').getAttribute('data-warp-receipt');
      const reader = await browser.newContext();
      await shop.wordpress.login(reader, 'reader');
      expect((await reader.request.get(url ?? '')).status()).toBe(403);
      expect((await owner.request.get((url ?? '').replace(/_wpnonce=\w+/, '_wpnonce=forged0000'))).status()).toBe(403);
      await reader.close();
    });

    it('left both logs empty', async () => {
      expect(await shop.faults()).toEqual([]);
      expect(await shop.wordpress.debugLog()).toEqual([]);
    });
  });

  describe('Reconciliation', () => {
    let shop: Shop;
    beforeAll(async () => {
      shop = await bootShop(plugin);
      await shop.wordpress.php('(new Warp\\Settings\\Settings(Warp\\Settings\\Deployment::of_this_site()))->keep_orders_since(1);');
    });
    afterAll(() => shop?.stop());

    /** Moves the day an order was paid (and made), which the shop's owner would have to wait for. */
    const paidDaysAgo = (order: number, days: number): Promise<string> =>
      shop.wordpress.php(`
        $order = wc_get_order(${order});
        $order->set_date_paid(new WC_DateTime('@' . (time() - ${days * DAY})));
        $order->set_date_created(new WC_DateTime('@' . (time() - ${days * DAY})));
        $order->save();`);
    const id = (order: number): string => `purchase:shop4711:${order}`;
    const ids = () => shop.core.counted('purchase').map(({ event_id }) => event_id);
    const orders: Record<string, number> = {};

    it('is to run every night between two and five', async () => {
      expect(await shop.json("echo wp_json_encode(wp_get_schedule('warp_reconcile_orders'));")).toBe('daily');
      const hour = Number(await shop.json("echo wp_json_encode((int) wp_date('G', wp_next_scheduled('warp_reconcile_orders')));"));
      expect(hour).toBeGreaterThanOrEqual(2);
      expect(hour).toBeLessThanOrEqual(5);
    });

    it('sends what the core does not have, under the same id and with its own time, and leaves the rest alone', async () => {
      for (const name of ['arrived', 'lost', 'old', 'fresh', 'refused']) orders[name] = await buy(shop, name === 'refused' ? { a: 0, m: 0 } : AGREES);
      await shop.cron('warp_send_events');
      const days = { arrived: 2, lost: 2, old: 8, fresh: 0, refused: 3 };
      for (const [name, age] of Object.entries(days)) await paidDaysAgo(orders[name] as number, age);
      for (const name of ['lost', 'old', 'fresh']) shop.core.forget(id(orders[name] as number));
      shop.core.deliveries = () => [{ destination_id: 'd1', name: 'Analytics', state: 'delivered', sentence: '', attempts: 1 }, { destination_id: 'd2', name: 'Meta', state: 'dead', sentence: '', attempts: 1 }];
      const before = shop.core.arrived.length;

      await shop.cron('warp_reconcile_orders');
      expect(shop.core.arrived).toHaveLength(before);
      await shop.cron('warp_send_events');
      const again = shop.core.arrived.slice(before);
      expect(again.map(({ event_id }) => event_id)).toEqual([id(orders['lost'] as number)]);
      expect(Date.now() / 1000 - Number(again[0]?.['timestamp']) / 1000).toBeCloseTo(2 * DAY, -2);
      expect(again[0]).toMatchObject({ visitor_id: 'visitor-1', client: { received_at: again[0]?.['timestamp'] } });
    });

    it('counts how many orders arrived, and says so on the settings screen', async () => {
      expect(await shop.json("echo wp_json_encode(get_option('warp_capture'));")).toEqual({
        at: expect.any(Number),
        orders: 2,
        known: 1,
        withheld: 1,
        different: 0,
        problem: '',
        destinations: { d1: { name: 'Analytics', orders: 1, delivered: 1 }, d2: { name: 'Meta', orders: 1, delivered: 0 } },
      });
      const screen = await shop.wordpress.php(`
        $deployment = Warp\\Settings\\Deployment::of_this_site();
        echo implode('|', Warp\\Admin\\OrderFigures::rows());`);
      expect(screen.replace(/Compared .*? ago\./, 'Compared.')).toBe(
        'Compared. The Warp server had 1 of 2 (50.0 %) of the orders paid in the seven days before. 1 missing order was sent again. 1 more was not sent, for lack of consent.|1 of 1 (100.0 %)|0 of 1 (0.0 %)',
      );
      await shop.cron('warp_reconcile_orders');
      expect(await shop.json("echo wp_json_encode(get_option('warp_capture'));")).toMatchObject({ orders: 2, known: 2 });
    });

    it('says why it could not compare, and sends nothing then', async () => {
      shop.core.isAway = true;
      const before = ids();
      await shop.cron('warp_reconcile_orders');
      shop.core.isAway = false;
      await shop.cron('warp_send_events');
      expect(ids()).toEqual(before);
      expect(await shop.json("echo wp_json_encode(get_option('warp_capture'));")).toMatchObject({ orders: 0, problem: 'The Warp server gave the unexpected answer 503.' });
    });

    it('takes what tells whose visit it was off orders that need it no more, and keeps what was agreed to', async () => {
      await paidDaysAgo(orders['arrived'] as number, 9);
      await shop.wordpress.php(`global $wpdb; $wpdb->query("UPDATE {$wpdb->prefix}warp_order_visits SET expires_at = expires_at - ${9 * DAY} WHERE order_id IN (${orders['old']}, ${orders['arrived']})");`);
      await shop.cron('warp_purge_visits');
      const visit = (name: string) => shop.json(`echo wp_json_encode((new Warp\\WooCommerce\\OrderRecord(wc_get_order(${orders[name]})))->visit()->to_array());`);
      const agreed = { consent: { analytics: true, marketing: true }, fields: [] };
      expect([await visit('old'), await visit('arrived')]).toEqual([agreed, agreed]);
      expect(await visit('lost')).toMatchObject({ fields: { visitor_id: 'visitor-1', client: { forwarded_for: '203.0.113.9' } } });
    });

    it('leaves its notes on orders when the plugin is deleted, unless the owner wants them gone', async () => {
      const notes = () => shop.json("global $wpdb; echo $wpdb->get_var(\"SELECT COUNT(*) FROM {$wpdb->prefix}wc_orders_meta WHERE meta_key LIKE '%warp%'\");");
      const uninstall = "define('WP_UNINSTALL_PLUGIN', 'warp/warp.php'); include WP_PLUGIN_DIR . '/warp/uninstall.php';";
      await shop.wordpress.php(`deactivate_plugins('warp/warp.php'); ${uninstall}`);
      expect(Number(await notes())).toBeGreaterThan(5);
      expect(await shop.json("global $wpdb; echo wp_json_encode($wpdb->get_col(\"SELECT option_name FROM $wpdb->options WHERE option_name LIKE '%warp%'\"));")).toEqual([]);
      expect(await shop.json("global $wpdb; echo wp_json_encode($wpdb->get_var(\"SHOW TABLES LIKE '%warp_queue'\"));")).toBeNull();
      await shop.wordpress.php(`update_option('warp_settings', array('removes_notes' => true)); ${uninstall}`);
      expect(Number(await notes())).toBe(0);
    });

    it('left both logs empty', async () => {
      expect(await shop.faults()).toEqual([]);
      expect(await shop.wordpress.debugLog()).toEqual([]);
    });
  });
});
