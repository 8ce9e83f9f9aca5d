import { beforeAll, describe, expect, it } from '@jest/globals';
import type { Found, Lookup } from '@warp/plugin-sdk';
import { lookupContext } from '@warp/plugin-sdk/testing';
import { openOrganisations } from './organisations.js';

let lookup: Lookup;
beforeAll(() => {
  lookup = openOrganisations();
});

const find = async (address: string): Promise<Found> => (await lookup.find([address], lookupContext()))[0]!;

describe('an address nobody announces', () => {
  // The special-purpose registries of IANA, RFC 6890.
  it.each([
    ...['0.0.0.0', '10.1.2.3', '100.64.0.1', '127.0.0.1', '169.254.1.1', '172.16.0.1', '192.0.2.1', '192.168.1.1'],
    ...['198.18.0.1', '198.51.100.1', '203.0.113.1', '224.0.0.1', '240.0.0.1', '255.255.255.255'],
    ...['::', '::1', '64:ff9b::1', '100::1', '2001:db8::1', 'fc00::1', 'fd12:3456::1', 'fe80::1', 'fe80::1%eth0', 'ff02::1', '::ffff:10.0.0.1'],
  ])('%s: none', async (address) => expect(await find(address)).toEqual({ is: 'none' }));

  it.each(['', 'nowhere', '1.2.3', '1.2.3.4.5', '300.1.1.1', '1.1.1.1/24'])('“%s” is none', async (text) => expect(await find(text)).toEqual({ is: 'none' }));
});

describe('an address', () => {
  it('may be IPv6', async () => {
    expect(await find('2003:e8::1')).toMatchObject({ fields: { organisation: { asn: 3320, kind: 'isp' } } });
    expect(await find('2a00:1450:4001:80b::200e')).toMatchObject({ fields: { organisation: { asn: 15169, kind: 'hosting' } } });
  });

  it('may be IPv4 written as IPv6', async () => expect(await find('::ffff:8.8.8.8')).toEqual(await find('8.8.8.8')));

  it('belongs to a range up to its ends and no further', async () => {
    expect(await find('17.0.0.0')).toMatchObject({ fields: { organisation: { asn: 714 } } });
    expect(await find('16.255.255.255')).not.toMatchObject({ fields: { organisation: { asn: 714 } } });
  });

  it('has the domain of an organisation the table knows', async () =>
    expect(await find('17.0.0.1')).toEqual({
      is: 'found',
      fields: { organisation: { name: 'Apple Inc.', asn: 714, kind: 'business', confidence: 0.95, domain: 'apple.com', evidence: 'AS714 Apple Inc.' } },
    }));

  it('has the right name where the registries’ is wrong', async () =>
    expect(await find('91.152.0.1')).toMatchObject({ fields: { organisation: { asn: 719, name: 'Elisa Oyj', evidence: 'AS719 Elisa Oyj' } } }));

  it('has the same answer as its neighbour in the same system, to the object', async () => expect(await find('17.0.0.1')).toBe(await find('17.0.0.2')));
});

it('answers in the order of the keys', async () => {
  const found = await lookup.find(['8.8.8.8', 'nowhere', '17.0.0.1'], lookupContext());
  expect(found.map((one) => (one.is === 'found' ? one.fields.organisation?.asn : null))).toEqual([15169, null, 714]);
});
