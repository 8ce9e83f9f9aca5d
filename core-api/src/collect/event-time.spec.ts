import { describe, expect, it } from '@jest/globals';
import { type Clocks, eventTime, isInRange, parseTime, timesOf } from './event-time.js';

const now = Date.parse('2026-11-23T12:00:00Z');
const day = 24 * 3_600_000;

describe('parseTime', () => {
  it.each([
    ['2026-11-23T12:00:00Z', now],
    ['2026-11-23T13:00:00+01:00', now],
    ['2026-11-23', Date.parse('2026-11-23T00:00:00Z')],
    ['2028-02-29T00:00:00Z', Date.UTC(2028, 1, 29)],
    [now, now],
    [` ${now} `, now],
  ])('reads %s', (value, expected) => expect(parseTime(value)).toBe(expected));

  it.each(['yesterday', '23.11.2026', '1', '', null, {}, Infinity, '2026-13-45T99:00:00Z', '2026-02-30T12:00:00Z', '2026-02-29', '2026-11-31T00:00:00+01:00'])('refuses %j', (value) =>
    expect(parseTime(value)).toBeNaN(),
  );

  it.each(['America/New_York', 'Asia/Kolkata', 'UTC'])('takes a time without a zone as UTC on a server in %s', (zone) => {
    const own = process.env['TZ'];
    process.env['TZ'] = zone;
    try {
      expect(parseTime('2026-11-23T12:00:00')).toBe(now);
      expect(parseTime('2026-11-23T12:00')).toBe(now);
    } finally {
      if (own === undefined) delete process.env['TZ'];
      else process.env['TZ'] = own;
    }
  });
});

describe('eventTime', () => {
  it('is the receipt without a timestamp', () => expect(eventTime(undefined, undefined, now)).toBe(now));
  it('is read in seconds too, which as milliseconds were of 1970', () => {
    expect(eventTime(now / 1000, undefined, now)).toBe(now);
    expect(eventTime(String(now / 1000), undefined, now)).toBe(now);
    expect(eventTime(1, undefined, now)).toBe(1);
  });
  it('is the timestamp when the clock is right', () => expect(eventTime(now - 5000, now - 200, now)).toBe(now - 5000));
  it('moves by what the clock is wrong', () => {
    expect(eventTime(now - day - 5000, now - day, now)).toBe(now - 5000);
    expect(eventTime(now + day - 5000, now + day, now)).toBe(now - 5000);
  });
  it('keeps an event that waited offline in its own time', () => expect(eventTime(now - 2 * day, now, now)).toBe(now - 2 * day));
  it('refuses what is no time', () => expect(eventTime('soon', undefined, now)).toBeUndefined());
});

describe('timesOf', () => {
  const hour = 3_600_000;
  it.each<[string, Omit<Clocks, 'arrivedAt'>, { receivedAt: number; at: number }]>([
    ['an event straight from its source is received when it comes', { timestamp: now - 5000, sentAt: now }, { receivedAt: now, at: now - 5000 }],
    [
      'one that waited an hour at the proxy keeps both of its times',
      { timestamp: now - hour - 5000, sentAt: now, proxied: { receivedAt: now - hour, sentAt: now - hour - 200 } },
      { receivedAt: now - hour, at: now - hour - 5000 },
    ],
    [
      'without a timestamp it happened when the proxy received it',
      { timestamp: undefined, sentAt: now, proxied: { receivedAt: now - hour, sentAt: undefined } },
      { receivedAt: now - hour, at: now - hour },
    ],
    [
      'a proxy whose clock is a day slow is set right by the time it sent the batch',
      { timestamp: now - hour - 5000, sentAt: now - day, proxied: { receivedAt: now - day - hour, sentAt: now - hour } },
      { receivedAt: now - hour, at: now - hour - 5000 },
    ],
    [
      'a browser whose clock is a day fast is set right by the time the proxy received it',
      { timestamp: now - hour + day - 5000, sentAt: now, proxied: { receivedAt: now - hour, sentAt: now - hour + day } },
      { receivedAt: now - hour, at: now - hour - 5000 },
    ],
    [
      'a proxy that does not say when it received it is taken to have sent it at once',
      { timestamp: now - 5000, sentAt: now, proxied: { receivedAt: undefined, sentAt: undefined } },
      { receivedAt: now, at: now - 5000 },
    ],
  ])('%s', (_, clocks, times) => {
    expect(timesOf({ ...clocks, arrivedAt: now })).toEqual(times);
  });

  it.each<[string, Omit<Clocks, 'arrivedAt'>]>([
    ['timestamp', { timestamp: 'soon', sentAt: now }],
    ['client.received_at', { timestamp: now, sentAt: now, proxied: { receivedAt: 'just now', sentAt: now } }],
  ])('goes by the time of receipt and names %s when it is no time', (field, clocks) => {
    expect(timesOf({ ...clocks, arrivedAt: now })).toEqual({ receivedAt: now, at: now, issue: { field, rule: 'not_a_time' } });
  });
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
