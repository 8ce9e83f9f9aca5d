import { describe, expect, it } from '@jest/globals';
import { isPublicAddress } from './public-address.js';

describe('an address outside the public internet', () => {
  it.each([
    ...['127.0.0.1', '10.1.2.3', '172.16.0.1', '172.31.255.255', '192.168.0.1', '169.254.169.254', '100.64.0.1', '0.0.0.0', '224.0.0.1', '255.255.255.255'],
    ...['192.0.2.1', '198.51.100.255', '203.0.113.0', '198.18.0.1'],
    ...['::1', '::', 'fd00::1', 'fe80::1', 'fe80::1%eth0', '2001:db8::1', '3fff::1', 'ff02::1', '64:ff9b::7f00:1'],
    ...['::ffff:127.0.0.1', '::ffff:10.0.0.1', '::FFFF:192.168.1.1', '::ffff:7f00:1'],
  ])('%s', (address) => expect(isPublicAddress(address)).toBe(false));
});

describe('a public address', () => {
  it.each(['8.8.8.8', '172.32.0.1', '192.167.0.1', '100.128.0.1', '203.0.114.0', '2606:4700::1111', '2001:db9::1', '::ffff:8.8.8.8'])('%s', (address) =>
    expect(isPublicAddress(address)).toBe(true),
  );
});

describe('what is no address', () => {
  it.each(['', 'nowhere', '1.2.3', '8.8.8.8/24', '8.8.8.8:80'])('“%s”', (text) => expect(isPublicAddress(text)).toBe(false));
});
