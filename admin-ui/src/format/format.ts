import { type NumberFormats, numberFormats } from './numbers.js';
import { type TimeFormats, timeFormats } from './times.js';
import { languageTag } from './language.js';

export interface FormatSettings {
  /** A language tag, or a locale as WordPress writes it. */
  readonly language: string;
  /** An IANA zone. */
  readonly timeZone: string;
  /** Of amounts that name none; empty where there is none. */
  readonly currency: string;
}

/** Everything that turns a value into text, in one language, zone and currency. */
export interface Format extends NumberFormats, TimeFormats {
  readonly language: string;
  readonly timeZone: string;
  readonly currency: string;
  /** 0 for weeks that begin on Sunday, 1 for Monday. */
  readonly firstWeekday: number;
  /** “Germany, Austria and Italy”; `or` for choices. */
  readonly list: (items: readonly string[], type?: 'and' | 'or') => string;
  /** `DE` as Germany. */
  readonly country: (code: string) => string;
  /** Orders texts as the language does, with 2 before 10. */
  readonly compareText: (a: string, b: string) => number;
}

/** Reads best through `useFormat`; outside of components, and in tests, made directly. */
export function createFormat({ language: given, timeZone, currency }: FormatSettings): Format {
  const language = languageTag(given);
  const countries = new Intl.DisplayNames(language, { type: 'region', fallback: 'code' });
  const collator = new Intl.Collator(language, { numeric: true, sensitivity: 'base' });
  return {
    language,
    timeZone,
    currency,
    firstWeekday: firstWeekday(language),
    ...numberFormats(language, currency),
    ...timeFormats(language, timeZone),
    list: (items, type = 'and') => new Intl.ListFormat(language, { type: type === 'and' ? 'conjunction' : 'disjunction' }).format(items),
    country: (code) => (/^[A-Z]{2}$/.test(code) ? (countries.of(code) ?? code) : code),
    compareText: collator.compare,
  };
}

/** Of the language's region; Monday (ISO 8601) where the browser does not say. */
function firstWeekday(language: string): number {
  const locale = new Intl.Locale(language) as Intl.Locale & { getWeekInfo?: () => { firstDay: number }; weekInfo?: { firstDay: number } };
  return ((locale.getWeekInfo?.() ?? locale.weekInfo)?.firstDay ?? 1) % 7;
}
