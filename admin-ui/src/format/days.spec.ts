import { describe, expect, it } from '@jest/globals';
import { addDays, addMonths, dayIn, daysBetween, endOfMonth, isDay, startOfQuarter, startOfWeek, weekdayOf } from './days.js';

describe('a day', () => {
  it.each([
    ['2026-11-28', true],
    ['2024-02-29', true],
    ['2026-02-29', false],
    ['1900-02-29', false],
    ['2000-02-29', true],
    ['2026-13-01', false],
    ['2026-00-10', false],
    ['2026-1-1', false],
    ['', false],
  ])('%s exists: %p', (text, exists) => expect(isDay(text)).toBe(exists));

  it.each([
    ['2026-03-28', 2, '2026-03-30'],
    ['2026-12-31', 1, '2027-01-01'],
    ['2024-03-01', -1, '2024-02-29'],
    ['2026-10-24', 2, '2026-10-26'],
  ])('%s and %p days is %s, over clock changes as well', (day, days, expected) => expect(addDays(day, days)).toBe(expected));

  it.each([
    ['2026-03-31', -1, '2026-02-28'],
    ['2024-01-31', 1, '2024-02-29'],
    ['2026-11-15', 3, '2027-02-15'],
    ['2024-02-29', -12, '2023-02-28'],
    ['2026-01-10', -13, '2024-12-10'],
  ])('%s and %p months is %s', (day, months, expected) => expect(addMonths(day, months)).toBe(expected));

  it('is reckoned as JavaScript’s own calendar does, every day of 800 years', () => {
    let day = '1600-01-01';
    for (let index = 0; index < 292_194; index += 1) {
      const own = new Date(Date.UTC(1600, 0, 1 + index));
      if (day !== own.toISOString().slice(0, 10) || weekdayOf(day) !== own.getUTCDay()) throw new Error(`${day} is not ${own.toISOString()}`);
      day = addDays(day, 1);
    }
    expect(day).toBe('2400-01-01');
    expect(daysBetween('1600-01-01', day)).toBe(292_194);
  });

  it('has a month, a quarter and a week', () => {
    expect(endOfMonth('2024-02-10')).toBe('2024-02-29');
    expect(startOfQuarter('2026-11-28')).toBe('2026-10-01');
    expect(startOfWeek('2026-11-29', 1)).toBe('2026-11-23');
    expect(startOfWeek('2026-11-29', 0)).toBe('2026-11-29');
  });
});

describe('today', () => {
  it.each([
    ['Europe/Berlin', '2026-03-28T22:59:59Z', '2026-03-28'],
    ['Europe/Berlin', '2026-03-28T23:00:00Z', '2026-03-29'],
    ['Europe/Berlin', '2026-03-29T21:59:59Z', '2026-03-29'],
    ['Europe/Berlin', '2026-03-29T22:00:00Z', '2026-03-30'],
    ['Pacific/Kiritimati', '2026-11-28T10:00:00Z', '2026-11-29'],
    ['Asia/Kathmandu', '2026-11-28T18:14:59Z', '2026-11-28'],
    ['Asia/Kathmandu', '2026-11-28T18:15:00Z', '2026-11-29'],
  ])('in %s at %s is %s', (zone, at, day) => expect(dayIn(zone, Date.parse(at))).toBe(day));
});
