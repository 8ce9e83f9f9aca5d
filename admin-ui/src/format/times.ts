import { __ } from '@wordpress/i18n';
import { type Day, isDay } from './days.js';
import { NO_DATA } from './numbers.js';

/** A moment, or a day of no zone (`2026-11-28`). */
export type Time = string | number | Date | null | undefined;

export type Grain = 'minute' | 'hour' | 'day' | 'week' | 'month';

export interface TimeFormats {
  /** Nov 24, 2026 */
  readonly date: (time: Time) => string;
  /** Nov 24 */
  readonly shortDate: (time: Time) => string;
  /** Tuesday, November 24, 2026 */
  readonly longDate: (time: Time) => string;
  /** 2:05 PM */
  readonly time: (time: Time) => string;
  /** Nov 24, 2026, 2:05:09 PM */
  readonly dateTime: (time: Time) => string;
  /** Nov 1 – 28, 2026; both days are in it. */
  readonly dateRange: (from: Day, to: Day) => string;
  /** just now, 5 min ago, in 3 hr., and from a week on the date. */
  readonly relative: (time: Time, now: number) => string;
  /** A bucket of a chart: short for its axis, long where there is room for the whole of it. */
  readonly bucket: (time: Time, grain: Grain, width: 'short' | 'long') => string;
  /** November 2026 */
  readonly month: (day: Day) => string;
  /** Names of the days of the week, Sunday first. */
  readonly weekdays: (width: 'short' | 'long') => readonly string[];
}

/** Times as a language writes them, in a zone. */
export function timeFormats(language: string, timeZone: string): TimeFormats {
  const cache = new Map<string, Intl.DateTimeFormat>();
  const by = (options: Intl.DateTimeFormatOptions, zone = timeZone): Intl.DateTimeFormat => {
    const key = JSON.stringify([options, zone]);
    let format = cache.get(key);
    if (format === undefined) cache.set(key, (format = new Intl.DateTimeFormat(language, { ...options, timeZone: zone })));
    return format;
  };
  // A day has no zone: it is written as it stands, whatever the zone of the reader.
  const written = (time: Time, options: Intl.DateTimeFormatOptions): string => {
    const at = momentOf(time);
    return at === undefined ? NO_DATA : by(options, typeof time === 'string' && isDay(time) ? 'UTC' : timeZone).format(at);
  };
  const relatively = new Intl.RelativeTimeFormat(language, { numeric: 'auto', style: 'short' });

  const formats: TimeFormats = {
    date: (time) => written(time, { dateStyle: 'medium' }),
    shortDate: (time) => written(time, { day: 'numeric', month: 'short' }),
    longDate: (time) => written(time, { dateStyle: 'full' }),
    time: (time) => written(time, { timeStyle: 'short' }),
    dateTime: (time) => written(time, { dateStyle: 'medium', timeStyle: 'medium' }),
    dateRange: (from, to) => (isDay(from) && isDay(to) ? by({ dateStyle: 'medium' }, 'UTC').formatRange(new Date(from), new Date(to)) : NO_DATA),
    relative: (time, now) => {
      const at = momentOf(time)?.getTime();
      if (at === undefined) return NO_DATA;
      const seconds = (at - now) / 1_000;
      const size = Math.abs(seconds);
      if (size < 60) return __('just now', 'warp');
      if (size < 3_600) return relatively.format(Math.trunc(seconds / 60), 'minute');
      if (size < 86_400) return relatively.format(Math.trunc(seconds / 3_600), 'hour');
      if (size < 7 * 86_400) return relatively.format(Math.trunc(seconds / 86_400), 'day');
      return formats.date(time);
    },
    bucket: (time, grain, width) => {
      if (width === 'short') return written(time, grain === 'minute' || grain === 'hour' ? { timeStyle: 'short' } : grain === 'month' ? { month: 'short', year: '2-digit' } : { day: 'numeric', month: 'short' });
      if (grain === 'minute' || grain === 'hour') return written(time, { weekday: 'short', day: 'numeric', month: 'short', hour: 'numeric', minute: '2-digit' });
      return written(time, grain === 'month' ? { month: 'long', year: 'numeric' } : { weekday: 'short', day: 'numeric', month: 'short', year: 'numeric' });
    },
    month: (day) => written(day, { month: 'long', year: 'numeric' }),
    // 1 November 2026 is a Sunday.
    weekdays: (width) => Array.from({ length: 7 }, (_, index) => written(`2026-11-0${index + 1}`, { weekday: width })),
  };
  return formats;
}

function momentOf(time: Time): Date | undefined {
  if (time === null || time === undefined || time === '') return undefined;
  const at = new Date(time);
  return Number.isNaN(at.getTime()) ? undefined : at;
}
