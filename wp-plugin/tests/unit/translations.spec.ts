import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { describeWith } from '../../../core-api/test/setup/capabilities.js';
import { inspect } from '../guidelines/inspection.js';
import { buildPlugin, type BuiltPlugin } from '../wordpress/build-plugin.js';

interface Entry {
  readonly text: string;
  readonly references: readonly string[];
  readonly words: readonly string[];
}

/** Entries of a .pot file, as gettext's manual has the format. */
const entriesOf = (pot: string): Entry[] =>
  pot
    .split('\n\n')
    .slice(1)
    .map((block) => ({
      text: JSON.parse(/^msgid (".*")$/m.exec(block)?.[1] ?? '""') as string,
      references: [...block.matchAll(/^#: (.+)$/gm)].map(([, reference = '']) => reference),
      words: [...block.matchAll(/^#\. (.+)$/gm)].map(([, word = '']) => word),
    }));

describeWith(['php', 'phpunit'], 'The template for translators', () => {
  let plugin: BuiltPlugin;
  let entries: Entry[];
  const ofPhp = ({ references }: Entry): boolean => references.some((reference) => reference.includes('.php:'));
  beforeAll(async () => {
    plugin = await buildPlugin();
    entries = entriesOf(readFileSync(join(plugin.folder, 'languages/warp.pot'), 'utf8'));
  });
  afterAll(() => plugin.remove());

  it('has every text of PHP once, as a parser of PHP finds them', () => {
    const texts = entries.map(({ text }) => text);
    expect(new Set(texts).size).toBe(texts.length);
    expect(entries.filter(ofPhp).map(({ text }) => text).sort()).toEqual([...inspect(plugin.folder).texts].sort());
    expect(texts.length).toBeGreaterThan(350);
  });

  it('has every text of the bundles under the file that WordPress looks for', () => {
    const bundles = readdirSync(join(plugin.folder, 'build')).filter((name) => name.endsWith('.js'));
    for (const name of bundles) {
      const code = readFileSync(join(plugin.folder, 'build', name), 'utf8');
      const texts = new Set([...code.matchAll(/_[_nx]+\)\("((?:[^"\\]|\\.)*)"[^()]*?,"warp"\)/g)].map(([, text = '']) => JSON.parse(`"${text}"`) as string));
      expect({ name, texts: entries.filter(({ references }) => references.includes(`build/${name}`)).map(({ text }) => text).sort() }).toEqual({ name, texts: [...texts].sort() });
    }
    expect(entries.filter((entry) => entry.references.includes('build/room.js')).length).toBeGreaterThan(60);
  });

  it('has a word to translators at every text of PHP that something is filled into', () => {
    const wordless = entries.filter((entry) => ofPhp(entry) && /%(\d+\$)?[sd]/.test(entry.text) && entry.words.length === 0);
    expect(wordless.map(({ text }) => text)).toEqual([]);
  });
});
