import { type Filter, type Operator, OPERATORS } from './filters.js';

/**
 * Filters as they stand in a page's address: `f=is,country,DE,AT`, once for each. Commas part; those within a value are escaped, `/` and
 * `:` stay readable. Only codes and ids, never labels: a link must not be able to put words into a chip.
 */
const PARAMETER = 'f';

/** @param dimensions those that the page knows; filters by others are skipped and named, for a notice */
export function readFilters(search: string, dimensions: readonly string[]): { readonly filters: readonly Filter[]; readonly unread: readonly string[] } {
  const filters: Filter[] = [];
  const unread: string[] = [];
  for (const text of pairsOf(search).flatMap(([name, value]) => (name === PARAMETER ? [value] : []))) {
    const filter = readFilter(text);
    if (filter !== undefined && dimensions.includes(filter.dimension)) filters.push(filter);
    else unread.push(decoded(text) ?? text);
  }
  return { filters, unread };
}

/** The address's query with these filters in place of those it had; other parameters stay as they are. Begins with `?` unless empty. */
export function writeFilters(search: string, filters: readonly Filter[]): string {
  const others = search.replace(/^\?/, '').split('&').filter((pair) => pair !== '' && pair.split('=')[0] !== PARAMETER);
  const own = filters.map(({ operator, dimension, values }) => `${PARAMETER}=${[operator, dimension, ...values].map(encoded).join(',')}`);
  const query = [...others, ...own].join('&');
  return query === '' ? '' : `?${query}`;
}

function readFilter(text: string): Filter | undefined {
  // Some programs that links are sent through escape the commas as well, and with them the escapes within values.
  const whole = text.includes(',') ? text : (decoded(text) ?? '');
  const [operator, dimension, ...values] = whole.split(',').map(decoded);
  if (!isOperator(operator) || dimension === undefined || dimension === '' || values.length === 0) return undefined;
  const read = values.filter((value) => value !== undefined);
  return read.length === values.length ? { operator, dimension, values: read } : undefined;
}

const pairsOf = (search: string): readonly (readonly [string, string])[] =>
  search
    .replace(/^\?/, '')
    .split('&')
    .map((pair) => {
      const at = pair.indexOf('=');
      return at < 0 ? ([pair, ''] as const) : ([pair.slice(0, at), pair.slice(at + 1)] as const);
    });

const encoded = (value: string): string => encodeURIComponent(value).replaceAll('%2F', '/').replaceAll('%3A', ':');

function decoded(text: string): string | undefined {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '));
  } catch {
    return undefined;
  }
}

const isOperator = (word: string | undefined): word is Operator => (OPERATORS as readonly (string | undefined)[]).includes(word);
