import { existsSync } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { describeWith } from '../../../core-api/test/setup/capabilities.js';
import { BAD_CODES } from './bad-codes.js';
import { startStandInCore, type StandInCore } from './stand-in-core.js';
import { bootWordPress, type WordPressSite } from './wordpress.js';

const PLUGIN = new URL('../../', import.meta.url).pathname;
const PORT = 43_110;
const ACTIVATE = "require_once ABSPATH . 'wp-admin/includes/plugin.php'; $problem = activate_plugin('warp/warp.php'); if ($problem) echo 'PROBLEM';";
/** The part of a front page that carries scripts, as a guest gets it, and what optimisers are told. */
const PAGE_OF_A_GUEST = "ob_start(); wp_enqueue_scripts(); wp_print_head_scripts(); $page = ob_get_clean();";

describeWith(['php'], 'The plugin, run in other ways than by a person at the screen of a single site', () => {
  let core: StandInCore;
  let wordpress: WordPressSite;
  const boot = async (more?: string): Promise<void> => {
    wordpress = await bootWordPress({ suite: 'trixie', port: PORT, plugins: { warp: PLUGIN }, ...(more === undefined ? {} : { more }) });
  };
  const connect = (code: string): string =>
    `$settings = new Warp\\Settings\\Settings(Warp\\Settings\\Deployment::of_this_site());
     $settings->keep_connection(Warp\\Connection\\ConnectionCode::parse('${code}'));
     do_action('warp_refresh_script');`;

  beforeEach(async () => {
    core = await startStandInCore();
  });

  afterEach(async () => {
    expect(await wordpress.debugLog()).toEqual([]);
    await wordpress.stop();
    await core.stop();
  });

  it('is connected and told whom to leave out by constants, locks those fields, and schedules itself', async () => {
    await boot(`define('WARP_CONNECTION_CODE', '${core.connectionCode}'); define('WARP_EXCLUDED_ROLES', 'editor, author');`);
    expect(await wordpress.php(ACTIVATE)).toBe('');
    await wordpress.php("define('WP_ADMIN', true); require_once ABSPATH . 'wp-admin/includes/plugin.php'; (new Warp\\Script\\ScriptRefresh(new Warp\\Settings\\Settings(Warp\\Settings\\Deployment::of_this_site()), new Warp\\Connection\\CoreClient(), new Warp\\Connection\\StatusRecord()))->ensure_scheduled();");
    expect(await wordpress.php("echo wp_next_scheduled('warp_refresh_script') <= time() ? 'due' : 'later';")).toBe('due');
    await wordpress.php("do_action('warp_refresh_script');");
    expect(await (await fetch(`${wordpress.url}/`)).text()).toContain('nowprocket');
    const screen = await wordpress.php(
      `wp_set_current_user(1); require_once ABSPATH . 'wp-admin/includes/template.php';
       (new Warp\\Admin\\SettingsPage(new Warp\\Settings\\Settings(Warp\\Settings\\Deployment::of_this_site()), Warp\\Settings\\Deployment::of_this_site(), new Warp\\Connection\\StatusRecord()))->render();`,
    );
    expect(screen).toContain('Set by the constant WARP_CONNECTION_CODE.');
    expect(screen).toContain('Set by the constant WARP_EXCLUDED_ROLES.');
    expect(screen).not.toContain('<textarea');
    expect(screen).toMatch(/value="editor"\s+checked='checked'/);
    expect(screen).not.toMatch(/value="administrator"\s+checked/);
    expect(await wordpress.php("echo strpos(wp_json_encode(get_option('warp_settings')), 'secret') === false ? 'no secret kept' : 'secret';")).toBe('no secret kept');
  });

  it('stays unconnected when the constant is no connection code, and says which rule it breaks', async () => {
    await boot("define('WARP_CONNECTION_CODE', 'eyJjb3JlIjoiaHR0cHM6Ly93YXJwLmV4YW1wbGUuY29tIn0');");
    await wordpress.php(ACTIVATE);
    const screen = await wordpress.php(
      `require_once ABSPATH . 'wp-admin/includes/template.php';
       (new Warp\\Admin\\SettingsPage(new Warp\\Settings\\Settings(Warp\\Settings\\Deployment::of_this_site()), Warp\\Settings\\Deployment::of_this_site(), new Warp\\Connection\\StatusRecord()))->render();`,
    );
    expect(screen).toContain('The constant WARP_CONNECTION_CODE is not valid. The connection code lacks the field script_id.');
    expect((await fetch(`${wordpress.url}/`)).status).toBe(200);
  });

  it('names the field and the rule for every fault of a connection code', async () => {
    await boot();
    await wordpress.php(ACTIVATE);
    const sentences = await wordpress.php(
      `foreach (json_decode('${JSON.stringify(BAD_CODES.map(({ code }) => code))}') as $code) {
         try { Warp\\Connection\\ConnectionCode::parse($code); $said[] = 'accepted'; }
         catch (Warp\\Connection\\InvalidConnectionCode $invalid) { $said[] = Warp\\Admin\\ConnectionCodeSentence::of($invalid); }
       }
       echo wp_json_encode($said);`,
    );
    const said = JSON.parse(sentences) as string[];
    expect(BAD_CODES.map(({ fault }, index) => ({ fault, said: said[index] }))).toEqual(
      BAD_CODES.map(({ fault, sentence }) => ({ fault, said: expect.stringContaining(sentence) })),
    );
  });

  it('tells each optimiser, in its own way, to leave the script alone', async () => {
    await boot();
    await wordpress.php(ACTIVATE);
    await wordpress.php(connect(core.connectionCode));
    const answer = await wordpress.php(
      `${PAGE_OF_A_GUEST}
       $told = array('folder' => get_option('warp_settings')['folder'], 'handle' => get_option('warp_settings')['handle']);
       foreach (array('rocket_exclude_js', 'rocket_exclude_defer_js', 'rocket_delay_js_exclusions', 'litespeed_optimize_js_excludes', 'litespeed_optm_js_defer_exc', 'litespeed_optm_gm_js_exc', 'sgo_js_minify_exclude', 'sgo_javascript_combine_exclude', 'sgo_js_async_exclude') as $filter) {
         $told[$filter] = apply_filters($filter, array('theirs'));
       }
       $told['text'] = apply_filters('autoptimize_filter_js_exclude', 'a.js, b.js');
       $told['empty_text'] = apply_filters('autoptimize_filter_js_exclude', '');
       $told['list'] = apply_filters('autoptimize_filter_js_exclude', array('a.js' => 'remove'));
       echo wp_json_encode($told);`,
    );
    const { folder, handle, ...told } = JSON.parse(answer) as { folder: string; handle: string };
    const path = ['theirs', `/wp-content/uploads/${folder}/(.*).js`];
    const part = ['theirs', `${folder}/`];
    const name = ['theirs', handle];
    expect(told).toEqual({
      rocket_exclude_js: path,
      rocket_exclude_defer_js: path,
      rocket_delay_js_exclusions: path,
      litespeed_optimize_js_excludes: part,
      litespeed_optm_js_defer_exc: part,
      litespeed_optm_gm_js_exc: part,
      sgo_js_minify_exclude: name,
      sgo_javascript_combine_exclude: name,
      sgo_js_async_exclude: name,
      text: `a.js, b.js, ${folder}/`,
      empty_text: `${folder}/`,
      list: { 'a.js': 'remove', [`${folder}/`]: '' },
    });
  });

  it('removes replaced scripts after 30 days, hides its folder from listings, and says so when it may not write', async () => {
    await boot();
    await wordpress.php(ACTIVATE);
    await wordpress.php(connect(core.connectionCode));
    const folder = join(wordpress.dir, 'wp-content/uploads', await wordpress.php("echo get_option('warp_settings')['folder'];"));
    const scripts = async (): Promise<string[]> => (await readdir(folder)).filter((name) => name.endsWith('.js'));
    const [first = ''] = await scripts();
    expect((await stat(join(folder, 'index.html'))).size).toBe(0);
    core.changeScript();
    await wordpress.php("do_action('warp_refresh_script');");
    expect(await scripts()).toHaveLength(2);
    await wordpress.php(`touch('${join(folder, first)}', time() - 31 * DAY_IN_SECONDS);`);
    core.changeScript();
    await wordpress.php("do_action('warp_refresh_script');");
    expect(await scripts()).toHaveLength(2);
    expect(existsSync(join(folder, first))).toBe(false);

    await wordpress.php("add_filter('upload_dir', function ($dir) { return array('basedir' => '/proc/nowhere') + $dir; }); do_action('warp_refresh_script');");
    expect(await wordpress.php("echo get_option('warp_status')['problem'];")).toContain('The script could not be written');
  });

  it('on a network, gives each site its own names, and leaves nothing on any site when deleted', async () => {
    await boot();
    await wordpress.php(
      `define('WP_INSTALLING_NETWORK', true); define('WP_ALLOW_MULTISITE', true);
       require_once ABSPATH . 'wp-admin/includes/upgrade.php'; require_once ABSPATH . 'wp-admin/includes/network.php';
       foreach ($wpdb->tables('ms_global') as $table => $prefixed) { $wpdb->$table = $prefixed; }
       install_network(); populate_network(1, '127.0.0.1:${PORT}', 'owner@example.test', 'Network', '/', false);`,
    );
    await wordpress.configure(
      `define('MULTISITE', true); define('SUBDOMAIN_INSTALL', false); define('DOMAIN_CURRENT_SITE', '127.0.0.1:${PORT}');
       define('PATH_CURRENT_SITE', '/'); define('SITE_ID_CURRENT_SITE', 1); define('BLOG_ID_CURRENT_SITE', 1);`,
    );
    await wordpress.php("require_once ABSPATH . 'wp-admin/includes/plugin.php'; activate_plugin('warp/warp.php', '', true);");
    const each = `foreach (array(1, 2) as $id) { switch_to_blog($id);`;
    await wordpress.php(`wp_insert_site(array('domain' => '127.0.0.1:${PORT}', 'path' => '/second/', 'title' => 'Second', 'user_id' => 1));`);
    await wordpress.php(`${each} ${connect(core.connectionCode)} wp_schedule_event(time(), 'twicedaily', 'warp_refresh_script'); restore_current_blog(); }`);
    const traces = `$found = array();
      ${each} $kept = get_option('warp_settings');
      $found[] = array('folder' => $kept['folder'] ?? null, 'status' => get_option('warp_status') !== false, 'cron' => wp_next_scheduled('warp_refresh_script') !== false);
      restore_current_blog(); }
      $dirs = array();
      foreach (new RecursiveIteratorIterator(new RecursiveDirectoryIterator(WP_CONTENT_DIR . '/uploads', FilesystemIterator::SKIP_DOTS)) as $file) { $dirs[] = basename(dirname($file)); }
      echo json_encode(array('sites' => $found, 'dirs' => array_values(array_unique($dirs))));`;
    type Found = { sites: { folder: string | null; status: boolean; cron: boolean }[]; dirs: string[] };
    const before = JSON.parse(await wordpress.php(traces)) as Found;
    const folders = before.sites.map((site) => site.folder);
    expect(new Set(folders).size).toBe(2);
    expect(before.dirs).toEqual(expect.arrayContaining(folders));
    expect(before.sites.map(({ status, cron }) => ({ status, cron }))).toEqual([
      { status: true, cron: true },
      { status: true, cron: true },
    ]);

    await wordpress.php(
      `require_once ABSPATH . 'wp-admin/includes/plugin.php'; require_once ABSPATH . 'wp-admin/includes/file.php';
       deactivate_plugins('warp/warp.php', false, true);`,
    );
    const inactive = JSON.parse(await wordpress.php(traces)) as Found;
    expect(inactive.sites.map((site) => site.cron)).toEqual([false, false]);
    await wordpress.php("require_once ABSPATH . 'wp-admin/includes/plugin.php'; require_once ABSPATH . 'wp-admin/includes/file.php'; uninstall_plugin('warp/warp.php');");
    expect(JSON.parse(await wordpress.php(traces))).toEqual({
      sites: [
        { folder: null, status: false, cron: false },
        { folder: null, status: false, cron: false },
      ],
      dirs: [],
    });
  });
});
