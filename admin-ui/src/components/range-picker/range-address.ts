import { areDays, canCompare, DEFAULT_RANGE, type Days, PRESETS, type Preset, type Range, type RangeComparison, type RangeState } from './range.js';

/**
 * The range as it stands in a page's address:
 * `range=28d` or `from=2026-11-01&to=2026-11-28`, `compare=previous_period` or `compare=2025-11-01..2025-11-28`, `align=date`.
 * What is as it always is does not stand there.
 */
const PARAMETERS = ['range', 'from', 'to', 'compare', 'align'] as const;

/** What an address says; what cannot be read is skipped and named, for a notice. */
export function readRange(address: URLSearchParams, otherwise: RangeState = DEFAULT_RANGE): { readonly state: RangeState; readonly unread: readonly string[] } {
  const unread: string[] = [];
  const range = readWhat(address, unread) ?? otherwise.range;
  const comparison = canCompare(range) ? (readComparison(address, unread) ?? otherwise.comparison) : ({ is: 'off' } as const);
  return { state: { range, comparison }, unread };
}

/** The address with a range in place of the one it had; other parameters stay. */
export function writeRange(address: URLSearchParams, { range, comparison }: RangeState, otherwise: RangeState = DEFAULT_RANGE): URLSearchParams {
  const next = new URLSearchParams(address);
  for (const name of PARAMETERS) next.delete(name);
  if (range.is === 'days') {
    next.set('from', range.from);
    next.set('to', range.to);
  } else if (otherwise.range.is !== 'preset' || range.preset !== otherwise.range.preset) next.set('range', range.preset);
  if (!canCompare(range)) return next;
  const compare = wordOf(comparison);
  if (compare !== wordOf(otherwise.comparison)) next.set('compare', compare);
  if ('align' in comparison && comparison.align === 'date') next.set('align', 'date');
  return next;
}

const wordOf = (comparison: RangeComparison): string => (comparison.is === 'days' ? `${comparison.from}..${comparison.to}` : comparison.is);

function readWhat(address: URLSearchParams, unread: string[]): Range | undefined {
  const [from, to, preset] = [address.get('from'), address.get('to'), address.get('range')];
  if (from !== null || to !== null) {
    if (from !== null && to !== null && areDays(from, to)) return { is: 'days', from, to };
    unread.push('from', 'to');
  }
  if (preset === null) return undefined;
  if (isPreset(preset)) return { is: 'preset', preset };
  unread.push('range');
  return undefined;
}

function readComparison(address: URLSearchParams, unread: string[]): RangeComparison | undefined {
  const word = address.get('compare');
  if (word === null) return undefined;
  const align = address.get('align') === 'date' ? 'date' : 'weekday';
  if (word === 'off') return { is: 'off' };
  if (word === 'previous_period' || word === 'previous_year') return { is: word, align };
  const days = readDays(word);
  if (days === undefined) unread.push('compare');
  return days;
}

function readDays(text: string): Days | undefined {
  const [from = '', to = '', ...more] = text.split('..');
  return more.length === 0 && areDays(from, to) ? { is: 'days', from, to } : undefined;
}

const isPreset = (word: string): word is Preset => (PRESETS as readonly string[]).includes(word);
