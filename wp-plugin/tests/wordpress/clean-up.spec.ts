import { existsSync, readdirSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { describeWith } from '../../../core-api/test/setup/capabilities.js';
import { buildPlugin, type BuiltPlugin } from './build-plugin.js';
import { AGREES, buyerAt, USER_AGENT } from './buyer.js';
import { makeNetwork } from './network.js';
import { bootShop, type Shop } from './shop.js';
import { startStandInCore, type StandInCore } from './stand-in-core.js';
import { namesOf, tracesOf } from './traces.js';
import { bootWordPress, type WordPressSite } from './wordpress.js';

const CRON = 'echo wp_json_encode(array_values(array_unique(array_merge(...array_map(fn($hooks) => preg_grep("/warp/", array_keys((array) $hooks)), array_values(_get_cron_array()))))));';

/** What the plugin leaves when it goes: nothing, on one site and on every site of a network. */
describeWith(['php'], 'When the plugin goes', () => {
  let plugin: BuiltPlugin;
  beforeAll(async () => {
    plugin = await buildPlugin();
  });
  afterAll(() => plugin.remove());

  /** A shop with something of everything that the plugin keeps. */
  const usedShop = async (): Promise<Shop> => {
    const shop = await bootShop(plugin);
    const buyer = await buyerAt(shop, 'classic', AGREES);
    await buyer.add(shop.products.mug, 1);
    await buyer.checkOut('card');
    for (const hook of ['warp_test_proxy', 'warp_refresh_script', 'warp_reconcile_orders']) await shop.cron(hook);
    const { collect_file: file, view_mark: mark } = (await shop.json("echo wp_json_encode(get_option('warp_settings'));")) as Record<string, string>;
    await fetch(`${shop.wordpress.url}/${file}.php?${mark}=v`, { headers: { referer: `${shop.wordpress.url}/`, 'user-agent': USER_AGENT } });
    await shop.wordpress.php(`
      set_transient('warp_figures_x', array('answer' => array()), 600);
      (new Warp\\Connection\\ConnectAttempts(1))->keep_address('https://warp.example.com');`);
    await fetch(`${shop.wordpress.url}/wp-admin/admin-post.php`);
    return shop;
  };
  const DELETE = "deactivate_plugins('warp/warp.php'); uninstall_plugin('warp/warp.php');";

  describe('from a shop that used everything', () => {
    let shop: Shop;
    beforeAll(async () => {
      shop = await usedShop();
    });
    afterAll(() => shop?.stop());

    it('deactivated, nothing of it runs any more; what waits and what was set stays, and is there when it is active again', async () => {
      expect(((await shop.json(CRON)) as string[]).length).toBeGreaterThanOrEqual(5);
      await shop.wordpress.php("deactivate_plugins('warp/warp.php');");
      expect(await shop.json(CRON)).toEqual([]);
      const { dir } = shop.wordpress;
      expect(readdirSync(dir).filter((name) => /^[cdfghjkmnqrvwxyz]{12}\.php$/.test(name))).toEqual([]);
      expect(readdirSync(`${dir}/wp-content/mu-plugins`)).toEqual(['sqlite-database-integration']);
      expect(await shop.json("global $wpdb; echo (int) $wpdb->get_var(\"SELECT COUNT(*) FROM {$wpdb->prefix}warp_queue\");")).toBe(1);
      await shop.wordpress.php("activate_plugin('warp/warp.php');");
      expect(await shop.json("echo wp_json_encode(null !== get_option('warp_settings')['connection']);")).toBe(true);
    });

    it('deleted, it leaves nothing in any table or folder but its notes on orders', async () => {
      const names = await namesOf(shop.wordpress);
      expect(names.length).toBeGreaterThanOrEqual(8);
      expect((await tracesOf(shop.wordpress, names)).length).toBeGreaterThan(10);
      await shop.wordpress.php(DELETE);
      expect(await tracesOf(shop.wordpress, names)).toEqual(['row of wp_wc_orders_meta _warp_consent', 'row of wp_wc_orders_meta _warp_event']);
      expect(await shop.wordpress.debugLog()).toEqual([]);
    });
  });

  it('from a shop whose owner asked for it, it takes its notes on orders along', async () => {
    const shop = await usedShop();
    const names = await namesOf(shop.wordpress);
    await shop.wordpress.php(`(new Warp\\Settings\\Settings(Warp\\Settings\\Deployment::of_this_site()))->keep_removes_order_notes(true); ${DELETE}`);
    const traces = await tracesOf(shop.wordpress, names);
    const log = await shop.wordpress.debugLog();
    await shop.stop();
    expect([traces, log]).toEqual([[], []]);
  });

  describe('from a network', () => {
    let wordpress: WordPressSite;
    let core: StandInCore;
    const json = async (code: string): Promise<unknown> => JSON.parse(await wordpress.php(code));
    /** Does something on a site. */
    const on = (site: number, code: string): Promise<string> => wordpress.php(`switch_to_blog(${site}); ${code}`);
    const CONNECT = (code: string): string => `
      $settings = new Warp\\Settings\\Settings(Warp\\Settings\\Deployment::of_this_site());
      $settings->keep_connection(Warp\\Connection\\ConnectionCode::parse('${code}'));`;
    const settingsOf = async (site: number): Promise<Record<string, string>> => JSON.parse(await on(site, "echo wp_json_encode(get_option('warp_settings'));")) as Record<string, string>;
    /** Connects a site as its owner does, by a request to its own wp-admin, which schedules the rest; then the time comes. */
    const connect = async (site: number, path: string): Promise<void> => {
      await on(site, CONNECT(core.connectionCode));
      await fetch(`${wordpress.url}${path}wp-admin/admin-post.php`);
      await fetch(`${wordpress.url}${path}wp-cron.php`);
    };
    const visit = async (site: number, path: string): Promise<number> => {
      const { collect_file: file } = await settingsOf(site);
      const answer = await fetch(`${wordpress.url}/${file}.php`, {
        method: 'POST',
        headers: { 'content-type': 'text/plain', origin: wordpress.url, 'user-agent': USER_AGENT },
        body: JSON.stringify({ script_id: core.scriptId, event_type: 'page_view', page_url: `${wordpress.url}${path}` }),
      });
      return answer.status;
    };

    beforeAll(async () => {
      core = await startStandInCore();
      wordpress = await bootWordPress({ suite: 'trixie', plugins: { warp: plugin.folder } });
      await makeNetwork(wordpress);
      await wordpress.php("activate_plugin('warp/warp.php', '', true);");
      await connect(1, '/');
      await connect(2, '/second/');
    });
    afterAll(async () => {
      await wordpress?.stop();
      await core?.stop();
    });

    it('each site has names, files, schedule and table of its own, also one that is made later', async () => {
      await wordpress.php(`wp_insert_site(array('domain' => '${new URL(wordpress.url).host}', 'path' => '/third/', 'title' => 'Third', 'user_id' => 1));`);
      await connect(3, '/third/');
      const sites = await Promise.all([1, 2, 3].map(settingsOf));
      for (const name of ['handle', 'folder', 'collect_file', 'early_name', 'private_folder', 'visitor_cookie', 'visit_cookie', 'view_mark']) {
        expect(new Set(sites.map((kept) => kept[name])).size).toBe(3);
      }
      for (const [index, path] of ['/', '/second/', '/third/'].entries()) {
        const site = index + 1;
        expect(JSON.parse(await on(site, CRON)) as string[]).toEqual(expect.arrayContaining(['warp_refresh_script', 'warp_test_proxy', 'warp_send_waiting', 'warp_report_views']));
        expect(await (await fetch(`${wordpress.url}${path}`)).text()).toContain(`${sites[index]?.['folder']}/${sites[index]?.['script_file']}`);
        const before = core.events.length;
        expect(await visit(site, path)).toBe(202);
        await on(site, "do_action('warp_track', 'generate_lead', array(), array('visit' => false)); do_action('warp_send_waiting');");
        expect(core.events.slice(before)).toMatchObject([{ isSigned: true, fields: { page_url: `${wordpress.url}${path}` } }]);
      }
      expect(await json("global $wpdb; echo wp_json_encode(array_values(preg_grep('/warp/', $wpdb->get_col('SHOW TABLES'))));")).toEqual(['wp_2_warp_queue', 'wp_3_warp_queue', 'wp_warp_queue']);
    });

    it('a site that is deleted takes its own with it, and leaves the others alone', async () => {
      await on(2, "do_action('warp_track', 'generate_lead', array(), array('visit' => false));");
      const [first, second] = await Promise.all([1, 2].map(settingsOf));
      await wordpress.php("require_once ABSPATH . 'wp-admin/includes/ms.php'; wpmu_delete_blog(2, true);");
      const names = Object.values(second ?? {}).filter((value) => /^[cdfghjkmnqrvwxyz]{12}$/.test(value));
      expect((await tracesOf(wordpress, names)).filter((trace) => names.some((name) => trace.includes(name)) || trace.includes('wp_2_'))).toEqual([]);
      expect(existsSync(`${wordpress.dir}/${first?.['collect_file']}.php`)).toBe(true);
      expect(await visit(1, '/')).toBe(202);
    });

    it('deleted, it leaves nothing on any site', async () => {
      for (const site of [1, 3]) await on(site, "do_action('warp_track', 'generate_lead', array(), array('visit' => false));");
      const names = (await Promise.all([1, 3].map(settingsOf))).flatMap((kept) => Object.values(kept).filter((value) => /^[cdfghjkmnqrvwxyz]{12}$/.test(value)));
      for (const site of [1, 3]) await on(site, "Warp\\WooCommerce\\OrderVisits::keep(7, new Warp\\Events\\Visit(new Warp\\Consent\\Consent(true, true), array('visitor_id' => 'buyer')), 600);");
      await wordpress.php("deactivate_plugins('warp/warp.php', false, true);");
      for (const site of [1, 3]) {
        expect(JSON.parse(await on(site, CRON))).toEqual([]);
        expect(await on(site, 'echo $wpdb->get_var("SELECT COUNT(*) FROM {$wpdb->prefix}warp_order_visits");')).toBe('0');
      }
      await wordpress.php("uninstall_plugin('warp/warp.php');");
      expect(await tracesOf(wordpress, names)).toEqual([]);
      expect(await wordpress.debugLog()).toEqual([]);
    });
  });
});
