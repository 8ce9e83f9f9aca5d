import { describe, expect, it } from '@jest/globals';
import { isAllowedOrigin } from './origin.js';

const domains = ['shop.example', 'other.test', 'localhost'];

describe('isAllowedOrigin', () => {
  it.each([
    ['https://shop.example', true],
    ['https://www.shop.example', true],
    ['http://localhost:3000', true],
    ['https://other.test:8443', true],
    [undefined, true],
    ['https://evilshop.example', false],
    ['https://shop.example.evil.test', false],
    ['null', false],
    ['', false],
  ])('%s: %s', (origin, expected) => expect(isAllowedOrigin(origin, domains)).toBe(expected));
});
