import { randomBytes } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { KeyRing } from '../../secrets/key-ring.js';
import { isOver, isStale, openTokens, sealTokens, withConnection } from './connection.js';

const second = 1000;
const minute = 60 * second;
const hour = 60 * minute;

describe('an access token', () => {
  it.each([
    ['of an hour, in the middle', hour, 30 * minute, false],
    ['of an hour, three minutes before its end', hour, 57 * minute, false],
    ['of an hour, two minutes before its end', hour, 58 * minute, true],
    ['of a minute, in the middle', minute, 30 * second, false],
    ['of a minute, in its last quarter', minute, 45 * second, true],
    ['that is over', minute, hour, true],
  ])('%s', (_, life, age, stale) => expect(isStale({ obtainedAt: 0, expiresAt: life }, age)).toBe(stale));

  it('without an announced end is used until it is refused', () => {
    expect(isStale({ obtainedAt: 0, expiresAt: null }, Number.MAX_SAFE_INTEGER)).toBe(false);
    expect(isOver({ expiresAt: null, obtainedAt: 0 }, Number.MAX_SAFE_INTEGER)).toBe(false);
  });

  it('is over when its time is', () => {
    expect(isOver({ obtainedAt: 0, expiresAt: minute }, minute - 1)).toBe(false);
    expect(isOver({ obtainedAt: 0, expiresAt: minute }, minute)).toBe(true);
  });
});

describe('stored tokens', () => {
  const keyRing = new KeyRing(`k1:${randomBytes(32).toString('base64')}`);
  const tokens = { accessToken: 'access', refreshToken: 'refresh', kept: { instance_url: 'https://x.example' } };

  it('open for the destination they were sealed for, and for no other', () => {
    const sealed = sealTokens(keyRing, 'a', tokens);
    expect(openTokens(keyRing, 'a', sealed)).toEqual(tokens);
    expect(() => openTokens(keyRing, 'b', sealed)).toThrow();
  });

  it('fill in the settings: what the owner typed there gives way, the refresh token stays here', () => {
    const connection = { tokens, obtainedAt: 0, expiresAt: null, problem: null };
    const destination = { id: 'a', settings: { account: 1, access_token: 'typed', instance_url: 'typed' }, secrets: ['s'], connection: null };
    expect(withConnection(destination, connection)).toEqual({
      id: 'a',
      settings: { account: 1, access_token: 'access', instance_url: 'https://x.example' },
      secrets: ['s', 'access'],
      connection,
    });
  });
});
