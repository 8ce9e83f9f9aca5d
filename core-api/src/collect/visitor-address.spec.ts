import { describe, expect, it } from '@jest/globals';
import { visitorAddress } from './visitor-address.js';

/** 172.70.0.0/16 lies in Cloudflare's 172.64.0.0/13, 2606:4700::/32 is theirs too. */
const EDGE = '172.70.1.1';
const OWN_PROXY = '10.0.0.4';

describe('visitorAddress', () => {
  it.each([
    ['nobody is trusted, whatever is claimed', [], '198.51.100.7', '203.0.113.9', '203.0.113.8', '198.51.100.7', 'remote_addr'],
    ['Cloudflare is trusted and passed it on', ['cloudflare'], EDGE, undefined, '203.0.113.8', '203.0.113.8', 'cf_connecting_ip'],
    ['Cloudflare is trusted, over IPv6', ['cloudflare'], '2606:4700::1', '203.0.113.9', '2001:db8::7', '2001:db8::7', 'cf_connecting_ip'],
    ['Cloudflare is trusted and sent no header of its own', ['cloudflare'], EDGE, '1.1.1.1, 203.0.113.9', undefined, '203.0.113.9', 'forwarded_for'],
    ['Cloudflare is trusted, but somebody else claims to be it', ['cloudflare'], '198.51.100.7', undefined, '203.0.113.8', '198.51.100.7', 'remote_addr'],
    ['an own proxy passes on what the visitor made up', ['10.0.0.0/8'], OWN_PROXY, '203.0.113.9', '1.2.3.4', '203.0.113.9', 'forwarded_for'],
    ['an own proxy behind Cloudflare', ['10.0.0.0/8', 'cloudflare'], OWN_PROXY, `203.0.113.9, ${EDGE}`, '203.0.113.9', '203.0.113.9', 'forwarded_for'],
    ['an own tunnel of Cloudflare’s says nothing else', ['127.0.0.1'], '127.0.0.1', undefined, '203.0.113.8', '203.0.113.8', 'cf_connecting_ip'],
    ['a trusted proxy says nothing', ['10.0.0.0/8'], OWN_PROXY, undefined, undefined, OWN_PROXY, 'remote_addr'],
    ['the header is no address', ['cloudflare'], EDGE, undefined, 'unknown', EDGE, 'remote_addr'],
    ['there is no address at all', [], 'unix:', undefined, undefined, null, 'remote_addr'],
  ] as const)('when %s', (_, trusted, remoteAddr, forwardedFor, cfConnectingIp, ip, decidedBy) => {
    expect(visitorAddress({ remoteAddr, forwardedFor, cfConnectingIp }, trusted)).toEqual({ ip, decidedBy });
  });
});

describe('visitorAddress by the forms proxies write', () => {
  it.each([
    ['a port behind both', ['10.0.0.0/8'], { remoteAddr: `${OWN_PROXY}:5120`, forwardedFor: '203.0.113.7:49152' }, '203.0.113.7', 'forwarded_for'],
    ['brackets and a port', ['cloudflare'], { remoteAddr: '[2606:4700::1]:443', cfConnectingIp: '[2001:db8::5]:443' }, '2001:db8::5', 'cf_connecting_ip'],
    ['IPv4 in hexadecimal IPv6', ['10.0.0.0/8'], { remoteAddr: '::ffff:a00:4', forwardedFor: '::ffff:cb00:7107' }, '203.0.113.7', 'forwarded_for'],
    ['Forwarded alone', ['10.0.0.0/8'], { remoteAddr: OWN_PROXY, forwarded: 'for="[2001:db8::5]:443";proto=https' }, '2001:db8::5', 'forwarded_for'],
    ['Forwarded beside X-Forwarded-For', ['10.0.0.0/8'], { remoteAddr: OWN_PROXY, forwardedFor: '203.0.113.9', forwarded: 'for=1.2.3.4' }, '203.0.113.9', 'forwarded_for'],
    ['Forwarded from nobody trusted', [], { remoteAddr: '198.51.100.7', forwarded: 'for=1.2.3.4' }, '198.51.100.7', 'remote_addr'],
  ] as const)('reads %s', (_, trusted, seen, ip, decidedBy) => {
    expect(visitorAddress({ forwardedFor: undefined, cfConnectingIp: undefined, ...seen }, trusted)).toEqual({ ip, decidedBy });
  });
});
