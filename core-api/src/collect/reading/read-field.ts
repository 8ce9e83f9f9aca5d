import { moneyBound } from '@warp/contracts';
import { isObject, parseInnerJson } from '../parse-body.js';
import type { FieldSchema } from './field-schema.js';
import { cut, shortened, TEXT_FORMATS } from './formats.js';
import { amountShown, currencyShown, type Issues, kindOf, shapeOf } from './issues.js';
import { readMoneyText, readNumberText } from './number-text.js';

/** What a field's reading needs to know beside its value. */
export interface Reading {
  readonly issues: Issues;
  /** Of the event's amounts; empty: not known. */
  readonly currency: string;
}

/**
 * @param path the field's wire name, for issues; empty: the event itself
 * @returns the value in the schema's form; undefined: absent, or left out with an issue
 */
export function readField(schema: FieldSchema, value: unknown, path: string, reading: Reading): unknown {
  if (value === null || value === undefined) return undefined;
  if (schema.anyOf !== undefined) return readAnyOf(schema.anyOf, value, path, reading);
  switch (schema.type) {
    case 'object':
      return readObject(schema, value, path, reading);
    case 'array':
      return readList(schema, value, path, reading);
    case 'number':
    case 'integer':
      return readNumber(schema, value, path, reading);
    case 'boolean':
      return readYesOrNo(value, path, reading);
    case 'string':
      return readText(schema, value, path, reading);
    default:
      // Any type: the site's own parameter.
      return value;
  }
}

/** The branch that is of the value's own type, else the first, which reads others too. */
function readAnyOf(branches: readonly FieldSchema[], value: unknown, path: string, reading: Reading): unknown {
  const own = branches.find(
    ({ type, minimum = -Infinity }) =>
      type === typeof value || (type === 'integer' && Number.isSafeInteger(value) && (value as number) >= minimum),
  );
  return readField(own ?? branches[0]!, value, path, reading);
}

function readObject(schema: FieldSchema, value: unknown, path: string, reading: Reading): unknown {
  const given = asJson(value);
  const { issues } = reading;
  if (!isObject(given)) return void issues.add(path, 'not_an_object', kindOf(value));
  const { properties = {}, additionalProperties: others, propertyNames, maxProperties = Infinity } = schema;
  const inside = path === '' ? '' : `${path}.`;
  const name = propertyNames && new RegExp(propertyNames.pattern);
  const entries: [string, unknown][] = [];
  for (const key of Object.keys(given)) {
    const inner = given[key];
    if (inner === null) continue;
    const known = Object.hasOwn(properties, key) ? properties[key] : undefined;
    if (known === undefined && others === undefined) continue;
    if (known === undefined && (others === false || name?.test(key) === false)) issues.add(`${inside}*`, 'unknown_field');
    else if (entries.length >= maxProperties) issues.add(path, 'too_many', Object.keys(given).length);
    else {
      const read = readField(known ?? (others as FieldSchema), inner, inside + (known === undefined ? '*' : key), reading);
      if (read !== undefined) entries.push([key, read]);
    }
  }
  // Not by assignment: a field named __proto__ would be one.
  return Object.fromEntries(entries);
}

function readList(schema: FieldSchema, value: unknown, path: string, reading: Reading): unknown {
  const { issues } = reading;
  const given = asList(asJson(value));
  if (given === undefined) return void issues.add(path, 'not_a_list', kindOf(value));
  const { items = {}, maxItems = Infinity } = schema;
  const read = given.slice(0, maxItems).flatMap((item) => readField(items, item, `${path}[]`, reading) ?? []);
  if (given.length > maxItems) issues.add(path, 'too_many', given.length);
  return read;
}

function readNumber({ type, format, minimum = -Infinity, maximum = Infinity }: FieldSchema, value: unknown, path: string, { issues, currency }: Reading): unknown {
  if (typeof value === 'string' && value.trim() === '') return undefined;
  const number = typeof value !== 'string' ? value : format === 'money' ? readMoneyText(value, currency) : readNumberText(value);
  if (number === 'ambiguous_number' || number === 'not_a_number') return void issues.add(path, number, amountShown(value as string));
  if (typeof number !== 'number' || Number.isNaN(number)) return void issues.add(path, 'not_a_number', kindOf(value));
  const limit = format === 'money' ? moneyBound(currency) : Infinity;
  if (Math.abs(number) > limit || !Number.isFinite(number)) return void issues.add(path, 'too_large', String(number));
  if (number < minimum || number > maximum || (type === 'integer' && !Number.isSafeInteger(number))) return void issues.add(path, 'out_of_range', number);
  return number;
}

/** Words that consent tools use, Google's consent mode among them. */
const YES = new Set(['true', '1', 'yes', 'y', 'on', 'granted', 'accepted', 'allowed', 'opt-in', 'opted-in']);
const NO = new Set(['false', '0', 'no', 'n', 'off', 'denied', 'refused', 'rejected', 'declined', 'withdrawn', 'none', 'opt-out', 'opted-out']);

function readYesOrNo(value: unknown, path: string, { issues }: Reading): unknown {
  if (typeof value === 'boolean') return value;
  const word = typeof value === 'string' || typeof value === 'number' ? String(value).trim().toLowerCase().replaceAll('_', '-') : undefined;
  if (word === '') return undefined;
  if (word !== undefined && (YES.has(word) || NO.has(word))) return YES.has(word);
  return void issues.add(path, 'not_yes_or_no', word === undefined ? kindOf(value) : shapeOf(word));
}

function readText({ format, minLength = 0, maxLength = Infinity, pattern }: FieldSchema, value: unknown, path: string, { issues }: Reading): unknown {
  const rules = format === undefined || format === 'money' ? undefined : TEXT_FORMATS[format];
  if (typeof value === 'number' && !isExact(value)) return void issues.add(path, 'inexact_number');
  if (typeof value !== 'string' && typeof value !== 'number') return void issues.add(path, 'not_text', kindOf(value));
  if (rules === undefined) {
    const text = String(value);
    const fitting = cut(text, maxLength);
    if (fitting !== text) issues.add(path, 'too_long', text.length);
    return fitting.length < minLength || (pattern !== undefined && !new RegExp(pattern).test(fitting)) ? void issues.add(path, 'unreadable') : fitting;
  }
  const text = String(value).trim();
  if (text === '') return undefined;
  const read = rules.read(text);
  if (read === undefined) return void issues.add(path, rules.rule, isPersonal(path) ? undefined : format === 'currency' ? currencyShown(text) : shapeOf(text));
  if (cut(read, maxLength) === read) return read;
  issues.add(path, 'too_long', read.length);
  return rules.overlong === 'hashed' ? shortened(read, maxLength) : undefined;
}

/** Whole numbers beyond 2^53 are not what was sent any more: two different ids may have become one. */
const isExact = (number: number): boolean => Number.isFinite(number) && Math.abs(number) <= Number.MAX_SAFE_INTEGER;

const isPersonal = (path: string): boolean => path.startsWith('user.');

/** Some senders put JSON into JSON as text. */
function asJson(value: unknown): unknown {
  return typeof value === 'string' && /^\s*[[{]/.test(value) ? (parseInnerJson(value) ?? value) : value;
}

/** Lists within lists are one, PHP's `{"0": …, "2": …}` is one, and a single item is one of one. */
function asList(value: unknown): readonly unknown[] | undefined {
  if (Array.isArray(value)) return (value as unknown[]).flat(MAX_NESTING);
  if (!isObject(value)) return undefined;
  const keys = Object.keys(value);
  return keys.length > 0 && keys.every((key) => /^\d+$/.test(key)) ? Object.values(value).flat(MAX_NESTING) : [value];
}

const MAX_NESTING = 5;
