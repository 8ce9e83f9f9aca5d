import { createHash } from 'node:crypto';
import { type Format, type IssueRule, LEAST_MONEY_BOUND } from '@warp/contracts';
import { isTimeZone } from '../../time/buckets.js';
import { parseTime } from '../event-time.js';

/** A text format: the form that needs no reading, and how another one is read. */
interface TextFormat {
  /** Runs on every event, so it is quick. */
  readonly is: (text: string) => boolean;
  /** @param text without spaces around it, not empty. @returns undefined: it cannot be read */
  readonly read: (text: string) => string | undefined;
  /** What is said when it cannot be read. */
  readonly rule: IssueRule;
  /** What becomes of a text longer than the field: its beginning and a hash, or nothing. */
  readonly overlong: 'hashed' | 'left_out';
}

const asItIs = (text: string): string => text;

/** How each text `format` of the event schema is checked and read. */
export const TEXT_FORMATS: Readonly<Record<Exclude<Format, 'money'>, TextFormat>> = {
  id: { is: hasNoEdgeSpace, read: asItIs, rule: 'not_text', overlong: 'hashed' },
  code: { is: () => true, read: asItIs, rule: 'not_text', overlong: 'left_out' },
  currency: { is: (text) => CURRENCIES.has(text), read: readCurrency, rule: 'unknown_currency', overlong: 'left_out' },
  time: { is: isTime, read: (text) => (isTime(text) ? text : undefined), rule: 'not_a_time', overlong: 'left_out' },
  screen: { is: (text) => SCREEN.test(text), read: readScreen, rule: 'not_a_screen', overlong: 'left_out' },
  language: { is: (text) => LANGUAGE.test(text), read: readLanguage, rule: 'not_a_language', overlong: 'left_out' },
  time_zone: { is: isKnownZone, read: (text) => (isKnownZone(text) ? text : undefined), rule: 'unknown_time_zone', overlong: 'left_out' },
  date_of_birth: { is: isDateOfBirth, read: readDateOfBirth, rule: 'not_a_date', overlong: 'left_out' },
};

/** The `money` format: what is beyond the lowest bound is looked at together with its currency. */
export const isOrdinaryAmount = (amount: number): boolean => Math.abs(amount) <= LEAST_MONEY_BOUND;

/** A text of at most so many characters that stands for a longer one, and for no other. */
export function shortened(text: string, maxLength: number): string {
  const hash = createHash('sha256').update(text).digest('hex').slice(0, 32);
  return `${cut(text, maxLength - hash.length - 1)}~${hash}`;
}

/** The first characters of a text. Characters, not halves: a surrogate pair is one. */
export function cut(text: string, maxLength: number): string {
  if (text.length <= maxLength) return text;
  let end = 0;
  for (let count = 0; count < maxLength && end < text.length; count++) end += text.codePointAt(end)! > 0xffff ? 2 : 1;
  return text.slice(0, end);
}

function hasNoEdgeSpace(text: string): boolean {
  return text.charCodeAt(0) > 32 && text.charCodeAt(text.length - 1) > 32;
}

const CURRENCIES: ReadonlySet<string> = new Set(Intl.supportedValuesOf('currency'));

/** Signs that one currency alone has. */
const CURRENCY_SIGNS: Readonly<Record<string, string>> = { '€': 'EUR', '₺': 'TRY', '₹': 'INR', '₴': 'UAH', '₫': 'VND', '₩': 'KRW', '₪': 'ILS' };

function readCurrency(text: string): string | undefined {
  const code = CURRENCY_SIGNS[text] ?? text.toUpperCase();
  return CURRENCIES.has(code) ? code : undefined;
}

function isTime(text: string): boolean {
  return !Number.isNaN(parseTime(text));
}

const SCREEN = /^\d{1,5}x\d{1,5}$/;

/** A zoomed browser may tell parts of a pixel. */
function readScreen(text: string): string | undefined {
  const [, width, height] = /^(\d{1,5})(?:\.\d+)?\s*[×x*]\s*(\d{1,5})(?:\.\d+)?$/i.exec(text) ?? [];
  return width === undefined ? undefined : `${width}x${height}`;
}

const LANGUAGE = /^[A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8})*$/;

function readLanguage(text: string): string | undefined {
  const [first = ''] = text.split(/[,;]/, 1);
  // POSIX writes an encoding behind it, `de_DE.UTF-8`.
  const tag = first.trim().replace(/[.@].*$/, '').replaceAll('_', '-');
  return LANGUAGE.test(tag) ? tag : undefined;
}

const knownZones = new Map<string, boolean>();

/** Asking Intl costs microseconds, and there are a few hundred zones; made-up ones must not fill the memory. */
function isKnownZone(name: string): boolean {
  let known = knownZones.get(name);
  if (known === undefined) {
    if (knownZones.size > 2_000) knownZones.clear();
    knownZones.set(name, (known = isTimeZone(name)));
  }
  return known;
}

const YEAR_FIRST = /^(\d{4})([-/.]?)(\d{1,2})\2(\d{1,2})(?:[T ].*)?$/;
const DOTTED = /^(\d{1,2})\.(\d{1,2})\.(\d{4})$/;
const SLASHED = /^(\d{1,2})[/-](\d{1,2})[/-](\d{4})$/;
const HASH = /^[0-9a-f]{64}$/i;

function isDateOfBirth(text: string): boolean {
  return (/^\d{4}-\d{2}-\d{2}$/.test(text) && readDateOfBirth(text) === text) || HASH.test(text);
}

/** As `1990-01-31`. Day and month with slashes are told apart only where one of them can be no month. */
function readDateOfBirth(text: string): string | undefined {
  if (HASH.test(text)) return text;
  const [, year, , month, day] = YEAR_FIRST.exec(text) ?? [];
  if (year !== undefined) return dayOf(year, month!, day!);
  const [, dotDay, dotMonth, dotYear] = DOTTED.exec(text) ?? [];
  if (dotYear !== undefined) return dayOf(dotYear, dotMonth!, dotDay!);
  const [, one, other, lastYear] = SLASHED.exec(text) ?? [];
  if (lastYear === undefined) return undefined;
  if (Number(one) > 12 || one === other) return dayOf(lastYear, other!, one!);
  return Number(other) > 12 ? dayOf(lastYear, one!, other!) : undefined;
}

const OLDEST_YEAR = 1900;

function dayOf(year: string, month: string, day: string): string | undefined {
  const text = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  const at = new Date(`${text}T00:00:00Z`);
  const isReal = !Number.isNaN(at.getTime()) && at.toISOString().startsWith(text);
  return isReal && Number(year) >= OLDEST_YEAR && at.getTime() <= Date.now() ? text : undefined;
}
