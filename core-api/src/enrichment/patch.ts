import type { EnrichedKey, Enriched } from '@warp/plugin-sdk';

/** What the columns hold that texts of a source go to. */
const LONGEST = 255;
const LONGEST_OF: Readonly<Record<string, number>> = { region: 128, city: 128, browser: 64, os: 64 };
const COUNTRY = /^[A-Z]{2}$/;

/**
 * What of a source's fields may go into an event: the declared keys, and texts PostgreSQL can store.
 * @param onExtra is told the keys that were left out
 */
export function patchOf(fields: Enriched, provides: readonly EnrichedKey[], onExtra: (keys: readonly string[]) => void): Enriched {
  const extra = Object.keys(fields).filter((key) => !(provides as readonly string[]).includes(key));
  if (extra.length > 0) onExtra(extra);
  return Object.fromEntries(provides.flatMap((key) => (fields[key] === undefined ? [] : [[key, storable(fields[key])]])));
}

const storable = (value: object): object =>
  Object.fromEntries(
    Object.entries(value).flatMap(([name, part]): [string, unknown][] => {
      if (typeof part !== 'string') return [[name, part]];
      if (name === 'country' && !COUNTRY.test(part)) return [];
      return [[name, cut(part, LONGEST_OF[name] ?? LONGEST)]];
    }),
  );

/** Without NUL and halves of surrogate pairs, which PostgreSQL refuses. */
const cut = (text: string, length: number): string => text.replaceAll('\0', '').slice(0, length).toWellFormed();
