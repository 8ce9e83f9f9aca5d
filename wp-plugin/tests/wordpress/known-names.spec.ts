import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { describeWith } from '../../../core-api/test/setup/capabilities.js';
import { inspect } from '../guidelines/inspection.js';
import { buildPlugin, type BuiltPlugin } from './build-plugin.js';
import { bootWordPress, type WordPressSite } from './wordpress.js';

const stub = (path: string): string => new URL(path, import.meta.url).pathname;

/** Where other plugins are asked, the stand-ins have what those really have. */
const OTHERS = { woocommerce: stub('woocommerce'), 'wp-consent-api': stub('wp-consent-api') };

/** A function that WordPress gave up, a class that is spelled otherwise, an argument too few: found before somebody's site finds it. */
describeWith(['php', 'phpunit'], 'Everything the plugin calls', () => {
  let plugin: BuiltPlugin;
  let folder: string;
  beforeAll(async () => {
    plugin = await buildPlugin();
    folder = await mkdtemp(join(tmpdir(), 'warp-names-'));
    await writeFile(join(folder, 'uses.json'), JSON.stringify(inspect(plugin.folder).uses));
  });
  afterAll(async () => {
    await plugin?.remove();
    await rm(folder, { recursive: true, force: true });
  });

  describe.each([
    { suite: 'trixie', version: /^6\.8/ },
    { suite: 'sid', version: /^7\./ },
  ] as const)('on WordPress of Debian $suite', ({ suite, version }) => {
    let wordpress: WordPressSite;
    const ask = async (uses: string): Promise<unknown> => JSON.parse(await wordpress.php(`$uses = ${uses}; echo wp_json_encode(require '${stub('../guidelines/ask.php')}');`));
    beforeAll(async () => {
      wordpress = await bootWordPress({ suite, plugins: { warp: plugin.folder, ...OTHERS }, more: `if ('cli' === PHP_SAPI) { require '${stub('wp-cli.php')}'; }` });
      await wordpress.php("activate_plugins(array('woocommerce/woocommerce.php', 'wp-consent-api/wp-consent-api.php', 'warp/warp.php'));");
    });
    afterAll(() => wordpress?.stop());

    it('is there: functions, classes, methods and constants, with as many arguments as it takes', async () => {
      expect(await wordpress.php("echo get_bloginfo('version');")).toMatch(version);
      expect(await ask(`json_decode(file_get_contents('${join(folder, 'uses.json')}'), true)`)).toEqual([]);
    });

    it('would be missed', async () => {
      const use = (kind: string, name: string, member = '', given: number | null = null): object => ({ kind, name, member, arguments: given, file: 'x.php' });
      const wrong = [
        use('function', 'wp_remote_pst', '', 2),
        use('function', 'get_option', '', 0),
        use('class', 'WP_Eror'),
        use('method', 'Warp\\Settings\\Settings', 'foldr', 0),
        use('method', 'Warp\\Settings\\Settings', '__construct', 0),
        use('constant', 'Warp\\Proxy\\Rung', 'FIEL'),
        use('constant', '', 'DAY_IN_SECOND'),
      ];
      const right = [use('function', 'get_option', '', 1), use('function', 'do_action', '', 9), use('class', 'WP_Error'), use('method', 'Warp\\Settings\\Settings', 'folder', 0), use('constant', '', 'DAY_IN_SECONDS')];
      expect(await ask(`json_decode('${JSON.stringify([...wrong, ...right]).replaceAll('\\', '\\\\')}', true)`)).toHaveLength(wrong.length);
    });
  });
});
