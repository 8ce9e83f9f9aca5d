import { parseRange } from '../analytics/date-range.js';
import { invalid } from '../http/problem.js';
import { dayStart } from '../time/buckets.js';

/** Which days: `today`, `yesterday`, or the last so many such as `7d`, today included; or from and to. */
export interface FindingsRange {
  readonly range?: string;
  readonly from?: string;
  readonly to?: string;
}

const DEFAULT = '30d';
const MAX_DAYS = 400;
const DAY_MS = 86_400_000;

/** @returns starts of days in the zone, half-open, in ms since 1970. @throws Problem 400 naming field and rule */
export function rangeOf({ range, from, to }: FindingsRange, timezone: string, now: number): { readonly from: number; readonly to: number } {
  if (range === undefined && (from !== undefined || to !== undefined)) {
    const parsed = parseRange({ from, to, timezone }, now);
    return { from: dayStart(parsed.from, timezone), to: parsed.to };
  }
  const today = dayStart(now, timezone);
  if (range === 'yesterday') return { from: dayBefore(today, 1, timezone), to: today };
  const days = range === 'today' ? 1 : Number(/^(\d{1,3})d$/.exec(range ?? DEFAULT)?.[1] ?? NaN);
  if (!(days >= 1 && days <= MAX_DAYS))
    throw invalid([{ field: 'range', rule: 'range', message: `range must be today, yesterday, or a number of days up to ${MAX_DAYS} such as 30d.` }]);
  return { from: dayBefore(today, days - 1, timezone), to: now };
}

/** Noon lies on the right day whether days in between have 23 or 25 hours. */
const dayBefore = (start: number, days: number, timezone: string): number => (days === 0 ? start : dayStart(start - (days - 0.5) * DAY_MS, timezone));
