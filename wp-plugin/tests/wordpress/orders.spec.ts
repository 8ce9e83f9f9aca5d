import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { AGREES, BILLING, buyerAt, USER_AGENT, type BuyerVisit } from './buyer.js';
import { describeOnEveryRelease, ORDER_TABLES } from './releases.js';
import type { Shop } from './shop.js';

/** What becomes of an order without its buyer: PHP in a request of somebody else. */
const WEBHOOK = (order: number): string => `wc_get_order(${order})->payment_complete('transaction-2');`;
const STATUS = (order: number, status: string): string => `wc_get_order(${order})->update_status('${status}', '', true);`;
const PAY_LINK = (order: number): string => `Stand_In_Checkout::pay_existing(wc_get_order(${order}));`;

describeOnEveryRelease(['php'], 'Orders of a shop', ({ suite, boot }) => {
  let shop: Shop;
  beforeAll(async () => {
    shop = await boot();
  });
  afterAll(() => shop?.stop());

  describe.each(ORDER_TABLES)('kept in $tables', ({ ownTables }) => {
    beforeAll(() => shop.keepOrdersIn(ownTables));

    const events = async (order: number, type = 'purchase') => {
      await shop.cron('warp_send_events');
      return shop.core.counted(type).filter(({ event_data }) => (event_data as { transaction_id: string }).transaction_id === String(order));
    };
    /** The visit that is kept of an order. */
    const visitOf = (order: number) => shop.json(`echo wp_json_encode((new Warp\\WooCommerce\\OrderRecord(wc_get_order(${order})))->visit()->to_array());`);
    /** Two mugs and a red shirt: 25 + 20 EUR, and 4.90 for the parcel. */
    const buy = async (way: 'classic' | 'block', payment: string, visit: BuyerVisit | undefined = AGREES) => {
      const buyer = await buyerAt(shop, way, visit);
      await buyer.add(shop.products.mug, 2);
      await buyer.add(shop.products.shirtRed, 1);
      return { buyer, order: await buyer.checkOut(payment) };
    };

    /** The checkout that what takes long is tried with: each with both ways of keeping orders, and on both releases. */
    const checkout = ownTables === (suite === 'trixie') ? 'classic' : 'block';

    it.each(['classic', 'block'] as const)('a paid order of the %s checkout is one purchase, with everything known of its buyer', async (way) => {
      const asked = shop.core.requests.length;
      const { order } = await buy(way, 'card');
      expect(shop.core.requests).toHaveLength(asked);
      const [purchase, ...more] = await events(order);
      expect(more).toEqual([]);
      expect(purchase).toEqual({
        via: 'server',
        event_id: `purchase:shop4711:${order}`,
        event_type: 'purchase',
        timestamp: expect.any(Number),
        page_url: `${shop.wordpress.url}/checkout/`,
        visitor_id: 'visitor-1',
        session_id: 'session-1',
        consent: { analytics: true, marketing: true },
        ids: {
          ga_client_id: '111.222',
          ga_session_id: '1764000001',
          fbp: 'fb.1.1764000000000.333',
          gclid: 'Cj0KCQ',
        },
        client: {
          remote_addr: '127.0.0.1',
          forwarded_for: '203.0.113.9',
          user_agent: USER_AGENT,
          received_at: purchase?.['timestamp'],
          hints: { 'accept-language': 'de', 'sec-fetch-mode': 'cors' },
          reported_by: 'server',
        },
        user: {
          email: BILLING.email,
          phone: BILLING.phone,
          first_name: 'Ada',
          last_name: 'Buyer',
          street: 'Street 1',
          city: 'Berlin',
          zip: '10115',
          country: 'DE',
        },
        event_data: {
          transaction_id: String(order),
          value: 49.9,
          currency: 'EUR',
          tax: 7.96,
          shipping: 4.12,
          payment_type: 'card',
          items: [
            { item_id: String(shop.products.mug), item_name: 'Mug', item_category: 'Kitchen', price: 12.5, quantity: 2 },
            { item_id: String(shop.products.shirt), item_name: 'Shirt & tie', item_category: 'Clothes', item_variant: 'Red', price: 20, quantity: 1 },
          ],
        },
      });
      expect(Math.abs(Date.now() - Number(purchase?.['timestamp']))).toBeLessThan(60_000);
    });

    it.each([
      { way: 'paid on delivery', payment: 'cod', before: 1, then: () => '', after: 1 },
      { way: 'paid at a payment service, with no return to the shop', payment: 'redirect', before: 0, then: WEBHOOK, after: 1 },
      { way: 'told as paid twice', payment: 'redirect', before: 0, then: (order: number) => WEBHOOK(order) + WEBHOOK(order), after: 1 },
      { way: 'never paid', payment: 'redirect', before: 0, then: (order: number) => STATUS(order, 'cancelled'), after: 0 },
      { way: 'paid by bank transfer', payment: 'bacs', before: 0, then: (order: number) => STATUS(order, 'processing'), after: 1 },
      { way: 'paid, then completed', payment: 'card', before: 1, then: (order: number) => STATUS(order, 'completed'), after: 1 },
      { way: 'paid, set back and set to paid again', payment: 'card', before: 1, then: (order: number) => STATUS(order, 'on-hold') + STATUS(order, 'processing'), after: 1 },
    ])('an order $way: $before purchase before, $after after', async ({ payment, before, then, after }) => {
      const { order } = await buy(checkout, payment);
      expect(await events(order)).toHaveLength(before);
      await shop.wordpress.php(then(order));
      const purchases = await events(order);
      expect(purchases).toHaveLength(after);
      for (const { visitor_id, client } of purchases) expect({ visitor_id, client }).toMatchObject({ visitor_id: 'visitor-1', client: { user_agent: USER_AGENT } });
    });

    it('an order that the shop’s people make is one purchase of nobody, of the buyer once they pay it by the link they got', async () => {
      const make = `
        $item = new WC_Order_Item_Product();
        $item->set_product_id(${shop.products.mug}); $item->set_name('Mug'); $item->set_total('10.50'); $item->set_total_tax('2.00');
        $order = new WC_Order();
        $order->set_items(array(7 => $item)); $order->set_total('12.50'); $order->set_billing_email('phone@example.test'); $order->save();`;
      const order = (await shop.json(`${make} $order->update_status('processing', '', true); $order->update_status('completed', '', true); echo $order->get_id();`)) as number;
      const [purchase, ...more] = await events(order);
      expect(more).toEqual([]);
      expect(purchase).toMatchObject({ consent: { analytics: true, marketing: false }, event_data: { value: 12.5 } });
      for (const field of ['visitor_id', 'ids', 'client', 'user', 'page_url']) expect(purchase).not.toHaveProperty(field);

      const invoiced = (await shop.json(`${make} echo $order->get_id();`)) as number;
      expect(await events(invoiced)).toEqual([]);
      await shop.wordpress.php(`$_SERVER['HTTP_USER_AGENT'] = 'Buyer'; ${PAY_LINK(invoiced)}`);
      expect(await events(invoiced)).toMatchObject([{ client: { remote_addr: '127.0.0.1', user_agent: 'Buyer' } }]);
    });

    it('refunds in part and the rest are one event each, and together take back the whole order', async () => {
      const { order } = await buy('classic', 'card');
      expect(await events(order)).toHaveLength(1);
      const refund = async (args: string): Promise<number> => (await shop.json(`echo wc_create_refund(array('order_id' => ${order}, ${args}))->get_id();`)) as number;
      const part = await refund("'amount' => 12.5, 'line_items' => array(100 => array('qty' => 1, 'refund_total' => 10.5, 'refund_tax' => 2.0))");
      const rest = await refund("'amount' => 37.4");
      // The shop tells of it again.
      await shop.wordpress.php(`do_action('woocommerce_order_refunded', ${order}, ${rest});`);
      const refunds = await events(order, 'refund');
      const mug = { item_id: String(shop.products.mug), item_name: 'Mug', item_category: 'Kitchen', price: 12.5, quantity: 1 };
      expect(refunds.map(({ event_id, event_data }) => ({ event_id, event_data }))).toEqual([
        { event_id: `refund:shop4711:${part}`, event_data: { transaction_id: String(order), value: 12.5, currency: 'EUR', items: [mug] } },
        { event_id: `refund:shop4711:${rest}`, event_data: { transaction_id: String(order), value: 37.4, currency: 'EUR' } },
      ]);
      expect(refunds).toMatchObject([{ visitor_id: 'visitor-1' }, { visitor_id: 'visitor-1' }]);
      expect(await events(order)).toHaveLength(1);
    });

    it.each([
      { rule: 'nothing', visit: { a: 0, m: 0 } as const, purchases: [] },
      { rule: 'cookieless', visit: { a: 0, m: 0 } as const, purchases: [{ consent: { analytics: false, marketing: false } }] },
      { rule: 'nothing', visit: { a: 1, m: 0, v: 'visitor-2', s: 'session-2', c: { gclid: ['no', 1] } } as const, purchases: [{ consent: { analytics: true, marketing: false }, visitor_id: 'visitor-2' }] },
    ])('a buyer who answered $visit is told of no further than that, where those who refuse are measured: $rule', async ({ rule, visit, purchases }) => {
      await shop.wordpress.php(`
        $settings = new Warp\\Settings\\Settings(Warp\\Settings\\Deployment::of_this_site());
        $settings->keep_consent_choices(array('before_answer' => 'server', 'without_analytics' => '${rule}'));`);
      const { order } = await buy('block', 'card', visit);
      const found = await events(order);
      expect(found).toMatchObject(purchases);
      for (const purchase of found) {
        expect(purchase).not.toHaveProperty('user');
        expect(purchase).not.toHaveProperty('ids.gclid');
        expect(purchase).not.toHaveProperty('ids.fbp');
        if (visit.a === 0) for (const field of ['visitor_id', 'session_id', 'ids']) expect(purchase).not.toHaveProperty(field);
      }
      const noted = (await visitOf(order)) as { fields: object };
      if (purchases.length === 0) expect(noted.fields).toEqual([]);
      // A refund of what was never told takes nothing back.
      await shop.wordpress.php(`wc_create_refund(array('order_id' => ${order}, 'amount' => 49.9));`);
      expect(await events(order, 'refund')).toHaveLength(purchases.length);
    });

    it('orders made while the core is away arrive when it is back, once and with their own times', async () => {
      shop.core.isAway = true;
      const { order } = await buy('classic', 'card');
      await shop.cron('warp_send_events');
      shop.core.isAway = false;
      expect(await events(order)).toEqual([]);
      const paidAt = Date.now();
      await shop.wordpress.php("global $wpdb; $wpdb->query(\"UPDATE {$wpdb->prefix}warp_queue SET due_at = 0\");");
      const [purchase] = await events(order);
      expect(Math.abs(Number(purchase?.['timestamp']) - paidAt)).toBeLessThan(60_000);
      expect(await shop.json("global $wpdb; echo $wpdb->get_var(\"SELECT COUNT(*) FROM {$wpdb->prefix}warp_queue\");")).toBe(0);
      expect(shop.core.arrived.filter(({ event_id }) => event_id === purchase?.event_id)).toHaveLength(1);
    });

    it('an order that a plugin copies with all its notes, as to renew a subscription, is a purchase of its own', async () => {
      const { order } = await buy('classic', 'card');
      const renewed = (await shop.json(`
        $first = wc_get_order(${order});
        $copy = new WC_Order();
        $copy->set_items($first->get_items()); $copy->set_total('49.90'); $copy->save();
        foreach (array('_warp_consent', '_warp_event', '_warp_shown') as $key) $copy->update_meta_data($key, $first->get_meta($key));
        $copy->save_meta_data();
        $copy->payment_complete();
        echo $copy->get_id();`)) as number;
      expect(await events(renewed)).toMatchObject([{ event_id: `purchase:shop4711:${renewed}`, consent: { analytics: true, marketing: false }, event_data: { value: 49.9 } }]);
      expect((await events(renewed))[0]).not.toHaveProperty('client');
    });

    it('a person’s tools export the visit of an order, and remove it', async () => {
      const { order } = await buy('classic', 'card');
      const exported = (await shop.json(`echo wp_json_encode(apply_filters('woocommerce_privacy_export_order_personal_data', array(), wc_get_order(${order})));`)) as [{ value: string }];
      expect(JSON.parse(exported[0].value)).toMatchObject({ fields: { visitor_id: 'visitor-1', client: { forwarded_for: '203.0.113.9' } } });
      await shop.wordpress.php(`do_action('woocommerce_privacy_remove_order_personal_data', wc_get_order(${order}));`);
      expect(await visitOf(order)).toEqual({ consent: { analytics: true, marketing: true }, fields: [] });
      expect(await shop.json("global $wpdb; echo wp_json_encode($wpdb->get_col(\"SELECT body FROM {$wpdb->prefix}warp_order_visits WHERE order_id = " + order + '"));')).toEqual([]);
    });

    it('an event that the core refuses does not hold up the others, and the order says so', async () => {
      const refused = await buy('classic', 'card');
      await shop.wordpress.php(`
        global $wpdb;
        $wpdb->query($wpdb->prepare("UPDATE {$wpdb->prefix}warp_queue SET body = REPLACE(body, 'EUR', 'euro') WHERE event_id = %s", 'purchase:shop4711:${refused.order}'));`);
      const { order } = await buy('classic', 'card');
      expect(await events(order)).toHaveLength(1);
      expect(await events(refused.order)).toEqual([]);
      expect(await shop.json(`echo wp_json_encode(wc_get_order(${refused.order})->get_meta('_warp_event'));`)).toMatchObject({
        state: 'refused',
        reason: 'event_data.currency: unknown_currency.',
      });
    });

    it('orders do not depend on the table of waiting events being there already', async () => {
      await shop.wordpress.php("global $wpdb; $wpdb->query(\"DROP TABLE {$wpdb->prefix}warp_queue\");");
      const { order } = await buy('classic', 'card');
      expect(await events(order)).toHaveLength(1);
    });

    it('notes nothing as a post’s meta data when orders are no posts, and leaves both logs empty', async () => {
      const rows = await shop.json("global $wpdb; echo $wpdb->get_var(\"SELECT COUNT(*) FROM $wpdb->postmeta WHERE meta_key LIKE '%warp%'\");");
      expect(Number(rows) === 0).toBe(ownTables);
      expect(await shop.faults()).toEqual([]);
      expect(await shop.wordpress.debugLog()).toEqual([]);
    });
  });
});
