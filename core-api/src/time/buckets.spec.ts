import { describe, expect, it } from '@jest/globals';
import { dayStart, hourStart } from './buckets.js';

describe('dayStart', () => {
  // Expected instants from `TZ=<zone> date -d '<day> 00:00' -u --iso-8601=seconds`.
  it.each([
    ['2026-11-23T12:34:56Z', 'UTC', '2026-11-23T00:00:00Z'],
    ['2026-11-23T23:30:00Z', 'Europe/Berlin', '2026-11-23T23:00:00Z'],
    ['2026-03-29T12:00:00Z', 'Europe/Berlin', '2026-03-28T23:00:00Z'],
    ['2026-10-25T12:00:00Z', 'Europe/Berlin', '2026-10-24T22:00:00Z'],
    ['2026-11-23T18:29:59Z', 'Asia/Kolkata', '2026-11-22T18:30:00Z'],
    ['2026-11-23T04:59:59Z', 'America/New_York', '2026-11-22T05:00:00Z'],
    ['2026-11-23T12:00:00Z', 'Not/AZone', '2026-11-23T00:00:00Z'],
  ])('of %s in %s is %s', (at, zone, start) => {
    expect(new Date(dayStart(Date.parse(at), zone)).toISOString()).toBe(new Date(start).toISOString());
  });
});

describe('hourStart', () => {
  it('cuts minutes off, also before 1970', () => {
    expect(hourStart(Date.parse('2026-11-23T12:34:56.789Z'))).toBe(Date.parse('2026-11-23T12:00:00Z'));
    expect(hourStart(-1)).toBe(-3_600_000);
  });
});
