import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { AGREES, BILLING, buyerAt, USER_AGENT } from './buyer.js';
import type { CoreEvent } from './shop-core.js';
import { describeOnEveryRelease, ORDER_TABLES } from './releases.js';
import type { Shop } from './shop.js';

const PERSONAL = new RegExp(['visitor-1', 'session-1', '203\\.0\\.113\\.9', BILLING.email, 'Mozilla', '111\\.222'].join('|'));

/** Each step is a PHP of its own, and the machine may be busy. */
jest.setTimeout(180_000);

/**
 * Orders that nobody makes in one go: importers, tills, marketplaces, people in wp-admin, and subscriptions. The stand-in fires the
 * hooks in the order in which they were seen on WooCommerce 10.5.2.
 */
describeOnEveryRelease(['php'], 'Orders made in steps', ({ boot }) => {
  let shop: Shop;
  beforeAll(async () => {
    shop = await boot();
    await shop.wordpress.php('(new Warp\\Settings\\Settings(Warp\\Settings\\Deployment::of_this_site()))->keep_orders_since(1);');
  });
  afterAll(() => shop?.stop());

  describe.each(ORDER_TABLES)('orders in $tables', ({ ownTables }) => {
    beforeAll(() => shop.keepOrdersIn(ownTables));

    /** PHP of one request, which prints a number. */
    const request = async (code: string): Promise<number> => Number(await shop.wordpress.php(`$mug = wc_get_product(${shop.products.mug}); $shirt = wc_get_product(${shop.products.shirt}); ${code}`));
    const send = () => shop.cron('warp_send_events');
    const timeGoesBy = () => shop.wordpress.php('global $wpdb; $wpdb->query("UPDATE {$wpdb->prefix}warp_queue SET due_at = 0");');
    const of = (order: number, type: string): CoreEvent[] =>
      shop.core.counted(type).filter(({ event_data }) => (event_data as { transaction_id: string }).transaction_id === String(order));
    const purchases = (order: number) => of(order, 'purchase').map(({ event_id, event_data }) => ({ event_id, data: event_data as { value: number; items?: { item_id: string; quantity: number; price: number }[] } }));
    const corrections = (order: number) => of(order, 'purchase_adjusted').map(({ event_data }) => event_data as { value: number; items?: object[] });
    /** What the core sums up. */
    const revenue = (order: number): number =>
      Math.round(100 * [...of(order, 'purchase'), ...of(order, 'purchase_adjusted')].reduce((sum, { event_data }) => sum + (event_data as { value: number }).value, 0)) / 100;
    const mugs = (quantity: number) => ({ item_id: String(shop.products.mug), item_name: 'Mug', item_category: 'Kitchen', price: 12.5, quantity });

    it.each([
      { way: 'paid before it has items, then items, then totals', code: "$order = wc_create_order(array('status' => 'processing')); $order->add_product($mug, 2); $order->calculate_totals(); echo $order->get_id();" },
      { way: 'items, totals, payment', code: "$order = wc_create_order(); $order->add_product($mug, 2); $order->calculate_totals(); $order->payment_complete('tx'); echo $order->get_id();" },
      {
        way: 'all in memory, one save, whose hooks fire before its items are in the database',
        code: `$item = new WC_Order_Item_Product(); $item->set_product_id($mug->get_id()); $item->set_name('Mug'); $item->set_quantity(2); $item->set_total('21.01'); $item->set_total_tax('3.99');
          $order = new WC_Order(); $order->set_items(array(7 => $item)); $order->set_total('25'); $order->set_total_tax('3.99'); $order->set_status('processing'); echo $order->save();`,
      },
      {
        way: 'by the REST API: made pending and empty, filled, paid at the end',
        code: "$order = wc_create_order(array('created_via' => 'rest-api')); $order->add_product($mug, 2); $order->calculate_totals(); $order->set_status('processing'); $order->save(); do_action('woocommerce_rest_insert_shop_order_object', $order, null, true); echo $order->get_id();",
      },
    ])('$way: one purchase with its value and its items, of nobody, and no correction', async ({ code }) => {
      const order = await request(code);
      await send();
      expect(purchases(order)).toEqual([{ event_id: `purchase:shop4711:${order}`, data: { transaction_id: String(order), value: 25, currency: 'EUR', tax: 3.99, shipping: 0, items: [mugs(2)] } }]);
      expect(corrections(order)).toEqual([]);
      for (const field of ['visitor_id', 'session_id', 'client', 'user', 'ids', 'page_url']) expect(of(order, 'purchase')[0]).not.toHaveProperty(field);
    });

    it('a step a request, minutes apart: nothing is told of an empty order, and of one without total only once it has it', async () => {
      const order = await request("echo wc_create_order(array('status' => 'processing'))->get_id();");
      await send();
      await request(`wc_get_order(${order})->add_product($mug, 2);`);
      await send();
      expect(purchases(order)).toEqual([]);
      await request(`wc_get_order(${order})->calculate_totals();`);
      await send();
      expect(purchases(order)).toMatchObject([{ data: { value: 25, items: [mugs(2)] } }]);
      expect(corrections(order)).toEqual([]);
    });

    it('an item that is saved by itself, without a word to the order, is told of when its total follows', async () => {
      const order = await request(`$order = wc_create_order(array('status' => 'processing')); $item = new WC_Order_Item_Product(); $item->set_order_id($order->get_id());
        $item->set_product_id($mug->get_id()); $item->set_name('Mug'); $item->set_total('10.5'); $item->set_total_tax('2'); $item->save(); echo $order->get_id();`);
      await send();
      expect(purchases(order)).toEqual([]);
      await request(`wc_get_order(${order})->calculate_totals();`);
      await send();
      expect(purchases(order)).toMatchObject([{ data: { value: 12.5, items: [mugs(1)] } }]);
    });

    it('a present, with items and a total of 0, is told of when nobody has changed it for ten minutes', async () => {
      const order = await request(`$order = wc_create_order(array('status' => 'processing')); $order->add_product($mug, 1); echo $order->get_id();`);
      await send();
      expect(purchases(order)).toEqual([]);
      await timeGoesBy();
      await send();
      expect(purchases(order)).toMatchObject([{ data: { value: 0, items: [mugs(1)] } }]);
    });

    it('a copy of a paid order, which only says that it is new, is told of as what it becomes, and takes nothing of the first along', async () => {
      const buyer = await buyerAt(shop, 'classic', AGREES);
      await buyer.add(shop.products.mug, 1);
      const first = await buyer.checkOut('card');
      const copy = await request(`$copy = clone wc_get_order(${first}); $copy->set_id(0); $copy->save(); echo $copy->get_id();`);
      await request(`$copy = wc_get_order(${copy}); $copy->add_product($mug, 3); $copy->calculate_totals();`);
      await send();
      expect(purchases(copy)).toMatchObject([{ event_id: `purchase:shop4711:${copy}`, data: { value: 37.5, items: [mugs(3)] } }]);
      expect(JSON.stringify(of(copy, 'purchase'))).not.toMatch(PERSONAL);
      expect(purchases(first)).toHaveLength(1);
    });

    describe('an order that changes after it was told', () => {
      const told = async (): Promise<number> => {
        const order = await request("$order = wc_create_order(); $order->add_product($mug, 1); $order->calculate_totals(); $order->payment_complete('tx'); echo $order->get_id();");
        await send();
        expect(purchases(order)).toMatchObject([{ data: { value: 12.5 } }]);
        return order;
      };

      it('is corrected once, by the difference of its value and its items', async () => {
        const order = await told();
        await request(`$order = wc_get_order(${order}); $order->add_product($shirt, 2); $order->calculate_totals();`);
        await send();
        expect(corrections(order)).toEqual([
          { transaction_id: String(order), value: 40, currency: 'EUR', items: [{ item_id: String(shop.products.shirt), item_name: 'Shirt & tie', item_category: 'Clothes', price: 20, quantity: 2 }] },
        ]);
        expect(purchases(order)).toHaveLength(1);
        await request(`$order = wc_get_order(${order}); $order->set_items(array()); $order->add_product($shirt, 2); $order->calculate_totals();`);
        await request(`wc_get_order(${order})->save();`);
        await send();
        expect(corrections(order)[1]).toMatchObject({ value: -12.5, items: [mugs(-1)] });
        expect(corrections(order)).toHaveLength(2);
        expect(revenue(order)).toBe(40);
      });

      it('in steps of wp-admin, an item first and its total in another request, is corrected once', async () => {
        const order = await told();
        await request(`wc_get_order(${order})->add_product($mug, 1);`);
        await send();
        await request(`wc_get_order(${order})->calculate_totals();`);
        await send();
        expect(corrections(order)).toMatchObject([{ value: 12.5, items: [mugs(1)] }]);
      });

      it('and changes back, is not corrected', async () => {
        const order = await told();
        const items = await request(`wc_get_order(${order})->add_product($mug, 1); echo 1;`);
        expect(items).toBe(1);
        await request(`$order = wc_get_order(${order}); $items = $order->get_items(); array_pop($items); $order->set_items($items); $order->save();`);
        await timeGoesBy();
        await send();
        expect(corrections(order)).toEqual([]);
      });

      it('before it was sent, is sent as it is now', async () => {
        const order = await request("$order = wc_create_order(); $order->add_product($mug, 1); $order->calculate_totals(); $order->payment_complete('tx'); echo $order->get_id();");
        await request(`$order = wc_get_order(${order}); $order->add_product($mug, 1); $order->calculate_totals();`);
        await send();
        expect(purchases(order)).toMatchObject([{ data: { value: 25 } }]);
        expect(corrections(order)).toEqual([]);
      });

      it('of a visitor belongs to their visit, without being one', async () => {
        const buyer = await buyerAt(shop, 'block', AGREES);
        await buyer.add(shop.products.mug, 1);
        const order = await buyer.checkOut('card');
        await send();
        await request(`$order = wc_get_order(${order}); $order->set_total('7.4'); $order->save();`);
        await timeGoesBy();
        await send();
        const [correction, ...more] = of(order, 'purchase_adjusted');
        expect(more).toEqual([]);
        expect(correction).toMatchObject({ visitor_id: 'visitor-1', session_id: 'session-1', event_data: { value: -10 } });
        for (const field of ['client', 'user', 'ids', 'page_url']) expect(correction).not.toHaveProperty(field);
      });

      it('whose refund is taken back, has its money again', async () => {
        const order = await told();
        const refund = await request(`echo wc_create_refund(array('order_id' => ${order}, 'amount' => 2.5))->get_id();`);
        await send();
        expect(of(order, 'refund')).toMatchObject([{ event_id: `refund:shop4711:${refund}`, event_data: { value: 2.5 } }]);
        await request(`WC_Order_Refund::delete_by_hand(${refund});`);
        await send();
        expect(corrections(order)).toMatchObject([{ value: 2.5 }]);
        await request(`wc_get_order(${order})->save();`);
        await send();
        expect(corrections(order)).toHaveLength(1);
      });

      it('is compared with what this site’s filters let it tell: a shop that tells sums without tax is not corrected', async () => {
        const filter = join(shop.wordpress.dir, 'wp-content/mu-plugins/net-sums.php');
        await writeFile(filter, "<?php add_filter('warp_event', static function ($event) { if ('purchase' === $event['event_type']) { $event['event_data']['value'] = 10.5; } return $event; });");
        const order = await request(`$order = wc_create_order(); $order->add_product($mug, 1); $order->calculate_totals(); $order->payment_complete('tx'); $order->set_date_paid(new WC_DateTime('@' . (time() - 7200))); $order->save(); echo $order->get_id();`);
        await send();
        expect(purchases(order)).toMatchObject([{ data: { value: 10.5 } }]);
        await request(`wc_get_order(${order})->save(); do_action('warp_reconcile_orders');`);
        await send();
        expect(corrections(order)).toEqual([]);
        await request(`wc_get_order(${order})->delete(true);`);
        await rm(filter);
      });

      it('by somebody who fires no hook, is found at night, as is one that the core has with other numbers', async () => {
        const [changed, empty] = [await told(), await told()];
        const stored = (of(empty, 'purchase')[0] as CoreEvent)['event_data'] as Record<string, unknown>;
        Object.assign(stored, { value: 0 });
        delete stored['items'];
        await request(`
          $kept = Stand_In_Order_Store::read(${changed})['data']; $kept['total'] = '20'; Stand_In_Order_Store::update(${changed}, $kept);
          foreach (array(${changed}, ${empty}) as $id) { $order = Stand_In_Order_Store::read($id)['data']; $order['date_paid'] = new WC_DateTime('@' . (time() - 7200)); Stand_In_Order_Store::update($id, $order); }`);
        await shop.cron('warp_reconcile_orders');
        await timeGoesBy();
        await send();
        expect(corrections(changed)).toMatchObject([{ value: 7.5 }]);
        expect(corrections(empty)).toMatchObject([{ value: 12.5, items: [mugs(1)] }]);
        expect(await shop.json("echo wp_json_encode(get_option('warp_capture'));")).toMatchObject({ different: 2 });
        await shop.cron('warp_reconcile_orders');
        await send();
        expect([corrections(changed).length, corrections(empty).length]).toEqual([1, 1]);
        expect(await shop.json("echo wp_json_encode(get_option('warp_capture'));")).toMatchObject({ different: 0 });
      });
    });

    describe('a subscription', () => {
      let parent: number;
      let subscription: number;
      const renew = (payment: 'paid' | 'failed') => request(`define('DOING_CRON', true); echo Stand_In_Subscriptions::renew(${subscription}, '${payment}');`);
      const marks = (order: number) => shop.json(`echo wp_json_encode(preg_grep('/warp/', array_keys(Stand_In_Order_Store::read_meta(${order}))));`);

      beforeAll(async () => {
        const buyer = await buyerAt(shop, 'classic', AGREES);
        await buyer.add(shop.products.mug, 1);
        parent = await buyer.checkOut('card');
        // As WooCommerce's own attribution notes it.
        await request(`$order = wc_get_order(${parent});
          foreach (array('source_type' => 'utm', 'utm_source' => 'newsletter', 'utm_medium' => 'email', 'utm_campaign' => 'Autumn', 'utm_term' => '(none)', 'session_entry' => 'https://shop.example/?email=a@b.example') as $key => $value) $order->update_meta_data("_wc_order_attribution_$key", $value);
          $order->save_meta_data();`);
        subscription = await request(`echo Stand_In_Subscriptions::begin(${parent});`);
        await send();
      });

      it('begins with an order like any other, of its visitor; the subscription itself is no order, and gets none of the notes', async () => {
        expect(of(parent, 'purchase')).toMatchObject([{ visitor_id: 'visitor-1', client: { user_agent: USER_AGENT } }]);
        expect(of(subscription, 'purchase')).toEqual([]);
        expect(Object.values((await marks(subscription)) as object)).toEqual([]);
      });

      it('that renews is one purchase without any visit, and with the source it first came from', async () => {
        const renewal = await renew('paid');
        await send();
        const [purchase, ...more] = of(renewal, 'purchase');
        expect(more).toEqual([]);
        expect(purchase).toMatchObject({ event_id: `purchase:shop4711:${renewal}`, event_data: { value: 17.4, source: 'newsletter', medium: 'email', campaign: 'Autumn', items: [mugs(1)] } });
        for (const field of ['visitor_id', 'session_id', 'client', 'user', 'ids', 'page_url']) expect(purchase).not.toHaveProperty(field);
        expect(purchase?.['event_data']).not.toHaveProperty('term');
        expect(JSON.stringify(purchase)).not.toMatch(/a@b\.example|session_entry/);
        expect(Object.values((await marks(renewal)) as object)).toEqual(['_warp_event']);
      });

      it('whose payment fails is no purchase, and one under the same order once it is tried again with success', async () => {
        const renewal = await renew('failed');
        await send();
        expect(purchases(renewal)).toEqual([]);
        await request(`define('DOING_CRON', true); Stand_In_Subscriptions::retry(${renewal}, 'failed');`);
        await send();
        expect(purchases(renewal)).toEqual([]);
        await request(`define('DOING_CRON', true); Stand_In_Subscriptions::retry(${renewal}, 'paid');`);
        await request(`wc_get_order(${renewal})->update_status('completed');`);
        await send();
        expect(purchases(renewal)).toMatchObject([{ data: { value: 17.4 } }]);
        expect(corrections(renewal)).toEqual([]);
      });

      it('that is switched for nothing more to pay is a purchase of 0 with its items, of the visitor who switched', async () => {
        const order = await request(`$_SERVER['HTTP_USER_AGENT'] = 'Buyer';
          $order = wc_create_order(array('created_via' => 'checkout')); $order->add_product($shirt, 1);
          $order->update_meta_data('_subscription_switch', ${subscription}); $order->save();
          do_action('woocommerce_checkout_order_processed', $order->get_id(), array(), $order);
          $order->payment_complete();
          do_action('woocommerce_subscriptions_switch_completed', $order);
          echo $order->get_id();`);
        await send();
        expect(of(order, 'purchase')).toMatchObject([{ client: { user_agent: 'Buyer' }, event_data: { value: 0, items: [{ item_id: String(shop.products.shirt) }] } }]);
      });
    });

    it('no fault was caught, and nothing of a buyer lies on any order', async () => {
      expect(await shop.faults()).toEqual([]);
      expect(await shop.wordpress.debugLog()).toEqual([]);
      const notes = (await shop.json(`global $wpdb; echo wp_json_encode(array_merge(
        $wpdb->get_col("SELECT meta_value FROM {$wpdb->prefix}wc_orders_meta WHERE meta_key LIKE '%warp%'"), $wpdb->get_col("SELECT meta_value FROM $wpdb->postmeta WHERE meta_key LIKE '%warp%'")));`)) as string[];
      expect(notes.length).toBeGreaterThan(10);
      expect(notes.filter((note) => PERSONAL.test(note))).toEqual([]);
    });
  });
});
