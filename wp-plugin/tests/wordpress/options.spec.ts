import { existsSync } from 'node:fs';
import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { describeWith } from '../../../core-api/test/setup/capabilities.js';
import { buildPlugin } from './build-plugin.js';
import { AGREES, buyerAt, USER_AGENT } from './buyer.js';
import { bootShop, type Shop } from './shop.js';

/** Each page loads what is autoloaded, and a write at each hit is what brings a busy site's database down. */
describeWith(['php'], 'What the plugin keeps with the site’s options', () => {
  let shop: Shop;
  let log: string;
  const settings = async (): Promise<Record<string, string>> => (await shop.json("echo wp_json_encode(get_option('warp_settings'));")) as Record<string, string>;
  /** Statements that changed something since the last look. */
  const writes = async (): Promise<string[]> => {
    const lines = existsSync(log) ? (await readFile(log, 'utf8')).split('\n').filter((line) => line !== '') : [];
    await rm(log, { force: true });
    return lines;
  };
  const visit = async (path: string): Promise<number> => {
    const answer = await fetch(shop.wordpress.url + path, {
      method: 'POST',
      headers: { 'content-type': 'text/plain', origin: shop.wordpress.url, 'user-agent': USER_AGENT },
      body: JSON.stringify({ script_id: shop.core.scriptId, event_type: 'page_view', page_url: `${shop.wordpress.url}/` }),
    });
    return answer.status;
  };

  beforeAll(async () => {
    const plugin = await buildPlugin();
    shop = await bootShop(plugin);
    await plugin.remove();
    log = join(shop.wordpress.dir, 'writes.log');
    const buyer = await buyerAt(shop, 'classic', AGREES);
    await buyer.add(shop.products.mug, 1);
    await buyer.checkOut('card');
    for (const hook of ['warp_test_proxy', 'warp_refresh_script', 'warp_reconcile_orders', 'warp_send_events']) await shop.cron(hook);
    await fetch(`${shop.wordpress.url}/`);
    await shop.wordpress.configure(`
      define('SAVEQUERIES', true);
      register_shutdown_function(function () {
        foreach ((array) ($GLOBALS['wpdb']->queries ?? array()) as $query) {
          if (!preg_match('/^\\s*(SELECT|SHOW|DESCRIBE|SET)/i', $query[0])) {
            file_put_contents('${log}', $_SERVER['REQUEST_URI'] . ' ' . preg_replace('/\\s+/', ' ', $query[0]) . "\\n", FILE_APPEND);
          }
        }
      });`);
  }, 120_000);
  afterAll(() => shop?.stop());

  it('is one small row that pages load, and the rest apart', async () => {
    const rows = (await shop.json(`
      global $wpdb;
      echo wp_json_encode($wpdb->get_results("SELECT option_name AS name, autoload, LENGTH(option_value) AS bytes FROM $wpdb->options WHERE option_name LIKE '%warp%' ORDER BY option_name"));`)) as {
      name: string;
      autoload: string;
      bytes: string;
    }[];
    expect(rows.map(({ name, autoload }) => `${name} ${autoload}`)).toEqual(['warp_capture off', 'warp_proxy off', 'warp_purged_until off', 'warp_settings on', 'warp_status off']);
    expect(Number(rows.find(({ name }) => name === 'warp_settings')?.bytes)).toBeLessThan(4096);
  });

  it('is not written by pages that people look at, nor by their hits, whichever way these take', async () => {
    const { collect_file: file, early_name: early, rest_namespace: space, rest_route: route, view_mark: mark } = await settings();
    await writes();
    for (const path of ['/', '/hello-world/', '/?s=mug', '/not-there/', '/feed/', `/?p=${shop.products.mug}`]) await fetch(shop.wordpress.url + path, { headers: { 'user-agent': USER_AGENT } });
    for (const path of [`/${file}.php`, `/${early}`, `/wp-json/${space}/${route}`]) expect(await visit(path)).toBe(202);
    await fetch(`${shop.wordpress.url}/${file}.php?${mark}=v`, { headers: { referer: `${shop.wordpress.url}/` } });
    expect((await writes()).filter((write) => !/woocommerce_sessions|_wc_session/.test(write))).toEqual([]);
    // The look itself sees what is written.
    await shop.wordpress.php("update_option('blogdescription', 'changed');");
    expect(await writes()).toEqual([expect.stringContaining('blogdescription')]);
  });
});
