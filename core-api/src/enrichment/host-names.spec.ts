import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { outcomeOfError } from '@warp/plugin-sdk';
import { type DnsStandIn, startDnsStandIn } from '../../test/stand-ins/dns.js';
import type { ServicesConfig } from '../config/config.js';
import { HostNames, reverseName } from './host-names.js';

let dns: DnsStandIn;
let names: HostNames;
beforeAll(async () => {
  dns = await startDnsStandIn();
  names = new HostNames({ dnsServers: [dns.server] } as unknown as ServicesConfig);
});
beforeEach(() => dns.behave());
afterAll(() => dns.stop());

describe('the names of an address', () => {
  it('are those that resolve back to it, in lower case', async () => {
    dns.call('8.8.1.1', 'VPN.Acme.example', 'liar.example', 'gone.example');
    dns.point('vpn.acme.example', '8.8.1.1', '8.8.1.2');
    dns.point('liar.example', '8.8.9.9');
    expect(await names.of('8.8.1.1')).toEqual(['vpn.acme.example']);
  });

  it('may be IPv6', async () => {
    dns.call('2a00:1450:4001:80b::200e', 'six.example');
    dns.point('six.example', '2a00:1450:4001:080b:0:0:0:200e');
    expect(await names.of('2a00:1450:4001:80b::200e')).toEqual(['six.example']);
  });

  it('of IPv4 inside IPv6 are those of the IPv4 address', async () => expect(await names.of('::ffff:8.8.1.1')).toEqual(['vpn.acme.example']));

  it('are none when there is no such name, or no record of the kind', async () => {
    expect(await names.of('8.8.1.200')).toEqual([]);
    dns.call('8.8.1.3', 'six-only.example');
    dns.point('six-only.example', '2a00::1');
    expect(await names.of('8.8.1.3')).toEqual([]);
  });

  it('are at most four', async () => {
    const many = Array.from({ length: 20 }, (_, n) => `site-${n}.example`);
    dns.call('8.8.1.4', ...many);
    for (const name of many) dns.point(name, '8.8.1.4');
    expect(await names.of('8.8.1.4')).toHaveLength(4);
  });

  it.each(['10.0.0.1', '127.0.0.1', '192.168.1.1', '::1', 'fe80::1', 'nowhere'])('of %s are not asked for', async (address) => {
    const before = dns.queries.length;
    expect(await names.of(address)).toEqual([]);
    expect(dns.queries).toHaveLength(before);
  });

  it.each(['server_failure', 'refused', 'hanging'] as const)('are unknown while the name server is %s', async (behaviour) => {
    dns.behave(behaviour);
    const error = await names.of('8.8.1.1').catch((caught: unknown) => caught);
    expect(outcomeOfError(error)).toMatchObject({ is: 'transient', code: 'dns_unavailable' });
  });
});

it.each([
  // RFC 1035, 3.5 and RFC 3596, 2.5.
  ['10.2.0.52', '52.0.2.10.in-addr.arpa'],
  ['4321:0:1:2:3:4:567:89ab', 'b.a.9.8.7.6.5.0.4.0.0.0.3.0.0.0.2.0.0.0.1.0.0.0.0.0.0.0.1.2.3.4.ip6.arpa'],
])('%s is named under %s', (address, name) => expect(reverseName(address)).toBe(name));
