import { describe, expect, it } from '@jest/globals';
import { judge } from './judge.js';
import { isMadeOfAddress } from './made-of-address.js';

describe('a host name', () => {
  it.each([
    // Providers' lines, as they are named in the wild.
    ['p5b2a1c3d.dip0.t-ipconnect.de', '91.42.28.61', 'isp', 0.9],
    ['c-73-12-34-56.hsd1.ca.comcast.net', '73.12.34.56', 'isp', 0.9],
    ['88-120-32-1.subs.proxad.net', '88.120.32.1', 'isp', 0.9],
    ['dsl-pool-17.smallprovider.cz', '192.0.2.17', 'isp', 0.85],
    ['cpe-192-0-2-9.cable.provider.at', '192.0.2.9', 'isp', 0.85],
    ['host-192-0-2-9.provider.co.uk', '192.0.2.9', 'isp', 0.6],
    ['9.2.0.192.static.provider.com.br', '192.0.2.9', 'isp', 0.6],
    ['88.sub-192-0-2.myvzw.com', '192.0.2.88', 'mobile', 0.9],
    ['lte-17.carrier.pl', '192.0.2.17', 'mobile', 0.8],
    ['ec2-18-184-1-2.eu-central-1.compute.amazonaws.com', '18.184.1.2', 'hosting', 0.9],
    ['static.2.1.201.138.clients.your-server.de', '138.201.1.2', 'hosting', 0.9],
    ['vps-1a2b.hoster.net', '192.0.2.9', 'hosting', 0.8],
    // A pool of a company’s VPN looks like one of a provider: no lead is better than a wrong one.
    ['vpn-pool-3.acme.com', '192.0.2.9', 'isp', 0.85],
    // Offices.
    ['vpn.acme-corp.de', '192.0.2.9', 'business', 0.65],
    ['VPN2.ACME.CO.UK', '192.0.2.9', 'business', 0.65],
    ['gw-berlin.acme.com.au', '192.0.2.9', 'business', 0.65],
    ['mail.acme-corp.de', '192.0.2.9', 'business', 0.5],
    ['mx01.acme.de', '192.0.2.9', 'business', 0.5],
    // Nothing but a domain. Words inside others, and the domain’s own, tell nothing.
    ['www.acme.de', '192.0.2.9', undefined, 0.3],
    ['mailinglist.acme.de', '192.0.2.9', undefined, 0.3],
    ['expressvpn.com', '192.0.2.9', undefined, 0.3],
    ['ec.europa.eu', '192.0.2.9', undefined, 0.3],
  ])('%s of %s: %s, proved to %s', (name, address, kind, confidence) => {
    const statement = judge(name, address);
    expect([statement?.kind, statement?.confidence]).toEqual([kind, confidence]);
  });

  it.each([
    ['vpn.acme-corp.de', 'acme-corp.de'],
    ['gw.acme.co.uk', 'acme.co.uk'],
    ['vpn.city.kawasaki.jp', 'city.kawasaki.jp'],
  ])('%s gives the registrable domain %s', (name, domain) => expect(judge(name, '192.0.2.9')?.domain).toBe(domain));

  it.each(['localhost', 'router.lan', '', 'co.uk'])('“%s” says nothing', (name) => expect(judge(name, '192.0.2.9')?.kind).toBeUndefined());

  it('is never repeated whole: it often holds the address or a person’s name', () => {
    const names = ['p5b2a1c3d.dip0.t-ipconnect.de', 'host-91-42-28-61.provider.net', 'adas-laptop.cs.university.edu', 'vpn.ada.acme.de'];
    for (const name of names) expect(judge(name, '91.42.28.61')?.evidence).not.toMatch(/p5b2a1c3d|91|ada/);
  });
});

describe('a name made of the address', () => {
  it.each([
    ['host-192-0-2-9.example.net', '192.0.2.9'],
    ['9-2-0-192.example.net', '192.0.2.9'],
    ['ip192.000.002.009.example.net', '192.0.2.9'],
    ['192000002009.example.net', '192.0.2.9'],
    ['c0000209.example.net', '192.0.2.9'],
    ['2001-db8-1-2-0-0-abcd-1234.example.net', '2001:db8:1:2::abcd:1234'],
  ])('%s', (name, address) => expect(isMadeOfAddress(name, address)).toBe(true));

  it.each([
    ['host-192-0-2-90.example.net', '192.0.2.9'],
    ['1192-0-2-9.example.net', '192.0.2.9'],
    ['host-2-9.example.net', '192.0.2.9'],
    ['mail.example.net', '192.0.2.9'],
    ['router-00000000.example.net', '2001:db8:1:2::'],
    ['vpn.example.net', 'nowhere'],
  ])('not %s of %s', (name, address) => expect(isMadeOfAddress(name, address)).toBe(false));
});
