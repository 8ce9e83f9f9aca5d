// The plugin's texts as a template for translators (a .pot file of gettext), out of the folder that becomes the zip: PHP, and
// the bundles of build/, which name the same files as WordPress' own tools do. The guidelines' test holds that every text is a
// literal; another one holds that none is missed here.
import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';

const ts = createRequire(import.meta.url)('typescript');

/** Function -> what its arguments before the text domain are. */
const CALLS = {
  __: ['singular'],
  _e: ['singular'],
  esc_html__: ['singular'],
  esc_html_e: ['singular'],
  esc_attr__: ['singular'],
  esc_attr_e: ['singular'],
  _x: ['singular', 'context'],
  esc_html_x: ['singular', 'context'],
  esc_attr_x: ['singular', 'context'],
  _n: ['singular', 'plural'],
  _nx: ['singular', 'plural', 'number', 'context'],
};

/** A call in PHP, outside of other names, with its literal arguments; a number in between is none. */
const PHP_CALL = new RegExp(`(?<![\\w$>:\\\\])(${Object.keys(CALLS).join('|')})\\(\\s*('(?:[^'\\\\]|\\\\.)*'(?:\\s*,\\s*(?:'(?:[^'\\\\]|\\\\.)*'|[^,'()]+))*)`, 'g');
const PHP_LITERAL = /'((?:[^'\\]|\\.)*)'|([^,'\s][^,']*)/g;
const IS_FILLED_IN = /%(\d+\$)?[sd]/;
const WORD = /\/\*\s*(translators:.*?)\s*\*\//is;

/** How far before its call a word to translators may stand. */
const LINES_BEFORE = 3;

/**
 * @param {string} folder the plugin's
 * @returns {string} the template
 */
export function potOf(folder) {
  const entries = new Map();
  const add = (call, values, reference, word) => {
    const entry = Object.fromEntries(CALLS[call].map((part, place) => [part, values[place]]));
    const key = `${entry.context ?? ''}\u0004${entry.singular}`;
    const known = entries.get(key) ?? { ...entry, references: [], words: new Set() };
    known.plural ??= entry.plural;
    known.references.push(reference);
    // A word that stands near by may be for the text before.
    if (word !== undefined && IS_FILLED_IN.test(entry.singular)) known.words.add(word);
    entries.set(key, known);
  };
  const main = readFileSync(join(folder, 'warp.php'), 'utf8');
  for (const field of ['Plugin Name', 'Description']) {
    add('__', [headerOf(main, field)], 'warp.php');
  }
  for (const file of filesOf(folder, /^(?!sources\/).*\.php$/)) phpTexts(readFileSync(join(folder, file), 'utf8'), file, add);
  for (const file of filesOf(folder, /^build\/.*\.js$/)) jsTexts(readFileSync(join(folder, file), 'utf8'), file, add);
  return [head(headerOf(main, 'Version')), ...[...entries.values()].map(written)].join('\n');
}

const headerOf = (main, field) => new RegExp(`^ \\* ${field}:\\s+(.+)$`, 'm').exec(main)?.[1]?.trim() ?? '';

const filesOf = (folder, pattern) => readdirSync(folder, { recursive: true }).filter((file) => pattern.test(file)).sort();

function phpTexts(code, file, add) {
  const lines = code.split('\n');
  for (const found of code.matchAll(PHP_CALL)) {
    const line = code.slice(0, found.index).split('\n').length;
    const before = lines.slice(Math.max(0, line - 1 - LINES_BEFORE), line).join('\n');
    const values = [...found[2].matchAll(PHP_LITERAL)].map(([, text]) => text?.replace(/\\(['\\])/g, '$1'));
    add(found[1], values, `${file}:${line}`, WORD.exec(before)?.[1]);
  }
}

function jsTexts(code, file, add) {
  const source = ts.createSourceFile(file, code, ts.ScriptTarget.Latest, true);
  const visit = (node) => {
    const call = ts.isCallExpression(node) ? nameOf(node.expression) : undefined;
    if (call !== undefined && call in CALLS) {
      const values = node.arguments.map((argument) => (ts.isStringLiteralLike(argument) ? argument.text : undefined));
      // The bundler keeps the word before the call.
      const word = WORD.exec(code.slice(node.getFullStart(), node.getStart()))?.[1];
      if (values.at(-1) === 'warp') add(call, values, file, word);
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
}

/** `__` of `__(…)`, `i18n.__(…)` and `(0, i18n.__)(…)`. */
function nameOf(callee) {
  if (ts.isIdentifier(callee)) return callee.text;
  if (ts.isPropertyAccessExpression(callee)) return callee.name.text;
  if (ts.isParenthesizedExpression(callee)) return nameOf(callee.expression);
  return ts.isBinaryExpression(callee) ? nameOf(callee.right) : undefined;
}

const quoted = (text) => `"${text.replace(/[\\"]/g, '\\$&').replaceAll('\n', '\\n')}"`;

const head = (version) => `# Warp, GPL-2.0-or-later
msgid ""
msgstr ""
"Project-Id-Version: Warp ${version}\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=UTF-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"X-Domain: warp\\n"
`;

function written({ singular, plural, context, references, words }) {
  const lines = [...words].map((word) => `#. ${word.replace(/\s+/g, ' ')}`);
  lines.push(...[...new Set(references)].map((reference) => `#: ${reference}`));
  if (IS_FILLED_IN.test(singular)) lines.push('#, php-format');
  if (context !== undefined) lines.push(`msgctxt ${quoted(context)}`);
  lines.push(`msgid ${quoted(singular)}`);
  lines.push(...(plural === undefined ? ['msgstr ""'] : [`msgid_plural ${quoted(plural)}`, 'msgstr[0] ""', 'msgstr[1] ""']));
  return `${lines.join('\n')}\n`;
}
