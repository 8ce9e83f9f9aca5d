import { invalid } from '../http/problem.js';
import { type DateRange, nextDay } from '../metrics/query/range.js';
import { dayStart, isTimeZone } from '../time/buckets.js';

const DAY_MS = 86_400_000;
/** Longer ranges are not asked for by any panel, and would read years of rollups. */
const MAX_DAYS = 400;
/** Up to here a series goes by the hour. */
const HOURLY_DAYS = 2;

export interface RangeQuery {
  readonly from?: string | undefined;
  readonly to?: string | undefined;
  readonly timezone?: string | undefined;
}

/**
 * Reads `from`, `to`, `timezone`. A date without a time is a day of that time zone, and as `to` it is included.
 * Left out: today.
 * @throws Problem 400 naming field and rule
 */
export function parseRange(query: RangeQuery, now: number): DateRange {
  const timezone = query.timezone ?? 'UTC';
  if (!isTimeZone(timezone)) throw fault('timezone', 'timezone', 'must be an IANA time zone such as Europe/Berlin');
  const from = query.from === undefined ? dayStart(now, timezone) : parse('from', query.from, timezone, false);
  const to = query.to === undefined ? now : parse('to', query.to, timezone, true);
  if (to <= from) throw fault('to', 'after_from', 'must be later than from');
  if (to - from > MAX_DAYS * DAY_MS) throw fault('to', 'range', `must be at most ${MAX_DAYS} days after from`);
  return { from, to, timezone, grain: to - from <= HOURLY_DAYS * DAY_MS ? 'hour' : 'day' };
}

function parse(field: string, text: string, timezone: string, isEnd: boolean): number {
  if (/^\d{4}-\d{2}-\d{2}$/.test(text)) {
    // Noon of that date lies in the day whichever zone it is asked for, up to UTC+12; the day's start is then exact.
    const noon = Date.parse(`${text}T12:00:00Z`);
    if (Number.isNaN(noon)) throw fault(field, 'date', 'must be a date or a time in ISO 8601');
    const start = dayStart(noon, timezone);
    return isEnd ? nextDay(start, timezone) : start;
  }
  const at = /^\d{4}-\d{2}-\d{2}T/.test(text) ? Date.parse(text) : NaN;
  if (Number.isNaN(at)) throw fault(field, 'date', 'must be a date or a time in ISO 8601');
  return at;
}

const fault = (field: string, rule: string, sentence: string) => invalid([{ field, rule, message: `${field} ${sentence}.` }]);
