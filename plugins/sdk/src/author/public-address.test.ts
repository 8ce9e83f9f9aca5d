import { describe, expect, it } from '@jest/globals';
import { isPublicAddress } from './public-address.js';

describe('an address outside the public internet', () => {
  it.each([
    ...['127.0.0.1', '10.1.2.3', '172.16.0.1', '172.31.255.255', '192.168.0.1', '169.254.169.254', '100.64.0.1', '0.0.0.0', '224.0.0.1', '255.255.255.255'],
    ...['192.0.2.1', '198.51.100.255', '203.0.113.0', '198.18.0.1'],
    ...['::1', '::', 'fd00::1', 'fe80::1', 'fe80::1%eth0', '2001:db8::1', '3fff::1', 'ff02::1', '64:ff9b::7f00:1'],
    ...['::ffff:127.0.0.1', '::ffff:10.0.0.1', '::FFFF:192.168.1.1', '::ffff:7f00:1', '0:0:0:0:0:ffff:a9fe:a9fe'],
    ...['0.255.255.255', '192.0.0.1', '192.0.0.170', '192.88.99.1', '198.19.255.255', '240.0.0.1', '239.255.255.250', '168.63.129.16'],
    // 6to4 and Teredo around private and around public addresses, IPv4-compatible, IPv4-translated, NAT64.
    ...['2002:7f00:1::1', '2002:a00:1::', '2002:c0a8:101::1', '2002:808:808::1', '2001:0:4136:e378:8000:63bf:3fff:fdd2', '2001::1'],
    ...['::127.0.0.1', '::10.0.0.1', '::8.8.8.8', '::ffff:0:127.0.0.1', '64:ff9b::10.0.0.1', '64:ff9b::a9fe:a9fe', '64:ff9b:1::808:808'],
    // Site-local, unique local, link-local, discard, ORCHID, benchmarks, SRv6, multicast, never given out.
    ...['fec0::1', 'feff::1', 'fc00::1', 'fd00:ec2::254', 'febf::1', '100::1', '2001:20::1', '2001:2::1', '5f00::1', 'ff0e::1', '4000::1', 'e000::1', '200::1'],
  ])('%s', (address) => expect(isPublicAddress(address)).toBe(false));
});

describe('a public address', () => {
  it.each(['8.8.8.8', '172.32.0.1', '192.167.0.1', '100.128.0.1', '203.0.114.0', '2606:4700::1111', '2001:db9::1', '2001:200::1', '2003::1', '2a00:1450::1', '::ffff:8.8.8.8', '::ffff:808:808', '64:ff9b::8.8.8.8', '192.88.98.1', '223.255.255.255'])('%s', (address) =>
    expect(isPublicAddress(address)).toBe(true),
  );
});

describe('what is no address', () => {
  it.each(['', 'nowhere', '1.2.3', '8.8.8.8/24', '8.8.8.8:80', '010.8.8.8', '0x8.8.8.8', '134744072', '8.8', '[2606:4700::1111]', ' 8.8.8.8', '8.8.8.8%eth0'])('“%s”', (text) => expect(isPublicAddress(text)).toBe(false));
});
