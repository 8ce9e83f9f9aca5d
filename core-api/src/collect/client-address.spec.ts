import { describe, expect, it } from '@jest/globals';
import { clientAddress, Networks } from './client-address.js';

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
  ])('is %s', (_, peer, forwarded, expected) => {
    expect(clientAddress(peer, forwarded, trusted)).toBe(expected);
  });
});
