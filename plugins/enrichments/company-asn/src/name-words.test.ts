import { describe, expect, it } from '@jest/globals';
import { plainName, wordsPattern } from './name-words.js';

const matches = (word: string, name: string): boolean => wordsPattern([word]).test(plainName(name));

describe('a word of a list', () => {
  it.each([
    ['bank', 'Kookmin Bank', true],
    ['bank', 'Bank', true],
    ['bank', 'Bankruptcy Court', false],
    ['bank', 'Volksbank', false],
    ['*bank', 'Volksbank', true],
    ['*bank', 'Bank', true],
    ['bank*', 'Bankruptcy Court', true],
    ['*telekom*', 'Türk Telekomünikasyon A.Ş.', true],
    ['data center*', 'Digital Data Centers', true],
    ['data center*', 'Data for Centers', false],
    ['me$', 'NET MAIS LTDA - ME', true],
    ['me$', 'Me Too Ltd', false],
    ['t mobile', 'T-Mobile Polska', true],
    ['stadt', 'Straße & Stadt', true],
  ])('“%s” in “%s”: %s', (word, name, expected) => expect(matches(word, name)).toBe(expected));

  it('is refused when it cannot match a plain name', () => {
    for (const word of ['Bank', 'b.v.', '', 'a|b', '*']) expect(() => wordsPattern([word])).toThrow('is no pattern for a name');
  });
});

it('takes accents, signs and spaces off a name', () => expect(plainName('  "Społem" – Łódź, São Paulo & Groß (ABC)')).toBe(' spolem lodz sao paulo gross abc '));
