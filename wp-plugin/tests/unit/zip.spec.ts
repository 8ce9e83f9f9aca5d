import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { describeWith } from '../../../core-api/test/setup/capabilities.js';
import { buildPlugin, type BuiltPlugin } from '../wordpress/build-plugin.js';

/** What may be in the zip: no dot file, archive, test, nor anything that runs by itself. */
const SHIPPED = [
  /^(warp|uninstall)\.php$/,
  /^(readme\.txt|package\.json)$/,
  /^includes\/([A-Z]\w+\/)*\w+\.php$/,
  /^includes\/([A-Z]\w+\/)*templates\/[a-z-]+\.txt$/,
  /^browser\/([a-z]+\/)?[a-z-]+\.(js|css)$/,
  /^languages\/warp\.pot$/,
  /^build\/([a-z]+|\d+)(-rtl)?(\.asset\.php|\.js|\.css)$/,
  /^sources\/(wp-plugin|admin-ui)\/[\w./-]+\.(ts|tsx|css|scss|cjs)$/,
];

/** Rules of the plugin directory (Plugin Check's names in brackets), over what people install. */
describeWith(['php'], 'The installable zip', () => {
  let plugin: BuiltPlugin;
  const read = (name: string): string => readFileSync(join(plugin.folder, name), 'utf8');
  const files = (): string[] =>
    readdirSync(plugin.folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name).slice(plugin.folder.length + 1));

  beforeAll(async () => {
    plugin = await buildPlugin();
  });
  afterAll(() => plugin.remove());

  it('holds the plugin and nothing of its workshop [file_type]', () => {
    expect(readdirSync(plugin.folder).sort()).toEqual(['browser', 'build', 'includes', 'languages', 'package.json', 'readme.txt', 'sources', 'uninstall.php', 'warp.php']);
    expect(files().filter((file) => !SHIPPED.some((pattern) => pattern.test(file)))).toEqual([]);
  });

  it('has a complete header that agrees with the readme [plugin_header_fields, plugin_readme]', () => {
    const header = fields(read('warp.php'), /^ \* ([A-Z][\w ]+?): +(.+)$/gm);
    const readme = fields(read('readme.txt').split('\n\n')[0] ?? '', /^([A-Z][\w ]+): (.+)$/gm);
    expect(header).toMatchObject({ 'Plugin Name': 'Warp', 'Text Domain': 'warp', License: 'GPL-2.0-or-later' });
    expect(header).not.toHaveProperty('Update URI');
    expect(readme).toMatchObject({
      'Stable tag': header['Version'],
      'Requires at least': header['Requires at least'],
      'Requires PHP': header['Requires PHP'],
      License: header['License'],
    });
    expect([header['Requires at least'], header['Requires PHP']]).toEqual(['6.6', '7.4']);
    expect(readme['Tags']?.split(', ').length).toBeLessThanOrEqual(5);
  });

  it('has a readme with a short description and the sections that must be there [plugin_readme]', () => {
    const readme = read('readme.txt');
    expect(readme.split('\n\n')[1]?.length).toBeLessThanOrEqual(150);
    for (const section of ['Description', 'Installation', 'External services', 'Changelog']) {
      expect(readme).toContain(`\n== ${section} ==\n`);
    }
  });

  it('reaches out only by the HTTP API of WordPress, loads nothing from elsewhere and updates itself nowhere', () => {
    // A template is no code of the plugin: what is generated of it runs where there is no WordPress.
    const code = files().filter((file) => !/\/templates\/|^(build|sources)\//.test(file)).map(read).join('\n');
    expect(code).not.toMatch(/\b(curl_init|fsockopen|stream_socket_client)\b|<script|file_get_contents\( *['"]http/);
    expect(code).not.toMatch(/pre_set_site_transient_update_plugins|\beval\b|create_function/);
    const hosts = [...code.matchAll(/https?:\/\/([^/\s'"<)]+)/g)].map(([, host]) => host);
    expect([...new Set(hosts)].sort()).toEqual(['warp.example.com.', 'www.gnu.org']);
  });

  it('has bundles that name no host they could load from, and the sources they are made of', () => {
    const bundles = files().filter((file) => /^build\/.*\.(js|css)$/.test(file));
    expect(bundles.length).toBeGreaterThanOrEqual(6);
    const named = bundles.flatMap((file) => [...read(file).matchAll(/(?:https?:)?\/\/([a-z0-9-]+(?:\.[a-z0-9-]+)+)/gi)].map(([, host]) => host));
    expect(named).toEqual([]);
    expect(files()).toEqual(expect.arrayContaining(['sources/wp-plugin/src/room/Room.tsx', 'sources/admin-ui/src/panels/totals/Totals.tsx']));
  });

  it('translates in its own text domain only, and prefixes every name that WordPress shares', () => {
    const code = files().filter((file) => !/^(build|sources)\//.test(file)).map(read).join('\n');
    const domains = [...code.matchAll(/\b_(?:_|e|x|n)|esc_(?:html|attr)_(?:_|e)\(.*?, '(\w+)' \)/g)].map(
      ([, domain]) => domain,
    );
    expect(new Set(domains.filter((domain) => domain !== undefined))).toEqual(new Set(['warp']));
    const shared = [...code.matchAll(/(?:OPTION|CRON_HOOK|SLUG|TEST) += '([^']+)'/g)].map(([, name]) => name ?? '');
    expect(shared.length).toBeGreaterThanOrEqual(5);
    expect(shared.filter((name) => !/^warp[_-]/.test(name))).toEqual([]);
  });
});

const fields = (text: string, pattern: RegExp): Record<string, string> =>
  Object.fromEntries([...text.matchAll(pattern)].map(([, name = '', value = '']) => [name, value.trim()]));
