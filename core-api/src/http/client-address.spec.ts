import { describe, expect, it } from '@jest/globals';
import { clientAddress, isNetwork, namedHops, Networks, plainAddress } from './client-address.js';

const trusted = new Networks(['127.0.0.0/8', '::1/128', '10.0.0.0/8']);

describe('clientAddress', () => {
  it.each([
    ['the peer, when nothing is forwarded', '198.51.100.7', undefined, '198.51.100.7'],
    ['the peer, when it is not trusted, whatever it claims', '198.51.100.7', '203.0.113.9', '198.51.100.7'],
    ['the forwarded one, when the peer is trusted', '127.0.0.1', '203.0.113.9', '203.0.113.9'],
    ['the last one that no trusted hop added', '127.0.0.1', '1.1.1.1, 203.0.113.9, 10.0.0.4', '203.0.113.9'],
    ['the outermost trusted hop, when all are', '127.0.0.1', '10.0.0.9, 10.0.0.4', '10.0.0.9'],
    ['the hop before rubbish', '127.0.0.1', 'unknown, 10.0.0.4', '10.0.0.4'],
    ['IPv4 out of an IPv6 socket', '::ffff:127.0.0.1', '203.0.113.9', '203.0.113.9'],
    ['IPv6', '::1', '2001:db8::7', '2001:db8::7'],
    ['found past a trusted hop that wrote its port', '127.0.0.1', '203.0.113.9:49152, 10.0.0.4:443', '203.0.113.9'],
    ['found past a trusted hop in the other spelling', '127.0.0.1', '203.0.113.9, ::ffff:a00:4', '203.0.113.9'],
    ['found past empty elements', '127.0.0.1', '203.0.113.9, , 10.0.0.4,', '203.0.113.9'],
    ['the nearest hop, when the next is written ambiguously', '127.0.0.1', '8.8.8.8, 010.0.0.4', '127.0.0.1'],
  ])('is %s', (_, peer, forwarded, expected) => {
    expect(clientAddress(peer, forwarded, trusted)).toBe(expected);
  });
});

describe('an address in a form that proxies and servers write', () => {
  it.each([
    // Azure's load balancers and IIS write ports; RFC 7239, 6 has brackets and quotes; RFC 4291, 2.5.5.2 both spellings.
    ['203.0.113.7', '203.0.113.7'],
    ['203.0.113.7:49152', '203.0.113.7'],
    [' 203.0.113.7 ', '203.0.113.7'],
    ['\t203.0.113.7:1', '203.0.113.7'],
    ['"203.0.113.7:80"', '203.0.113.7'],
    ['203.0.113.7:_gw1', '203.0.113.7'],
    ['::ffff:203.0.113.7', '203.0.113.7'],
    ['::FFFF:203.0.113.7', '203.0.113.7'],
    ['::ffff:cb00:7107', '203.0.113.7'],
    ['0:0:0:0:0:ffff:cb00:7107', '203.0.113.7'],
    ['[::ffff:203.0.113.7]:443', '203.0.113.7'],
    ['2001:db8::5', '2001:db8::5'],
    ['2001:DB8:0:0:0:0:0:5', '2001:db8::5'],
    ['2001:0db8::0005', '2001:db8::5'],
    ['[2001:db8::5]', '2001:db8::5'],
    ['[2001:db8::5]:443', '2001:db8::5'],
    ['"[2001:db8::5]"', '2001:db8::5'],
    ['"[2001:db8::5]:443"', '2001:db8::5'],
    ['[2001:db8::5]:_hidden', '2001:db8::5'],
    ['fe80::1%eth0', 'fe80::1'],
    ['[fe80::1%25eth0]:80', 'fe80::1'],
    // IPv4-compatible, which is another address than 203.0.113.7.
    ['::203.0.113.7', '::cb00:7107'],
    ['::', '::'],
  ])('%j is read', (text, expected) => expect(plainAddress(text)).toBe(expected));

  it.each([
    ...['', ' ', 'unknown', '_hidden', 'localhost', 'unix:', '""', '[]', '[]:80', 'for=203.0.113.7', '203.0.113.7/24'],
    ...['203.0.113.7, 198.51.100.1', '203.0.113.7 198.51.100.1', '203.0.113.7:', '203.0.113.7:port', '203.0.113.7:123456'],
    // Octal, hexadecimal, one number, too few: readers disagree about what these are.
    ...['010.0.0.1', '127.0.0.01', '0x7f.0.0.1', '0x7f000001', '2130706433', '127.1', '1.2.3', '256.1.1.1', '1.2.3.4.5', '::ffff:010.0.0.1'],
    ...['[203.0.113.7]', '[2001:db8::5', '2001:db8::5]', '[2001:db8::5]443', '2001:db8:::5', '1:2:3:4:5:6:7:8:9', 'g::1', '203.0.113.7\0', '٢٠٣.0.113.7'],
    `${'0'.repeat(5_000)}1`,
  ])('%j is none', (text) => expect(plainAddress(text)).toBeNull());
});

describe('the hops a request names', () => {
  it.each([
    // RFC 7239, 4 and 7.4.
    ['for=192.0.2.60;proto=http;by=203.0.113.43', '192.0.2.60'],
    ['For="[2001:db8:cafe::17]:4711"', '[2001:db8:cafe::17]:4711'],
    ['for=192.0.2.43, for="[2001:db8:cafe::17]", for=unknown', '192.0.2.43,[2001:db8:cafe::17],unknown'],
    ['proto=https;for=192.0.2.43 , for = 198.51.100.17', '192.0.2.43,198.51.100.17'],
    ['for=_SEVKISEK', '_SEVKISEK'],
    ['by=203.0.113.43', 'unknown'],
    ['for="192.0.2.1,192.0.2.2"', 'unknown'],
    ['for="192.0.2.1\\", for=10.0.0.1"', 'unknown'],
    ['for="192.0.2.1', '"192.0.2.1'],
    [', ,for=192.0.2.1', '192.0.2.1'],
  ])('by Forwarded: %s', (forwarded, expected) => expect(namedHops({ forwardedFor: undefined, forwarded })).toBe(expected));

  it('are those of X-Forwarded-For where there are both, for the visitor may have written the other', () => {
    expect(namedHops({ forwardedFor: '203.0.113.9', forwarded: 'for=1.2.3.4' })).toBe('203.0.113.9');
  });

  it('end where a hop hides', () => {
    const hops = namedHops({ forwardedFor: undefined, forwarded: 'for=1.2.3.4, by=10.0.0.1, for=10.0.0.4' });
    expect(clientAddress('127.0.0.1', hops, trusted)).toBe('10.0.0.4');
  });
});

describe('a network', () => {
  it.each(['10.0.0.0/8', '10.0.0.1', '::1/128', 'fd00::/8', '0.0.0.0/0'])('%s', (text) => expect(isNetwork(text)).toBe(true));
  it.each(['10.0.0.0/33', '::/129', '10.0.0.0/-1', '10.0.0.0/8/8', '10.0/8', 'fe80::1%eth0/64', 'cloudflare', ''])('%j is none', (text) =>
    expect(isNetwork(text)).toBe(false),
  );
});
