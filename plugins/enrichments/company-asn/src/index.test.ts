import { describePlugin } from '@warp/plugin-sdk/testing';
import { beforeAll, describe, expect, it } from '@jest/globals';
import type { Lookup } from '@warp/plugin-sdk';
import plugin from './index.js';

describePlugin(plugin);

/** Addresses of networks everybody knows, by their operators' published ranges, and what a person would call them. */
const KNOWN: readonly (readonly [address: string, asn: number, kind: string])[] = [
  ['80.128.0.1', 3320, 'isp'],
  ['73.0.0.1', 7922, 'isp'],
  ['12.0.0.1', 7018, 'isp'],
  ['82.64.0.1', 12322, 'isp'],
  ['90.0.0.1', 3215, 'isp'],
  ['81.128.0.1', 2856, 'isp'],
  ['178.196.0.1', 3303, 'isp'],
  ['3.5.140.1', 16509, 'hosting'],
  ['5.9.0.1', 24940, 'hosting'],
  ['104.131.0.1', 14061, 'hosting'],
  ['51.38.0.1', 16276, 'hosting'],
  ['20.33.0.1', 8075, 'hosting'],
  ['1.1.1.1', 13335, 'hosting'],
  ['172.32.0.1', 21928, 'mobile'],
  ['130.149.0.1', 680, 'education'],
  ['129.132.0.1', 559, 'education'],
  ['145.97.0.1', 1103, 'education'],
  ['18.7.0.1', 3, 'education'],
  ['17.253.144.10', 714, 'business'],
  ['157.240.1.35', 32934, 'business'],
];

describe('well-known networks', () => {
  let lookup: Lookup;
  beforeAll(async () => {
    lookup = await plugin.open({}, { http: () => Promise.reject(new Error('No network.')), now: () => new Date(0), log: () => undefined, signal: AbortSignal.timeout(10_000) });
  });

  it.each(KNOWN)('%s belongs to AS%i, which is %s', async (address, asn, kind) => {
    const [found] = await lookup.find([address], AbortSignal.timeout(1_000));
    expect(found).toMatchObject({ is: 'found', fields: { organisation: { asn, kind } } });
  });
});
