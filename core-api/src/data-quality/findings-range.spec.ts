import { describe, expect, it } from '@jest/globals';
import { rangeOf } from './findings-range.js';

/** 01:30 on 29 March in Berlin, an hour before its clocks go forward. */
const now = Date.parse('2026-03-29T00:30:00Z');

describe('the range of findings', () => {
  it.each([
    [{ range: 'today' }, '2026-03-28T23:00:00Z', '2026-03-29T00:30:00Z'],
    [{ range: 'yesterday' }, '2026-03-27T23:00:00Z', '2026-03-28T23:00:00Z'],
    [{ range: '1d' }, '2026-03-28T23:00:00Z', '2026-03-29T00:30:00Z'],
    [{ range: '7d' }, '2026-03-22T23:00:00Z', '2026-03-29T00:30:00Z'],
    [{}, '2026-02-27T23:00:00Z', '2026-03-29T00:30:00Z'],
    [{ from: '2026-03-01', to: '2026-03-02' }, '2026-02-28T23:00:00Z', '2026-03-02T23:00:00Z'],
    [{ from: '2026-03-01T10:00:00Z' }, '2026-02-28T23:00:00Z', '2026-03-29T00:30:00Z'],
  ])('%j goes by days of the site', (range, from, to) => {
    expect(rangeOf(range, 'Europe/Berlin', now)).toEqual({ from: Date.parse(from), to: Date.parse(to) });
  });

  it('reaches over the day of 23 hours', () => {
    expect(rangeOf({ range: '2d' }, 'Europe/Berlin', Date.parse('2026-03-30T12:00:00Z')).from).toBe(Date.parse('2026-03-28T23:00:00Z'));
  });

  it.each(['0d', '401d', 'week', '7', ''])('%j is refused', (range) => {
    expect(() => rangeOf({ range }, 'UTC', now)).toThrow(expect.objectContaining({ status: 400 }));
  });
});
