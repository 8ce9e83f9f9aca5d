import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { excessOf } from './json-shape.js';

const LIMITS = { depth: 3, values: 6, outermost: 4 };
const MB = 1024 * 1024;

describe('the shape of a JSON text', () => {
  it.each([
    ['[[[]]]', undefined],
    ['[[[[]]]]', 'depth'],
    ['{"a":{"b":{"c":{}}}}', 'depth'],
    ['[[],[],[],[]]', undefined],
    ['"[[[[[["', undefined],
    ['{"a\\"[[[[":1}', undefined],
    ['{"a\\\\":[[[1]]]}', 'depth'],
    ['[1,2,3,4]', undefined],
    ['[1,2,3,4,5,6]', 'outermost'],
    ['{"a":[1,2,3,4,5,6,7]}', undefined],
    ['{"a":[1,2,3,4,5,6,7,8]}', 'values'],
    ['{"a":",,,,,,,,,,,,"}', undefined],
    ['["a', undefined],
    ['', undefined],
  ])('%s: %s', (text, excess) => expect(excessOf(text, LIMITS)).toBe(excess));

  it('is told of any JSON as a recursive count tells it', () => {
    const depthOf = (value: unknown): number => (typeof value === 'object' && value !== null ? 1 + Math.max(0, ...Object.values(value).map(depthOf)) : 0);
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 6 }), (value) => {
        const limits = { depth: 4, values: Infinity, outermost: Infinity };
        expect(excessOf(JSON.stringify(value), limits)).toBe(depthOf(value) > 4 ? 'depth' : undefined);
      }),
    );
  });

  it.each([
    ['brackets alone', '['.repeat(MB)],
    ['deep and closed', '['.repeat(MB / 2) + ']'.repeat(MB / 2)],
    ['deep objects', '{"a":'.repeat(MB / 5)],
    ['backslashes', `"${'\\'.repeat(MB)}`],
    ['escaped quotes', `"${'\\"'.repeat(MB / 2)}`],
  ])('is found in a body of 1 MB of %s', (_, text) => {
    expect([undefined, 'depth']).toContain(excessOf(text, { depth: 100, values: 100_000, outermost: 1_000 }));
  });
});
