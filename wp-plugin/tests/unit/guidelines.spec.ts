import { copyFileSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { describeWith } from '../../../core-api/test/setup/capabilities.js';
import { inspect, type Inspection, type RuleName } from '../guidelines/inspection.js';
import { buildPlugin } from '../wordpress/build-plugin.js';

const FAULTS = new URL('../guidelines/faults.php', import.meta.url).pathname;

/** Rule -> in which files it is broken with a reason that stands beside the code. Another one is to be thought about. */
const RULES: Readonly<Record<RuleName, { title: string; exempt: readonly string[] }>> = {
  output: {
    title: 'escapes what it prints where it prints it [late_escaping]',
    exempt: ['includes/Proxy/Endpoint/Answer.php'],
  },
  input: {
    title: 'unslashes and sanitizes what a request brings [sanitization]',
    exempt: [
      'includes/Admin/ConnectForm.php',
      'includes/Events/VisitReader.php',
      'includes/Proxy/EarlyRequest.php',
      'includes/Proxy/Endpoint/Hit.php',
      'includes/Proxy/RestRoute.php',
      'includes/TestVisit/TestPage.php',
    ],
  },
  queries: { title: 'puts values into queries by $wpdb->prepare() [DB.PreparedSQL]', exempt: ['includes/Events/EventQueue.php'] },
  names: {
    title: 'names what WordPress shares among plugins by its own prefix, and loads no large option with every page [prefix_all_globals]',
    exempt: ['includes/Proxy/SelfTest.php', 'includes/TestVisit/TestPage.php', 'includes/WooCommerce/ShopPages.php'],
  },
  translations: { title: 'can be translated: literal texts, one domain, a word to translators [i18n_usage]', exempt: [] },
  restraint: {
    title: 'asks on every route who comes, and calls nothing that the directory refuses [forbidden_functions]',
    exempt: ['includes/Admin/ConnectForm.php', 'includes/Proxy/Endpoint/Endpoint.php', 'includes/Proxy/RestRoute.php'],
  },
};

/** What the plugin directory's review looks for (Plugin Check's names in brackets), over what people install. */
describeWith(['php', 'phpunit'], 'The code in the zip', () => {
  let found: Inspection;
  beforeAll(async () => {
    const plugin = await buildPlugin();
    found = inspect(plugin.folder);
    await plugin.remove();
  });

  it.each((Object.keys(RULES) as RuleName[]).map((rule) => ({ rule, ...RULES[rule] })))('$title', ({ rule, exempt }) => {
    expect(found.rules[rule].broken).toEqual([]);
    expect([...new Set(found.rules[rule].exempt.map((place) => place.replace(/: .*$/s, '')))].sort()).toEqual(exempt);
  });

  it('is read in full', () => {
    expect(found.files).toBeGreaterThan(140);
  });
});

describeWith(['php', 'phpunit'], 'The guidelines’ rules', () => {
  const folder = mkdtempSync(join(tmpdir(), 'warp-faults-'));
  afterAll(() => rmSync(folder, { recursive: true }));

  it('find every fault of a file full of them, and nothing else', () => {
    copyFileSync(FAULTS, join(folder, 'faults.php'));
    const lines = readFileSync(FAULTS, 'utf8').split('\n');
    const { rules } = inspect(folder);
    const found = new Set(Object.values(rules).flatMap(({ broken }) => broken.map((place) => Number(/:(\d+):/.exec(place)?.[1]))));
    const marked = lines.flatMap((line, index) => (line.includes('// Fault.') ? [index + 1] : []));
    expect(marked.length).toBeGreaterThan(45);
    expect([...found].sort((a, b) => a - b)).toEqual(marked);
    expect(rules.output.exempt).toEqual(['faults.php: $text']);
  });
});
