import { describe, expect, it } from '@jest/globals';
import { hashedUser, truncatedAddress } from './personal-data.js';

describe('truncatedAddress', () => {
  it.each([
    ['203.0.113.77', '203.0.113.0'],
    ['2001:db8:85a3:8d3:1319:8a2e:370:7348', '2001:db8:85a3::'],
    ['2001:db8::1', '2001:db8:0::'],
    ['::1', '0:0:0::'],
    ['fe80:1:2::', 'fe80:1:2::'],
  ])('%s becomes %s', (ip, stored) => expect(truncatedAddress(ip)).toBe(stored));
});

describe('hashedUser', () => {
  it('hashes each field, trimmed and lower case', () => {
    // printf 'alexz@example.com' | openssl dgst -sha256
    expect(hashedUser({ email: ' AlexZ@Example.com ' })).toEqual({
      email: '509e933019bb285a134a9334b8bb679dff79d0ce023d529af4bd744d47b4fd8a',
    });
  });

  it('stores nothing for nothing', () => {
    expect(hashedUser(undefined)).toBeNull();
    expect(hashedUser({ email: '  ' })).toBeNull();
  });
});
