import { createCipheriv, createHash } from 'node:crypto';
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
    expect([rotated.isCurrent(sealed), rotated.isCurrent(rotated.seal('x', 'p'))]).toEqual([false, true]);
  });

  it('opens what was sealed with AES-256-GCM before', () => {
    const nonce = Buffer.alloc(12, 7);
    const cipher = createCipheriv('aes-256-gcm', Buffer.alloc(32, 1), nonce).setAAD(Buffer.from('destination'));
    const text = Buffer.concat([cipher.update('api secret'), cipher.final()]);
    const sealed = Buffer.concat([Buffer.from([1, 1]), Buffer.from('a'), nonce, cipher.getAuthTag(), text]);
    expect(ring.open(sealed, 'destination').toString()).toBe('api secret');
    expect(ring.isCurrent(sealed)).toBe(false);
    expect(() => ring.open(sealed, 'site')).toThrow();
  });

  it('refuses what is cut short', () => {
    const sealed = ring.seal('x', 'p');
    for (const length of [0, 1, 3, 20, sealed.length - 1]) expect(() => ring.open(sealed.subarray(0, length), 'p')).toThrow();
  });

  it('names a text the same each time, another way for another purpose or another ring, and never by its plain hash', () => {
    const name = ring.naming('limits')('203.0.113.7');
    expect(new KeyRing(`a:${key(1)}`).naming('limits')('203.0.113.7')).toBe(name);
    expect(ring.naming('cache')('203.0.113.7')).not.toBe(name);
    expect(new KeyRing(`a:${key(2)}`).naming('limits')('203.0.113.7')).not.toBe(name);
    expect(createHash('sha256').update('203.0.113.7').digest('base64url')).not.toBe(name);
  });

  it('never uses a nonce twice, also after its stock is used up', () => {
    const nonces = Array.from({ length: 2_000 }, () => ring.seal('x', 'p').subarray(3, 27).toString('hex'));
    expect(new Set(nonces).size).toBe(2_000);
  });

  it.each(['', 'a:short', 'nokey', `bad id:${key(1)}`])('refuses the key list %j without repeating it', (list) => {
    expect(() => new KeyRing(list)).toThrow('WARP_ENCRYPTION_KEYS: a comma list of id:base64 with 32 bytes each.');
  });
});
