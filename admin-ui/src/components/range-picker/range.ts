import { addDays, addMonths, type Day, daysBetween, endOfMonth, isDay, startOfMonth, startOfQuarter, startOfYear, weekdayOf } from '../../format/days.js';

/** The periods of the analytics API, in the order of the menu. Days of rolling ones include today. */
export const PRESETS = ['realtime', 'today', 'yesterday', '7d', '28d', '30d', '90d', 'month', 'last_month', 'quarter', 'year', '12mo', 'all'] as const;
export type Preset = (typeof PRESETS)[number];

/** What is looked at: a period that moves with the days, or days that stay. Both days of `days` are in it. */
export type Range = { readonly is: 'preset'; readonly preset: Preset } | Days;
export interface Days {
  readonly is: 'days';
  readonly from: Day;
  readonly to: Day;
}

/** With what it is compared. By weekday: Mondays stand against Mondays, as far as that can be. */
export type RangeComparison = { readonly is: 'off' } | { readonly is: 'previous_period' | 'previous_year'; readonly align: 'weekday' | 'date' } | Days;

export interface RangeState {
  readonly range: Range;
  readonly comparison: RangeComparison;
}

export const DEFAULT_RANGE: RangeState = { range: { is: 'preset', preset: '28d' }, comparison: { is: 'off' } };

/** Letters that choose a period while the picker is open: those of Plausible and OpenPanel, which people's fingers know. */
export const PRESET_KEYS: Readonly<Record<string, Preset>> = {
  R: 'realtime', D: 'today', E: 'yesterday', W: '7d', F: '28d', T: '30d', N: '90d', M: 'month', P: 'last_month', Q: 'quarter', Y: 'year', L: '12mo', A: 'all',
};

/** First and last day of a range on the day it is read; undefined where it is not one of whole days. */
export function daysOf(range: Range, today: Day): { readonly from: Day; readonly to: Day } | undefined {
  if (range.is === 'days') return { from: range.from, to: range.to };
  const rolling = (days: number) => ({ from: addDays(today, 1 - days), to: today });
  switch (range.preset) {
    case 'realtime':
    case 'all':
      return undefined;
    case 'today':
      return { from: today, to: today };
    case 'yesterday':
      return { from: addDays(today, -1), to: addDays(today, -1) };
    case '7d':
      return rolling(7);
    case '28d':
      return rolling(28);
    case '30d':
      return rolling(30);
    case '90d':
      return rolling(90);
    case 'month':
      return { from: startOfMonth(today), to: today };
    case 'last_month': {
      const from = addMonths(startOfMonth(today), -1);
      return { from, to: endOfMonth(from) };
    }
    case 'quarter':
      return { from: startOfQuarter(today), to: today };
    case 'year':
      return { from: startOfYear(today), to: today };
    case '12mo':
      return { from: addDays(addMonths(today, -12), 1), to: today };
  }
}

/** Calendar periods are compared with the calendar's previous one: this month so far with as much of last month. */
const CALENDAR_MONTHS: Partial<Readonly<Record<Preset, number>>> = { month: 1, last_month: 1, quarter: 3, year: 12, '12mo': 12 };

/** From this length on weekdays can be aligned. */
const WEEK = 7;

/** Days of the comparison; undefined where there is none or none can be. */
export function comparedDaysOf({ range, comparison }: RangeState, today: Day): { readonly from: Day; readonly to: Day } | undefined {
  const days = daysOf(range, today);
  if (days === undefined || comparison.is === 'off') return undefined;
  if (comparison.is === 'days') return { from: comparison.from, to: comparison.to };
  const length = daysBetween(days.from, days.to) + 1;
  const months = comparison.is === 'previous_year' ? 12 : range.is === 'preset' ? CALENDAR_MONTHS[range.preset] : undefined;
  const wholeMonth = days.to === endOfMonth(days.to) && days.from === startOfMonth(days.from);
  if (months !== undefined && (comparison.align === 'date' || length < WEEK)) {
    const from = addMonths(days.from, -months);
    return { from, to: wholeMonth ? endOfMonth(addMonths(days.to, -months)) : addMonths(days.to, -months) };
  }
  const exact = months === undefined ? addDays(days.from, -length) : addMonths(days.from, -months);
  const from = comparison.align === 'date' || length < WEEK ? exact : onSameWeekday(exact, days.from, length);
  return { from, to: addDays(from, length - 1) };
}

/** The nearest day with the weekday of `like`, so that a range of `length` from it ends before `like`. */
function onSameWeekday(day: Day, like: Day, length: number): Day {
  const forward = (weekdayOf(like) - weekdayOf(day) + 7) % 7;
  const nearest = addDays(day, forward > 3 ? forward - 7 : forward);
  return daysBetween(nearest, like) < length ? addDays(nearest, -7) : nearest;
}

/** Live and all-time views have nothing before them to be compared with. */
export const canCompare = (range: Range): boolean => range.is === 'days' || (range.preset !== 'realtime' && range.preset !== 'all');

/** The range one step back or on; undefined where there is none, or it would lie in the future. */
export function shifted(range: Range, steps: -1 | 1, today: Day): Range | undefined {
  const days = daysOf(range, today);
  if (days === undefined) return undefined;
  const months = range.is === 'preset' ? CALENDAR_MONTHS[range.preset] : undefined;
  const length = daysBetween(days.from, days.to) + 1;
  const isWholeMonths = days.from === startOfMonth(days.from) && (months !== undefined || days.to === endOfMonth(days.to));
  if (isWholeMonths) {
    const span = months ?? monthsBetween(days.from, days.to);
    const from = addMonths(days.from, steps * span);
    return inPast({ is: 'days', from, to: addDays(addMonths(from, span), -1) }, today);
  }
  return inPast({ is: 'days', from: addDays(days.from, steps * length), to: addDays(days.to, steps * length) }, today);
}

const monthsBetween = (from: Day, to: Day): number => (Number(to.slice(0, 4)) - Number(from.slice(0, 4))) * 12 + Number(to.slice(5, 7)) - Number(from.slice(5, 7)) + 1;

const inPast = (range: Days, today: Day): Days | undefined => (range.from > today ? undefined : range.to > today ? { ...range, to: today } : range);

/** Days as a person may enter them: in whichever order. */
export const inOrder = (a: Day, b: Day): Days => (a <= b ? { is: 'days', from: a, to: b } : { is: 'days', from: b, to: a });

/** Whether both are days that exist, in order. */
export const areDays = (from: string, to: string): boolean => isDay(from) && isDay(to) && from <= to;
