import { describe, expect, it } from '@jest/globals';
import { KeyRing } from './key-ring.js';

const key = (byte: number) => Buffer.alloc(32, byte).toString('base64');

describe('KeyRing', () => {
  const ring = new KeyRing(`a:${key(1)}`);

  it('opens what it sealed, and seals the same text differently each time', () => {
    const sealed = ring.seal('api secret', 'destination');
    expect(ring.open(sealed, 'destination').toString()).toBe('api secret');
    expect(ring.seal('api secret', 'destination').equals(sealed)).toBe(false);
    expect(sealed.includes('api secret')).toBe(false);
  });

  it('refuses a value sealed for another purpose, and a changed one', () => {
    const sealed = ring.seal('x', 'destination');
    expect(() => ring.open(sealed, 'site')).toThrow();
    sealed[sealed.length - 1]! ^= 1;
    expect(() => ring.open(sealed, 'destination')).toThrow();
  });

  it('after a rotation opens old values with the old key and seals with the new', () => {
    const sealed = ring.seal('x', 'p');
    const rotated = new KeyRing(`b:${key(2)},a:${key(1)}`);
    expect(rotated.open(sealed, 'p').toString()).toBe('x');
    expect(() => ring.open(rotated.seal('x', 'p'), 'p')).toThrow('no key “b”');
  });

  it.each(['', 'a:short', 'nokey', `bad id:${key(1)}`])('refuses the key list %j without repeating it', (list) => {
    expect(() => new KeyRing(list)).toThrow('WARP_ENCRYPTION_KEYS: a comma list of id:base64 with 32 bytes each.');
  });
});
