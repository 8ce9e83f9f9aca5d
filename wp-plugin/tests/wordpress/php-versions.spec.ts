import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { describeWith } from '../../../core-api/test/setup/capabilities.js';
import { eventually } from '../../../core-api/test/setup/eventually.js';
import { buildPlugin, type BuiltPlugin } from './build-plugin.js';
import type { Suite } from './download.js';
import { phpWasm, type PhpVersion } from './php-wasm/runtime.js';
import { runOn, servedByWasm } from './php-wasm/served-by-wasm.js';
import { startStandInCore, type StandInCore } from './stand-in-core.js';
import { bootWordPress, installedTemplate, PEOPLE, type WordPressSite } from './wordpress.js';

/** Each end with a WordPress of its time. */
const ENDS: readonly { readonly php: PhpVersion; readonly release: RegExp; readonly suite: Suite }[] = [
  { php: '7.4', release: /^7\.4\.\d+$/, suite: 'trixie' },
  { php: '8.5', release: /^8\.5\.\d+$/, suite: 'sid' },
];

/** Every PHP file of the plugin, compiled, and every class loaded: what is said meanwhile, by file. */
const FAULTS = (folder: string): string => `
  define('ABSPATH', '${folder}/');
  $said = array();
  set_error_handler(function ($level, $message, $file) use (&$said) { $said[$file][] = $message; });
  error_reporting(E_ALL);
  require '${folder}/includes/autoload.php';
  $files = new RegexIterator(new RecursiveIteratorIterator(new RecursiveDirectoryIterator('${folder}')), '/\\.(php|txt)$/');
  $count = 0;
  foreach ($files as $file) {
    $path = (string) $file;
    $code = file_get_contents($path);
    if (0 !== strpos($code, '<?php')) {
      continue;
    }
    ++$count;
    try {
      // The templates' placeholders stand where a text in quotes will be.
      token_get_all(preg_replace('/\\{\\{\\w+\\}\\}/', "''", $code), TOKEN_PARSE);
      if (preg_match('#/includes/.+/[A-Z]\\w+\\.php$#', $path)) {
        require_once $path;
      }
    } catch (Throwable $fault) {
      $said[$path][] = $fault->getMessage();
    }
  }
  echo json_encode(array('release' => PHP_VERSION, 'files' => $count, 'said' => $said));`;

describeWith(['php'], 'The plugin on the oldest and the newest PHP', () => {
  let plugin: BuiltPlugin;
  beforeAll(async () => {
    [plugin] = await Promise.all([buildPlugin(), phpWasm(), ...ENDS.map(({ suite }) => installedTemplate(suite))]);
  }, 360_000);
  afterAll(() => plugin.remove());

  it.each(ENDS)('PHP $php understands every file and loads every class, without a notice', async ({ php, release }) => {
    const { files, ...found } = JSON.parse(await runOn(php, plugin.folder, FAULTS(plugin.folder))) as { files: number };
    expect(found).toEqual({ release: expect.stringMatching(release), said: [] });
    expect(files).toBeGreaterThan(100);
  });

  describe.each(ENDS)('WordPress of Debian $suite on PHP $php', ({ php, suite, release }) => {
    let wordpress: WordPressSite;
    let core: StandInCore;
    let cookie = '';
    const settings = async () =>
      JSON.parse(await wordpress.php("echo wp_json_encode(get_option('warp_settings'));")) as Record<'collect_file' | 'private_path', string>;
    const admin = async (path: string, init: RequestInit = {}): Promise<Response> =>
      fetch(`${wordpress.url}/wp-admin/${path}`, { ...init, headers: { cookie }, redirect: 'manual' });
    /** Follows a link of the plugins screen. */
    const click = async (action: 'activate' | 'deactivate'): Promise<number> => {
      const screen = await (await admin('plugins.php')).text();
      const link = new RegExp(`href="(plugins\\.php\\?action=${action}&amp;plugin=warp[^"]+)"`).exec(screen)?.[1];
      return (await admin((link ?? 'no link').replaceAll('&amp;', '&'))).status;
    };

    beforeAll(async () => {
      core = await startStandInCore();
      wordpress = await bootWordPress({
        suite,
        plugins: { warp: plugin.folder },
        more: `define('WARP_CONNECTION_CODE', '${core.connectionCode}');`,
        serve: servedByWasm(php),
      });
      const { login, password } = PEOPLE.owner;
      const answer = await fetch(`${wordpress.url}/wp-login.php`, {
        method: 'POST',
        headers: { cookie: 'wordpress_test_cookie=WP%20Cookie%20check' },
        body: new URLSearchParams({ log: login, pwd: password, testcookie: '1' }),
        redirect: 'manual',
      });
      cookie = answer.headers.getSetCookie().map((set) => set.split(';')[0]).join('; ');
    });
    afterAll(async () => {
      await wordpress?.stop();
      await core?.stop();
    });

    it('activates it, and its scheduled work finds a way for events and puts the script on the pages', async () => {
      await writeFile(`${wordpress.dir}/release.php`, '<?php echo PHP_VERSION;');
      expect(await (await fetch(`${wordpress.url}/release.php`)).text()).toMatch(release);
      expect(await click('activate')).toBe(302);
      expect((await admin('index.php')).status).toBe(200);
      expect((await fetch(`${wordpress.url}/wp-cron.php`)).status).toBe(200);
      const { collect_file: file } = await settings();
      expect(core.requests).toContain(`GET /w/${core.scriptId}.js?endpoint=%2F${file}.php`);
      const page = await fetch(`${wordpress.url}/`);
      expect(page.status).toBe(200);
      expect(await page.text()).toContain('nowprocket');
    });

    it('shows the settings screen', async () => {
      const screen = await admin('options-general.php?page=warp-settings');
      expect(screen.status).toBe(200);
      expect(await screen.text()).toContain('Set by the constant WARP_CONNECTION_CODE.');
    });

    it('takes a visit by the generated file, and the core has it', async () => {
      const { collect_file: file } = await settings();
      const visit = await fetch(`${wordpress.url}/${file}.php`, {
        method: 'POST',
        headers: { 'content-type': 'text/plain', origin: wordpress.url, 'user-agent': 'Mozilla/5.0 (X11; Linux x86_64) Chrome/130.0.0.0' },
        body: JSON.stringify({ script_id: core.scriptId, event_type: 'page_view', page_url: `${wordpress.url}/` }),
      });
      expect(visit.status).toBe(202);
      await fetch(`${wordpress.url}/wp-cron.php`);
      await eventually(async () => core.events.length, (events) => events === 1);
      expect(core.events[0]).toMatchObject({ isSigned: true, fields: { event_type: 'page_view', client: { remote_addr: '127.0.0.1' } } });
    });

    it('leaves no file that runs when it is deactivated, and the debug log empty', async () => {
      const { collect_file: file } = await settings();
      expect(await click('deactivate')).toBe(302);
      expect(existsSync(`${wordpress.dir}/${file}.php`)).toBe(false);
      expect(await wordpress.debugLog()).toEqual([]);
    });
  });
});
