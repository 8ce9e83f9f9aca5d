import { describe, expect, it } from '@jest/globals';
import { comparedDaysOf, daysOf, type Preset, type Range, type RangeComparison, shifted } from './range.js';
import { readRange, writeRange } from './range-address.js';

/** A Saturday. */
const TODAY = '2026-11-28';
const preset = (name: Preset): Range => ({ is: 'preset', preset: name });
const days = (from: string, to: string): Range & RangeComparison => ({ is: 'days', from, to });

describe('a period', () => {
  it.each<[Preset, string, string]>([
    ['today', '2026-11-28', '2026-11-28'],
    ['yesterday', '2026-11-27', '2026-11-27'],
    ['7d', '2026-11-22', '2026-11-28'],
    ['28d', '2026-11-01', '2026-11-28'],
    ['30d', '2026-10-30', '2026-11-28'],
    ['90d', '2026-08-31', '2026-11-28'],
    ['month', '2026-11-01', '2026-11-28'],
    ['last_month', '2026-10-01', '2026-10-31'],
    ['quarter', '2026-10-01', '2026-11-28'],
    ['year', '2026-01-01', '2026-11-28'],
    ['12mo', '2025-11-29', '2026-11-28'],
  ])('%s is from %s to %s', (name, from, to) => expect(daysOf(preset(name), TODAY)).toEqual({ from, to }));

  it.each<Preset>(['realtime', 'all'])('%s is none of whole days', (name) => expect(daysOf(preset(name), TODAY)).toBeUndefined());

  it('of last month in March ends with February', () => expect(daysOf(preset('last_month'), '2024-03-31')).toEqual({ from: '2024-02-01', to: '2024-02-29' }));
});

describe('a comparison', () => {
  const weekday = (is: 'previous_period' | 'previous_year'): RangeComparison => ({ is, align: 'weekday' });
  const date = (is: 'previous_period' | 'previous_year'): RangeComparison => ({ is, align: 'date' });
  it.each<[string, Range, RangeComparison, readonly [string, string] | undefined]>([
    ['today with yesterday', preset('today'), weekday('previous_period'), ['2026-11-27', '2026-11-27']],
    ['7 days with the 7 before', preset('7d'), weekday('previous_period'), ['2026-11-15', '2026-11-21']],
    ['28 days with the 28 before', preset('28d'), weekday('previous_period'), ['2026-10-04', '2026-10-31']],
    // 30 October is a Friday; exactly 30 days before is Wednesday 30 September, the nearest Friday would overlap.
    ['30 days by weekday, without overlap', preset('30d'), weekday('previous_period'), ['2026-09-25', '2026-10-24']],
    ['30 days by date', preset('30d'), date('previous_period'), ['2026-09-30', '2026-10-29']],
    ['this month so far with as much of last month', preset('month'), date('previous_period'), ['2026-10-01', '2026-10-28']],
    ['last month with all of the month before', preset('last_month'), date('previous_period'), ['2026-09-01', '2026-09-30']],
    ['a year before by date', preset('28d'), date('previous_year'), ['2025-11-01', '2025-11-28']],
    // 1 November 2026 is a Sunday, as is 2 November 2025.
    ['a year before by weekday', preset('28d'), weekday('previous_year'), ['2025-11-02', '2025-11-29']],
    ['days of one’s own', preset('28d'), days('2024-01-01', '2024-02-29'), ['2024-01-01', '2024-02-29']],
    ['over the change to summer time', days('2026-03-23', '2026-03-29'), weekday('previous_period'), ['2026-03-16', '2026-03-22']],
    ['29 February with 28 February', days('2024-02-29', '2024-02-29'), date('previous_year'), ['2023-02-28', '2023-02-28']],
    ['none when it is off', preset('28d'), { is: 'off' }, undefined],
    ['none for all time', preset('all'), weekday('previous_period'), undefined],
  ])('is %s', (_, range, comparison, expected) =>
    expect(comparedDaysOf({ range, comparison }, TODAY)).toEqual(expected === undefined ? undefined : { from: expected[0], to: expected[1] }),
  );
});

describe('a step', () => {
  it.each<[string, Range, -1 | 1, Range | undefined]>([
    ['back from 7 days', preset('7d'), -1, days('2026-11-15', '2026-11-21')],
    ['back from this month', preset('month'), -1, days('2026-10-01', '2026-10-31')],
    ['back from last month', preset('last_month'), -1, days('2026-09-01', '2026-09-30')],
    ['back from a whole month of one’s own', days('2026-03-01', '2026-03-31'), -1, days('2026-02-01', '2026-02-28')],
    ['on from last month, up to today', preset('last_month'), 1, days('2026-11-01', '2026-11-28')],
    ['on from today is none', preset('today'), 1, undefined],
    ['from all time is none', preset('all'), -1, undefined],
  ])('%s', (_, range, steps, expected) => expect(shifted(range, steps, TODAY)).toEqual(expected));
});

describe('an address', () => {
  it.each<[string, Range, RangeComparison, string]>([
    ['nothing for what always is', preset('28d'), { is: 'off' }, ''],
    ['a period', preset('today'), { is: 'off' }, 'range=today'],
    ['days', days('2026-11-01', '2026-11-15'), { is: 'off' }, 'from=2026-11-01&to=2026-11-15'],
    ['a comparison', preset('28d'), { is: 'previous_year', align: 'weekday' }, 'compare=previous_year'],
    ['an alignment', preset('28d'), { is: 'previous_period', align: 'date' }, 'compare=previous_period&align=date'],
    ['compared days', preset('month'), days('2025-11-01', '2025-11-28'), 'range=month&compare=2025-11-01..2025-11-28'],
  ])('holds %s, and gives it back', (_, range, comparison, address) => {
    const written = writeRange(new URLSearchParams(), { range, comparison });
    expect(written.toString()).toBe(address);
    expect(readRange(new URLSearchParams(address))).toEqual({ state: { range, comparison }, unread: [] });
  });

  it('keeps what is not its own', () => {
    expect(writeRange(new URLSearchParams('tab=pages&range=7d&align=date'), { range: preset('all'), comparison: { is: 'off' } }).toString()).toBe('tab=pages&range=all');
  });

  it.each([
    ['range=fortnight', ['range']],
    ['from=2026-02-30&to=2026-03-01', ['from', 'to']],
    ['from=2026-03-02&to=2026-03-01', ['from', 'to']],
    ['compare=2026-01-01..', ['compare']],
    ['compare=always', ['compare']],
  ])('that says %s is not believed, and says so', (address, unread) => expect(readRange(new URLSearchParams(address))).toEqual({ state: { range: preset('28d'), comparison: { is: 'off' } }, unread }));

  it('compares nothing with all time', () => {
    expect(readRange(new URLSearchParams('range=all&compare=previous_period')).state.comparison).toEqual({ is: 'off' });
  });

  it('says that a comparison is off where it usually is on', () => {
    const usual = { range: preset('28d'), comparison: { is: 'previous_period', align: 'weekday' } } as const;
    const written = writeRange(new URLSearchParams(), { range: preset('28d'), comparison: { is: 'off' } }, usual);
    expect(written.toString()).toBe('compare=off');
    expect(readRange(written, usual).state.comparison).toEqual({ is: 'off' });
  });
});
