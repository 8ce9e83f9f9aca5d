import { describe, expect, it } from '@jest/globals';
import { eventTime, isInRange, parseTime } from './event-time.js';

const now = Date.parse('2026-11-23T12:00:00Z');
const day = 24 * 3_600_000;

describe('parseTime', () => {
  it.each([
    ['2026-11-23T12:00:00Z', now],
    ['2026-11-23T13:00:00+01:00', now],
    ['2026-11-23', Date.parse('2026-11-23T00:00:00Z')],
    [now, now],
  ])('reads %s', (value, expected) => expect(parseTime(value)).toBe(expected));

  it.each(['yesterday', '23.11.2026', '1', '', null, {}, Infinity, '2026-13-45T99:00:00Z'])('refuses %j', (value) =>
    expect(parseTime(value)).toBeNaN(),
  );
});

describe('eventTime', () => {
  it('is the receipt without a timestamp', () => expect(eventTime(undefined, undefined, now)).toBe(now));
  it('is the timestamp when the clock is right', () => expect(eventTime(now - 5000, now - 200, now)).toBe(now - 5000));
  it('moves by what the clock is wrong', () => {
    expect(eventTime(now - day - 5000, now - day, now)).toBe(now - 5000);
    expect(eventTime(now + day - 5000, now + day, now)).toBe(now - 5000);
  });
  it('keeps an event that waited offline in its own time', () => expect(eventTime(now - 2 * day, now, now)).toBe(now - 2 * day));
  it('refuses what is no time', () => expect(eventTime('soon', undefined, now)).toBeUndefined());
});

describe('isInRange', () => {
  it.each([
    [now - 7 * day, false, true],
    [now - 7 * day - 1, false, false],
    [now - 400 * day, true, true],
    [now + 10 * 60_000, false, true],
    [now + 10 * 60_000 + 1, true, false],
  ])('%d (trusted: %s) is %s', (at, isTrusted, expected) => expect(isInRange(at, now, isTrusted)).toBe(expected));
});
