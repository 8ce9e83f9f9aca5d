import { describe, expect, it } from '@jest/globals';
import { timeFormats } from './times.js';

const AT = '2026-11-24T13:05:09Z';
const english = timeFormats('en-US', 'Europe/Berlin');
const german = timeFormats('de-DE', 'Europe/Berlin');

/** Spaces as one types them; Intl uses several kinds. */
const plain = (text: string): string => text.replace(/[\u202f\u2009\u00a0]/g, ' ');

describe('a time', () => {
  it.each([
    ['date', 'Nov 24, 2026', '24.11.2026'],
    ['shortDate', 'Nov 24', '24. Nov.'],
    ['longDate', 'Tuesday, November 24, 2026', 'Dienstag, 24. November 2026'],
    ['time', '2:05 PM', '14:05'],
    ['dateTime', 'Nov 24, 2026, 2:05:09 PM', '24.11.2026, 14:05:09'],
  ] as const)('as %s is %s in the site’s zone, in German %s', (name, us, de) => {
    expect(plain(english[name](AT))).toBe(us);
    expect(plain(german[name](AT))).toBe(de);
    expect(english[name](null)).toBe('–');
    expect(english[name]('nonsense')).toBe('–');
  });

  it('that is a day is the same day in every zone', () => {
    for (const zone of ['Pacific/Pago_Pago', 'Europe/Berlin', 'Pacific/Kiritimati']) expect(timeFormats('en-US', zone).date('2026-11-24')).toBe('Nov 24, 2026');
  });

  it.each([
    ['2026-11-01', '2026-11-28', 'Nov 1 – 28, 2026', '01.–28.11.2026'],
    ['2025-12-30', '2026-01-02', 'Dec 30, 2025 – Jan 2, 2026', '30.12.2025 – 02.01.2026'],
    ['2026-11-28', '2026-11-28', 'Nov 28, 2026', '28.11.2026'],
  ])('from %s to %s says what differs', (from, to, us, de) => {
    expect(plain(english.dateRange(from, to))).toBe(us);
    expect(plain(german.dateRange(from, to))).toBe(de);
  });

  it.each([
    ['2026-11-24T13:04:30Z', 'just now', 'just now'],
    ['2026-11-24T13:00:00Z', '5 min. ago', 'vor 5 Min.'],
    ['2026-11-24T10:05:09Z', '3 hr. ago', 'vor 3 Std.'],
    ['2026-11-24T15:05:09Z', 'in 2 hr.', 'in 2 Std.'],
    ['2026-11-23T12:00:00Z', 'yesterday', 'gestern'],
    ['2026-11-01T12:00:00Z', 'Nov 1, 2026', '01.11.2026'],
  ])('%s seen from then is %s, in German %s', (time, us, de) => {
    expect(english.relative(time, Date.parse(AT))).toBe(us);
    expect(german.relative(time, Date.parse(AT))).toBe(de);
  });

  it('of a bucket says no more than the bucket is wide', () => {
    expect(plain(english.bucket(AT, 'hour', 'short'))).toBe('2:05 PM');
    expect(english.bucket('2026-11-24', 'day', 'short')).toBe('Nov 24');
    expect(english.bucket('2026-11-24', 'day', 'long')).toBe('Tue, Nov 24, 2026');
    expect(german.bucket('2026-11-01', 'month', 'long')).toBe('November 2026');
  });

  it('has the names of the days, Sunday first', () => {
    expect(german.weekdays('long')).toEqual(['Sonntag', 'Montag', 'Dienstag', 'Mittwoch', 'Donnerstag', 'Freitag', 'Samstag']);
  });
});
