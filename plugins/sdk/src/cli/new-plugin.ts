import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline/promises';
import { SDK_VERSION } from '../host/check-package.js';
import { UsageError } from './usage-error.js';

const TEMPLATES = new URL('../../templates/', import.meta.url);

/** Asked in a terminal unless given as an option. */
const QUESTIONS = [
  { option: 'name', question: 'Name, as people read it', answer: (id: string) => id.replace(/(^|-)([a-z])/g, (_, dash: string, letter: string) => (dash ? ' ' : '') + letter.toUpperCase()) },
  { option: 'docs', question: 'Address of the vendor’s documentation', answer: () => 'https://example.com/docs' },
  { option: 'consent', question: 'Purposes the visitor must have agreed to (analytics, marketing)', answer: () => 'marketing' },
] as const;

/** Where a checkout of Warp keeps plugins of a kind. */
const home = (kind: string): string => join('plugins', `${kind}s`);

const PURPOSES: readonly string[] = ['analytics', 'marketing'];

/** Writes a plugin's files, a destination's stand-in among them; its first example is red until it is made true. */
export async function newPlugin([kind, id]: readonly string[], options: Readonly<Record<string, string | undefined>>): Promise<boolean> {
  if (kind !== 'destination' && kind !== 'enrichment') throw new UsageError('Say what it is: destination or enrichment.');
  if (id === undefined || !/^[a-z][a-z0-9-]{0,99}$/.test(id)) throw new UsageError('The id must be lower-case letters, digits and dashes.');
  const folder = options['out'] ?? (existsSync(home(kind)) ? join(home(kind), id) : id);
  if (existsSync(folder) && readdirSync(folder).length > 0) throw new UsageError(`${folder} is not empty.`);
  const { name, docs, consent } = await answers(kind, id, options);
  const purposes = consent.split(',').map((purpose) => purpose.trim()).filter((purpose) => purpose !== '');
  const unknown = purposes.find((purpose) => !PURPOSES.includes(purpose));
  if (unknown !== undefined) throw new UsageError(`“${unknown}” is no purpose: analytics, marketing.`);
  if (!URL.canParse(docs)) throw new UsageError('The documentation’s address must be one, with https://.');
  const values: Readonly<Record<string, string>> = { id, name, docs, code: id.replaceAll('-', '_'), sdk: SDK_VERSION, consent: purposes.map((purpose) => `'${purpose}'`).join(', ') };
  const template = new URL(`${kind}/`, TEMPLATES);
  for (const source of readdirSync(template, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.tmpl'))) {
    const file = join(folder, source.replace(/\.tmpl$/, ''));
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, filled(readFileSync(new URL(source, template), 'utf8'), values, file.endsWith('.json')));
  }
  process.stdout.write(`${folder} holds your plugin. Its first example is not true yet: see it with “warp-plugin verify ${folder}”, and make it so.\n`);
  return true;
}

/** @param isJson quotes in a value are escaped for a JSON text, else for one in single quotes */
const filled = (text: string, values: Readonly<Record<string, string>>, isJson: boolean): string =>
  text.replace(/\{\{(\w+)\}\}/g, (_, key: string) => (isJson ? JSON.stringify(values[key]!).slice(1, -1) : key === 'consent' ? values[key]! : values[key]!.replace(/[\\']/g, '\\$&')));

async function answers(kind: string, id: string, options: Readonly<Record<string, string | undefined>>): Promise<Record<'name' | 'docs' | 'consent', string>> {
  const given = { name: '', docs: '', consent: '' };
  const terminal = process.stdin.isTTY ? createInterface({ input: process.stdin, output: process.stdout }) : undefined;
  for (const { option, question, answer } of QUESTIONS) {
    const usual = answer(id);
    // An enrichment adds to events that are stored anyway.
    const isAsked = options[option] === undefined && !(kind === 'enrichment' && option === 'consent');
    const typed = isAsked ? await terminal?.question(`${question} [${usual}]: `) : options[option];
    given[option] = typed?.trim() || usual;
  }
  terminal?.close();
  return given;
}
