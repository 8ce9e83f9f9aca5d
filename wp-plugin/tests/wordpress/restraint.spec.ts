import { existsSync } from 'node:fs';
import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { describeWith } from '../../../core-api/test/setup/capabilities.js';
import { buildPlugin } from './build-plugin.js';
import { AGREES, buyerAt, USER_AGENT } from './buyer.js';
import { bootShop, type Shop } from './shop.js';

/**
 * What a plugin must not do to the site it is a guest of: fill what each page loads, write at each hit (which brings a busy
 * site's database down), or call home.
 */
describeWith(['php'], 'On the site it is a guest of, the plugin', () => {
  let shop: Shop;
  let log: string;
  let asked: string;
  const settings = async (): Promise<Record<string, string>> => (await shop.json("echo wp_json_encode(get_option('warp_settings'));")) as Record<string, string>;
  const coreUrl = (): Promise<string> => shop.wordpress.php("echo get_option('warp_settings')['connection']['core'];");
  /** Statements that changed something since the last look. */
  const writes = async (): Promise<string[]> => {
    const lines = existsSync(log) ? (await readFile(log, 'utf8')).split('\n').filter((line) => line !== '') : [];
    await rm(log, { force: true });
    return lines;
  };
  /** To the end: an answer left half read may break the next one on its connection. */
  const look = async (path: string, headers: Readonly<Record<string, string>>): Promise<void> => {
    const answer = await fetch(shop.wordpress.url + path, { headers });
    await answer.arrayBuffer();
  };
  const visit = async (path: string): Promise<number> => {
    const answer = await fetch(shop.wordpress.url + path, {
      method: 'POST',
      headers: { 'content-type': 'text/plain', origin: shop.wordpress.url, 'user-agent': USER_AGENT },
      body: JSON.stringify({ script_id: shop.core.scriptId, event_type: 'page_view', page_url: `${shop.wordpress.url}/` }),
    });
    await answer.arrayBuffer();
    return answer.status;
  };

  beforeAll(async () => {
    const plugin = await buildPlugin();
    shop = await bootShop(plugin);
    await plugin.remove();
    log = join(shop.wordpress.dir, 'writes.log');
    asked = join(shop.wordpress.dir, 'asked.log');
    // A filter that is there before WordPress is.
    await shop.wordpress.configure(`
      $GLOBALS['wp_filter']['pre_http_request'][10]['log'] = array('accepted_args' => 3, 'function' => function ($answer, $arguments, $url) {
        file_put_contents('${asked}', parse_url($url, PHP_URL_HOST) . ':' . parse_url($url, PHP_URL_PORT) . "\n", FILE_APPEND);
        return $answer;
      });`);
    const buyer = await buyerAt(shop, 'classic', AGREES);
    await buyer.add(shop.products.mug, 1);
    await buyer.checkOut('card');
    for (const hook of ['warp_test_proxy', 'warp_refresh_script', 'warp_reconcile_orders', 'warp_send_events']) await shop.cron(hook);
    for (const path of ['/', '/wp-admin/admin-post.php', '/wp-cron.php']) await fetch(shop.wordpress.url + path);
    await shop.wordpress.php("apply_filters('site_status_tests', array())['async']['warp-connection']['async_direct_test']();");
    await shop.wordpress.configure(`
      define('SAVEQUERIES', true);
      register_shutdown_function(function () {
        foreach ((array) ($GLOBALS['wpdb']->queries ?? array()) as $query) {
          if (!preg_match('/^\\s*(SELECT|SHOW|DESCRIBE|SET)/i', $query[0])) {
            file_put_contents('${log}', $_SERVER['REQUEST_URI'] . ' ' . preg_replace('/\\s+/', ' ', $query[0]) . "\\n", FILE_APPEND);
          }
        }
      });`);
  });
  afterAll(() => shop?.stop());

  it('keeps one small row that pages load, and the rest apart', async () => {
    const rows = (await shop.json(`
      global $wpdb;
      echo wp_json_encode($wpdb->get_results("SELECT option_name AS name, autoload, LENGTH(option_value) AS bytes FROM $wpdb->options WHERE option_name LIKE '%warp%' ORDER BY option_name"));`)) as {
      name: string;
      autoload: string;
      bytes: string;
    }[];
    expect(rows.map(({ name, autoload }) => `${name} ${autoload}`)).toEqual(['warp_capture off', 'warp_hosts off', 'warp_proxy off', 'warp_settings on', 'warp_status off', 'warp_visit_notes_moved off']);
    expect(Number(rows.find(({ name }) => name === 'warp_settings')?.bytes)).toBeLessThan(4096);
  });

  it('asks nobody but its own core and this site itself', async () => {
    // WordPress asks its own for updates when its cron runs.
    const hosts = new Set((await readFile(asked, 'utf8')).split('\n').filter((line) => line !== '' && line !== 'api.wordpress.org:'));
    expect([...hosts].sort()).toEqual([new URL(shop.wordpress.url).host, new URL(await coreUrl()).host].sort());
  });

  it('writes nothing for pages that people look at, nor for their hits, whichever way these take', async () => {
    const { collect_file: file, early_name: early, rest_namespace: space, rest_route: route, view_mark: mark } = await settings();
    await writes();
    for (const path of ['/', '/hello-world/', '/?s=mug', '/not-there/', '/feed/', `/?p=${shop.products.mug}`]) await look(path, { 'user-agent': USER_AGENT });
    for (const path of [`/${file}.php`, `/${early}`, `/wp-json/${space}/${route}`]) expect(await visit(path)).toBe(202);
    await look(`/${file}.php?${mark}=v`, { referer: `${shop.wordpress.url}/` });
    expect((await writes()).filter((write) => !/woocommerce_sessions|_wc_session/.test(write))).toEqual([]);
    // The look itself sees what is written.
    await shop.wordpress.php("update_option('blogdescription', 'changed');");
    expect(await writes()).toEqual([expect.stringContaining('blogdescription')]);
  });
});
