import { describe, expect, it } from '@jest/globals';
import type { Dimension } from './schema.js';
import { cutValue, joinValue, otherValue, readableValue, splitValue } from './values.js';

describe('a value of a dimension', () => {
  it.each<[Dimension, readonly string[], string]>([
    ['channel', ['organic'], 'organic'],
    ['page', ['/a / b/'], '/a / b/'],
    ['source', ['google', 'cpc'], 'google / cpc'],
    ['source', ['a / b', 'email'], 'a \\/ b / email'],
    ['city', ['AT', '', 'Wien'], 'AT /  / Wien'],
    ['product', ['s / 1', 'Shirt'], 's / 1\u001fShirt'],
  ])('of %s is made of %j and taken apart again', (dimension, parts, value) => {
    expect(joinValue(dimension, parts)).toBe(value);
    expect(splitValue(dimension, value)).toEqual(parts);
  });

  it('reads as people write it', () => {
    expect(readableValue('source', joinValue('source', ['a / b', 'email']))).toBe('a / b / email');
    expect(readableValue('region', otherValue('region'))).toBe('(other)');
    expect(splitValue('source', otherValue('source'))).toEqual(['(other)', '(other)']);
    expect(splitValue('product', otherValue('product'))).toEqual(['', '(other)']);
  });

  it('is never another’s, whatever its parts hold of separators and backslashes', () => {
    const letters = ['/', ' ', '\\', 'a'];
    const texts = Array.from({ length: letters.length ** 5 }, (_, n) => Array.from({ length: 5 }, (_, place) => letters[Math.floor(n / letters.length ** place) % letters.length]!).join(''));
    for (const text of ['', ...letters, ...texts, ...texts.map((five) => five.slice(0, 3))])
      for (const parts of [[text, 'b'], ['b', text], [text, text]]) expect([parts, splitValue('source', joinValue('source', parts))]).toEqual([parts, parts]);
  });

  it('has at most 600 characters', () => {
    expect(cutValue('x'.repeat(601))).toBe('x'.repeat(600));
    // Half a surrogate pair is no text that PostgreSQL takes.
    expect(cutValue(`${'x'.repeat(599)}😀`)).toBe(`${'x'.repeat(599)}\ufffd`);
  });
});
