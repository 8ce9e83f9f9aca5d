import { describe, expect, it } from '@jest/globals';
import { numberFormats } from './numbers.js';

const NBSP = '\u00a0';
const english = numberFormats('en-US', 'EUR');
const german = numberFormats('de-DE', 'EUR');

describe('a number', () => {
  it.each([
    [null, '–', '–'],
    [undefined, '–', '–'],
    [Number.NaN, '–', '–'],
    [0, '0', '0'],
    [9_999, '9,999', '9.999'],
    [1_234_567, '1,234,567', '1.234.567'],
    [3.456, '3.46', '3,46'],
    [-1_200, '-1,200', '-1.200'],
  ])('%p is %s, in German %s', (value, us, de) => {
    expect(english.number(value)).toBe(us);
    expect(german.number(value)).toBe(de);
  });
});

describe('a short number', () => {
  it.each([
    [9_999, '9,999', '9.999'],
    [12_432, '12.4k', '12.432'],
    [1_250_000, '1.3M', `1,3${NBSP}Mio.`],
    [-48_000, '-48k', '-48.000'],
    [null, '–', '–'],
  ])('%p is %s, in German %s', (value, us, de) => {
    expect(english.short(value)).toBe(us);
    expect(german.short(value)).toBe(de);
  });
});

describe('a percentage', () => {
  it.each([
    [0, '0%', `0${NBSP}%`],
    [0.0001, '<0.1%', `<0,1${NBSP}%`],
    [0.034, '3.4%', `3,4${NBSP}%`],
    [0.5, '50%', `50${NBSP}%`],
    [0.9996, '99.9%', `99,9${NBSP}%`],
    [1, '100%', `100${NBSP}%`],
    [null, '–', '–'],
  ])('of %p is %s, in German %s', (fraction, us, de) => {
    expect(english.percent(fraction)).toBe(us);
    expect(german.percent(fraction)).toBe(de);
  });
});

describe('a change', () => {
  it.each([
    [0.123, '+12%', '+12.3 pp'],
    [-0.045, '-4.5%', '-4.5 pp'],
    [12.4, '+1,240%', '+1,240 pp'],
    [0, '0%', '0 pp'],
    [null, '–', '–'],
  ])('of %p is %s or %s', (by, percent, points) => {
    expect(english.signedPercent(by)).toBe(percent);
    expect(english.points(by)).toBe(points.replace(' ', NBSP));
  });
});

describe('an amount', () => {
  it.each([
    [1_234.5, 'EUR', '€1,234.50', `1.234,50${NBSP}€`],
    [1_234, 'JPY', '¥1,234', `1.234${NBSP}¥`],
    [1.2345, 'KWD', `KWD${NBSP}1.235`, `1,235${NBSP}KWD`],
    [12.5, '', '12.50', '12,50'],
    [null, 'EUR', '–', '–'],
  ])('of %p %s is %s, in German %s', (amount, currency, us, de) => {
    expect(english.money(amount, currency)).toBe(us);
    expect(german.money(amount, currency)).toBe(de);
  });

  it('is in the site’s currency unless it names one', () => expect(english.money(5)).toBe('€5.00'));

  it.each([
    [12.5, '€12.50'],
    [400, '€400'],
    [1_234.5, '€1,235'],
    [12_400, '€12.4k'],
  ])('of %p is shortened to %s', (amount, text) => expect(english.shortMoney(amount)).toBe(text));
});

describe('a duration', () => {
  it.each([
    [0, '0s'],
    [0.35, '350ms'],
    [45, '45s'],
    [59.7, '1m 00s'],
    [185, '3m 05s'],
    [7_500, '2h 05m'],
    [273_600, '3d 04h'],
    [null, '–'],
  ])('of %p seconds is %s', (seconds, text) => expect(english.duration(seconds).replace('\u202f', ' ')).toBe(text));
});
