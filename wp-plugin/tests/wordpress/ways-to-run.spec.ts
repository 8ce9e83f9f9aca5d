import { existsSync } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from '@jest/globals';
import { describeWith } from '../../../core-api/test/setup/capabilities.js';
import { BAD_CODES } from './bad-codes.js';
import { buildPlugin, type BuiltPlugin } from './build-plugin.js';
import { startStandInCore, type StandInCore } from './stand-in-core.js';
import { bootWordPress, installedTemplate, type WordPressSite } from './wordpress.js';

const ACTIVATE = "echo activate_plugin('warp/warp.php') ? 'refused' : 'active';";
const REFRESH = "do_action('warp_refresh_script');";
const SETTINGS_SCREEN = `
  $deployment = Warp\\Settings\\Deployment::of_this_site();
  $settings = new Warp\\Settings\\Settings($deployment);
  (new Warp\\Admin\\SettingsPage($settings, $deployment, new Warp\\Connection\\StatusRecord()))->render();`;

/** What the settings screen does with a good code. */
const connect = (code: string): string => `
  $settings = new Warp\\Settings\\Settings(Warp\\Settings\\Deployment::of_this_site());
  $settings->keep_connection(Warp\\Connection\\ConnectionCode::parse('${code}'));
  ${REFRESH}`;

describeWith(['php'], 'The plugin, run in other ways than by a person at the screen of a single site', () => {
  let plugin: BuiltPlugin;
  let core: StandInCore;
  let wordpress: WordPressSite;
  const boot = async (more = ''): Promise<void> => {
    wordpress = await bootWordPress({ suite: 'trixie', plugins: { warp: plugin.folder }, more });
  };
  const bootConnected = async (): Promise<void> => {
    await boot();
    await wordpress.php(ACTIVATE);
    await wordpress.php(connect(core.connectionCode));
  };
  const json = async (code: string): Promise<unknown> => JSON.parse(await wordpress.php(code));

  beforeAll(async () => {
    plugin = await buildPlugin();
    await installedTemplate('trixie');
  });

  afterAll(() => plugin.remove());

  beforeEach(async () => {
    core = await startStandInCore();
  });

  afterEach(async () => {
    const log = await wordpress.debugLog();
    await wordpress.stop();
    await core.stop();
    expect(log).toEqual([]);
  });

  it('is connected and told whom to leave out by constants, locks those fields, and schedules itself', async () => {
    await boot(`
      define('WARP_CONNECTION_CODE', '${core.connectionCode}');
      define('WARP_EXCLUDED_ROLES', 'editor, author');`);
    expect(await wordpress.php(ACTIVATE)).toBe('active');
    await fetch(`${wordpress.url}/wp-admin/admin-post.php`);
    expect(Number(await wordpress.php("echo wp_next_scheduled('warp_refresh_script') - time();"))).toBeCloseTo(0, -2);
    await wordpress.php(REFRESH);
    expect(await (await fetch(`${wordpress.url}/`)).text()).toContain('nowprocket');
    const screen = await wordpress.php(SETTINGS_SCREEN);
    expect(screen).toContain('Set by the constant WARP_CONNECTION_CODE.');
    expect(screen).toContain('Set by the constant WARP_EXCLUDED_ROLES.');
    expect(screen).not.toContain('<textarea');
    expect(screen).toMatch(/value="editor"\s+checked='checked'/);
    expect(screen).not.toMatch(/excluded_roles\[\]" value="administrator"\s+checked/);
    expect(await json("echo wp_json_encode(get_option('warp_settings'));")).toMatchObject({ connection: null });
  });

  it('stays unconnected when the constant is no connection code, and says which rule it breaks', async () => {
    const onlyCore = Buffer.from('{"core":"https://warp.example.com"}').toString('base64url');
    await boot(`define('WARP_CONNECTION_CODE', '${onlyCore}');`);
    await wordpress.php(ACTIVATE);
    const screen = await wordpress.php(SETTINGS_SCREEN);
    expect(screen).toContain('The constant WARP_CONNECTION_CODE is not valid.');
    expect(screen).toContain('The connection code lacks the field script_id.');
    expect((await fetch(`${wordpress.url}/`)).status).toBe(200);
  });

  it('names the field and the rule for every fault of a connection code', async () => {
    await boot();
    await wordpress.php(ACTIVATE);
    const said = (await json(`
      foreach (json_decode('${JSON.stringify(BAD_CODES.map(({ code }) => code))}') as $code) {
        try {
          Warp\\Connection\\ConnectionCode::parse($code);
          $said[] = 'accepted';
        } catch (Warp\\Connection\\InvalidConnectionCode $invalid) {
          $said[] = Warp\\Admin\\ConnectionCodeSentence::of($invalid);
        }
      }
      echo wp_json_encode($said);`)) as string[];
    expect(BAD_CODES.map(({ fault }, index) => ({ fault, said: said[index] }))).toEqual(
      BAD_CODES.map(({ fault, sentence }) => ({ fault, said: expect.stringContaining(sentence) })),
    );
  });

  it('tells each optimiser, in its own way, to leave the script alone', async () => {
    await bootConnected();
    const lists = [
      ...['rocket_exclude_js', 'rocket_exclude_defer_js', 'rocket_delay_js_exclusions'],
      ...['litespeed_optimize_js_excludes', 'litespeed_optm_js_defer_exc', 'litespeed_optm_gm_js_exc'],
      ...['sgo_js_minify_exclude', 'sgo_javascript_combine_exclude', 'sgo_js_async_exclude'],
    ];
    const answer = (await json(`
      wp_enqueue_scripts();
      foreach (json_decode('${JSON.stringify(lists)}') as $filter) {
        $told[$filter] = apply_filters($filter, array('theirs'));
      }
      $told['text'] = apply_filters('autoptimize_filter_js_exclude', 'a.js, b.js');
      $told['empty_text'] = apply_filters('autoptimize_filter_js_exclude', '');
      $told['list'] = apply_filters('autoptimize_filter_js_exclude', array('a.js' => 'remove'));
      echo wp_json_encode(array('names' => get_option('warp_settings'), 'told' => $told));`)) as {
      names: { folder: string; handle: string };
      told: unknown;
    };
    const { folder, handle } = answer.names;
    const path = ['theirs', `/wp-content/uploads/${folder}/(.*).js`];
    const part = ['theirs', `${folder}/`];
    const name = ['theirs', handle];
    expect(answer.told).toEqual({
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

  it('removes replaced scripts after 30 days, hides its folder from listings, and says when it may not write', async () => {
    await bootConnected();
    const name = await wordpress.php("echo get_option('warp_settings')['folder'];");
    const folder = join(wordpress.dir, 'wp-content/uploads', name);
    const scripts = async (): Promise<string[]> => (await readdir(folder)).filter((file) => file.endsWith('.js'));
    const [first = ''] = await scripts();
    expect((await stat(join(folder, 'index.html'))).size).toBe(0);
    core.changeScript();
    await wordpress.php(REFRESH);
    expect(await scripts()).toHaveLength(2);
    await wordpress.php(`touch('${join(folder, first)}', time() - 31 * DAY_IN_SECONDS);`);
    core.changeScript();
    await wordpress.php(REFRESH);
    expect(await scripts()).toHaveLength(2);
    expect(existsSync(join(folder, first))).toBe(false);

    const elsewhere = "function ($dir) { return array('basedir' => '/proc/nowhere') + $dir; }";
    await wordpress.php(`add_filter('upload_dir', ${elsewhere}); ${REFRESH}`);
    expect(await wordpress.php("echo get_option('warp_status')['problem'];")).toContain(
      'The script could not be written: WordPress may not write to /proc/nowhere',
    );
  });

  it('speaks the language of the site, in PHP and in the panels, by translations in its own folder', async () => {
    await boot();
    await wordpress.php(ACTIVATE);
    await wordpress.php(`
      require_once ABSPATH . WPINC . '/pomo/mo.php';
      $mo = new MO();
      $mo->add_entry(new Translation_Entry(array('singular' => 'Warp settings', 'translations' => array('Einstellungen von Warp'))));
      $folder = WP_PLUGIN_DIR . '/warp/languages/';
      $mo->export_to_file($folder . 'warp-de_DE.mo');
      file_put_contents($folder . 'warp-de_DE-' . md5('build/room.js') . '.json', '{"locale_data":{"messages":{"Today":["Heute"]}}}');`);
    await wordpress.configure("define('WPLANG', 'de_DE');");
    expect(await wordpress.php(SETTINGS_SCREEN)).toContain('<h1>Einstellungen von Warp</h1>');
    const panels = await wordpress.php(`
      (new Warp\\Panels\\Bundle(WP_PLUGIN_DIR . '/warp/warp.php', 'room'))->enqueue();
      echo wp_scripts()->print_translations('warp-room', false);`);
    expect(panels).toContain('Heute');
  });
});
