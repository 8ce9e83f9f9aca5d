import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { AGREES, BILLING, buyerAt, USER_AGENT } from './buyer.js';
import { describeOnEveryRelease, ORDER_TABLES } from './releases.js';
import type { Shop } from './shop.js';
import { marksIn } from './traces.js';

/** What stands for the buyer, and WordPress or WooCommerce would not have by themselves. */
const MARKS = ['visitor-1', 'session-1', 'Cj0KCQ', '111.222', '1764000001', 'fb.1.1764000000000.333', '203.0.113.9', BILLING.email, BILLING.phone, USER_AGENT];
const CRON = 'echo wp_json_encode(array_values(array_unique(array_merge(...array_map(fn($hooks) => preg_grep("/warp/", array_keys((array) $hooks)), array_values(_get_cron_array()))))));';

/** Each step is a PHP of its own, and the machine may be busy. */
jest.setTimeout(180_000);

/** Buyers' addresses, browsers and ids are needed for days. They go in time, with the plugin's being switched off, and with the plugin. */
describeOnEveryRelease(['php'], 'What is kept of buyers', ({ boot }) => {
  describe.each(ORDER_TABLES)('orders in $tables', ({ ownTables }) => {
    let shop: Shop;
    beforeAll(async () => {
      shop = await boot({ ownTables });
      await shop.cron('warp_test_proxy');
    });
    afterAll(() => shop?.stop());

    const buy = async (payment: string): Promise<number> => {
      const buyer = await buyerAt(shop, 'classic', AGREES);
      await buyer.add(shop.products.mug, 1);
      return buyer.checkOut(payment);
    };
    const kept = () => shop.json('global $wpdb; echo wp_json_encode(array_map("intval", $wpdb->get_col("SELECT order_id FROM {$wpdb->prefix}warp_order_visits ORDER BY order_id")));');
    const meta = ownTables ? { table: '{$wpdb->prefix}wc_orders_meta', id: 'order_id' } : { table: '$wpdb->postmeta', id: 'post_id' };
    /** As the version before kept it, on an order and on copies of it. */
    const noteAsBefore = (order: number, on: number): Promise<string> =>
      shop.wordpress.php(`
        global $wpdb;
        $visit = array('order' => ${order}, 'consent' => array('analytics' => true, 'marketing' => false), 'fields' => array('visitor_id' => 'visitor-1', 'session_id' => 'session-1',
          'ids' => array('gclid' => 'Cj0KCQ'), 'client' => array('remote_addr' => '127.0.0.1', 'forwarded_for' => '203.0.113.9', 'user_agent' => '${USER_AGENT}')));
        $wpdb->insert("${meta.table}", array('${meta.id}' => ${on}, 'meta_key' => '_warp_visit', 'meta_value' => serialize($visit)));
        wp_cache_flush();`);
    /** Hits of a visitor that the core does not take now: they lie in files. */
    const visitWhileAway = async (): Promise<void> => {
      const { collect_file: file } = (await shop.json("echo wp_json_encode(get_option('warp_settings'));")) as { collect_file: string };
      shop.core.isAway = true;
      const answer = await fetch(`${shop.wordpress.url}/${file}.php`, {
        method: 'POST',
        headers: { 'content-type': 'text/plain', origin: shop.wordpress.url, 'user-agent': USER_AGENT },
        body: JSON.stringify({ script_id: shop.core.scriptId, event_type: 'page_view', visitor_id: 'visitor-1', consent: { analytics: true } }),
      });
      expect(answer.status).toBe(202);
    };

    it('is in a table of its own, and nowhere on orders; it goes after 30 days, or eight once the order was told, by cron that needs no shop and no connection', async () => {
      const [paid, open] = [await buy('card'), await buy('bacs')];
      await shop.cron('warp_send_events');
      expect(await kept()).toEqual([paid, open]);
      expect([...new Set((await marksIn(shop.wordpress, MARKS)).map((place) => place.replace(/^.* in /, '')))]).toEqual(['wp_warp_order_visits ']);
      const days = (await shop.json('global $wpdb; echo wp_json_encode($wpdb->get_results("SELECT order_id, expires_at FROM {$wpdb->prefix}warp_order_visits ORDER BY order_id"));')) as { expires_at: string }[];
      expect(days.map(({ expires_at }) => Math.round((Number(expires_at) - Date.now() / 1000) / 86_400))).toEqual([8, 30]);
      expect(await shop.json("echo wp_json_encode(wp_get_schedule('warp_purge_visits'));")).toBe('daily');
      await shop.wordpress.php(`
        global $wpdb; $wpdb->query("UPDATE {$wpdb->prefix}warp_order_visits SET expires_at = " . time() . " WHERE order_id = ${paid}");
        (new Warp\\Settings\\Settings(Warp\\Settings\\Deployment::of_this_site()))->keep_connection(null); deactivate_plugins('woocommerce/woocommerce.php');`);
      await shop.cron('warp_purge_visits');
      expect(await kept()).toEqual([open]);
      await shop.wordpress.php(`activate_plugin('woocommerce/woocommerce.php'); (new Warp\\Settings\\Settings(Warp\\Settings\\Deployment::of_this_site()))->keep_connection(Warp\\Connection\\ConnectionCode::parse('${shop.core.connectionCode}'));`);
    });

    it('goes with an order that is deleted', async () => {
      const order = await buy('bacs');
      expect(await kept()).toContain(order);
      await shop.wordpress.php(`wc_get_order(${order})->delete(true);`);
      expect(await kept()).not.toContain(order);
    });

    it('that the version before noted on orders and their copies, leaves them by cron; an order that is paid later still knows its visit', async () => {
      const order = await buy('bacs');
      const copy = Number(await shop.wordpress.php(`$copy = clone wc_get_order(${order}); $copy->set_id(0); $copy->save(); echo $copy->get_id();`));
      await shop.wordpress.php(`Warp\\WooCommerce\\OrderVisits::forget(${order}); $order = wc_get_order(${order}); $order->delete_meta_data('_warp_consent'); $order->save_meta_data();`);
      await noteAsBefore(order, order);
      await noteAsBefore(order, copy);
      // More than one batch, of orders that are not there any more.
      await shop.wordpress.php(`
        global $wpdb;
        $rows = array_map(static fn($id) => $wpdb->prepare('(%d, %s, %s)', $id, '_warp_visit', serialize(array('order' => 1, 'fields' => array('visitor_id' => 'visitor-1')))), range(900000, 901199));
        foreach (array_chunk($rows, 200) as $some) $wpdb->query("INSERT INTO ${meta.table} (${meta.id}, meta_key, meta_value) VALUES " . implode(',', $some));`);
      await fetch(`${shop.wordpress.url}/wp-admin/admin-post.php`);
      expect(await shop.json('echo wp_json_encode(Warp\\WooCommerce\\FormerVisitNotes::left());')).toBeGreaterThan(1200);
      await shop.cron('warp_move_visit_notes');
      expect(await shop.json('echo wp_json_encode(Warp\\WooCommerce\\FormerVisitNotes::left());')).toBe(0);
      expect((await marksIn(shop.wordpress, MARKS)).filter((place) => !place.includes('warp_order_visits'))).toEqual([]);
      expect(await shop.json(`echo wp_json_encode(wc_get_order(${order})->get_meta('_warp_consent'));`)).toEqual({ order, analytics: true, marketing: false });
      await shop.wordpress.php(`wc_get_order(${order})->update_status('processing');`);
      await shop.cron('warp_send_events');
      expect(shop.core.counted('purchase').find(({ event_id }) => event_id.endsWith(`:${order}`))).toMatchObject({ visitor_id: 'visitor-1', consent: { analytics: true, marketing: false } });
    });

    it('is gone when the plugin is switched off: from tables, files, orders, users and cron, also what the version before left and what waits for a core that is away', async () => {
      const order = await buy('bacs');
      await noteAsBefore(order, order);
      await noteAsBefore(order, 900_001);
      await visitWhileAway();
      await buy('card');
      await shop.wordpress.php("set_transient('warp_export_x', 'visitor-1', 600); do_action('warp_track', 'generate_lead', array('note' => 'visitor-1'), array('visit' => false));");
      const before = await marksIn(shop.wordpress, MARKS);
      for (const place of ['warp_order_visits', 'warp_queue', '_warp_visit', '_transient_warp_export_x', 'in file ']) expect(before.filter((found) => found.includes(place))).not.toEqual([]);

      await shop.wordpress.php("deactivate_plugins('warp/warp.php');");
      expect(await marksIn(shop.wordpress, MARKS)).toEqual([]);
      expect(await shop.json(CRON)).toEqual([]);
    });

    it('and does not come back with it: orders that waited are told, of nobody', async () => {
      shop.core.isAway = false;
      const before = shop.core.arrived.length;
      await shop.wordpress.php("activate_plugin('warp/warp.php');");
      await shop.wordpress.php('global $wpdb; $wpdb->query("UPDATE {$wpdb->prefix}warp_queue SET due_at = 0");');
      await shop.cron('warp_send_events');
      const told = shop.core.arrived.slice(before);
      expect(told).toMatchObject([{ event_type: 'purchase', consent: { analytics: true, marketing: false }, event_data: { value: 17.4, items: [{ quantity: 1 }] } }]);
      expect(MARKS.filter((mark) => JSON.stringify(told).includes(mark))).toEqual([]);
    });

    it('is gone when the plugin is deleted with the default choice; what stays on orders says nothing about anybody', async () => {
      await buy('card');
      await noteAsBefore(1, 900_001);
      await shop.wordpress.php("deactivate_plugins('warp/warp.php'); uninstall_plugin('warp/warp.php');");
      expect(await marksIn(shop.wordpress, MARKS)).toEqual([]);
      expect(await shop.json(CRON)).toEqual([]);
      expect(await shop.json("global $wpdb; echo wp_json_encode(array_values(preg_grep('/warp/', $wpdb->get_col('SHOW TABLES'))));")).toEqual([]);
      const keys = (await shop.json(`global $wpdb; echo wp_json_encode($wpdb->get_col("SELECT DISTINCT meta_key FROM ${meta.table} WHERE meta_key LIKE '%warp%' ORDER BY meta_key"));`)) as string[];
      expect(keys).toEqual(['_warp_consent', '_warp_event']);
      expect(await shop.wordpress.debugLog()).toEqual([]);
    });
  });
});
