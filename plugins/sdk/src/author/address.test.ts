import { describe, expect, it } from '@jest/globals';
import { addressBytes } from './address.js';

const hex = (text: string): string | null => {
  const bytes = addressBytes(text);
  return bytes && Buffer.from(bytes).toString('hex');
};

describe('addressBytes', () => {
  it.each([
    ['192.0.2.1', 'c0000201'],
    ['::', '00000000000000000000000000000000'],
    ['::1', '00000000000000000000000000000001'],
    ['2001:db8::ff00:42:8329', '20010db8000000000000ff0000428329'],
    ['2001:db8:1:2:3:4:5:6', '20010db8000100020003000400050006'],
    ['1::', '00010000000000000000000000000000'],
    ['::ffff:192.0.2.128', '00000000000000000000ffffc0000280'],
    ['fe80::1%eth0', 'fe800000000000000000000000000001'],
  ])('reads %s', (text, expected) => expect(hex(text)).toBe(expected));

  it.each(['', 'nowhere', '1.2.3', '1.2.3.256', ':::1'])('finds no address in “%s”', (text) => expect(addressBytes(text)).toBeNull());
});
