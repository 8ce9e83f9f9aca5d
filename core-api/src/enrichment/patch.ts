import type { EnrichedKey, Enriched } from '@warp/plugin-sdk';

/** What the columns hold that texts of a source go to. */
const LONGEST = 255;
const LONGEST_OF: Readonly<Record<string, number>> = { region: 128, city: 128, browser: 64, os: 64 };
const COUNTRY = /^[A-Z]{2}$/;

/**
 * What of a source's fields may go into an event: the declared keys, and texts PostgreSQL can store.
 * @param onExtra is told the keys that were left out
 * @returns the same object when there is nothing to change: a source may give one for thousands of keys
 */
export function patchOf(fields: Enriched, provides: readonly EnrichedKey[], onExtra: (keys: readonly string[]) => void): Enriched {
  const extra = Object.keys(fields).filter((key) => !(provides as readonly string[]).includes(key));
  if (extra.length > 0) onExtra(extra);
  else if (Object.values(fields).every(isStorable)) return fields;
  return Object.fromEntries(provides.flatMap((key) => (fields[key] === undefined ? [] : [[key, storable(fields[key])]])));
}

const isStorable = (value: object): boolean => Object.entries(value).every(([name, part]) => typeof part !== 'string' || storableText(name, part) === part);

const storable = (value: object): object =>
  Object.fromEntries(
    Object.entries(value).flatMap(([name, part]): [string, unknown][] => {
      const kept: unknown = typeof part === 'string' ? storableText(name, part) : part;
      return kept === undefined ? [] : [[name, kept]];
    }),
  );

/** Without NUL and halves of surrogate pairs, which PostgreSQL refuses; undefined for a country that is none. */
function storableText(name: string, text: string): string | undefined {
  if (name === 'country') return COUNTRY.test(text) ? text : undefined;
  return text.replaceAll('\0', '').slice(0, LONGEST_OF[name] ?? LONGEST).toWellFormed();
}
