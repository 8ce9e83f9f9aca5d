import { describe, expect, it } from '@jest/globals';
import type { SiteHash } from '../secrets/site-hashes.js';
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
  const hash: SiteHash = { ofText: (text) => `keyed ${text}`, ofSha256: () => '' };

  it('hashes each field with the site’s key', () => expect(hashedUser({ email: 'a@b.example', city: 'Berlin' }, hash)).toEqual({ email: 'keyed a@b.example', city: 'keyed Berlin' }));

  it('stores nothing for nothing', () => {
    expect(hashedUser(undefined, hash)).toBeNull();
    expect(hashedUser({ email: '  ' }, hash)).toBeNull();
  });
});
