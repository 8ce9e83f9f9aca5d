import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createTestDatabase, type TestDatabase } from '../../test/setup/database.js';
import { SystemDatabase } from '../database/system-database.js';
import { KeyRing } from './key-ring.js';
import { SiteHashes } from './site-hashes.js';

let test: TestDatabase;
let database: SystemDatabase;

beforeAll(async () => {
  test = await createTestDatabase();
  database = new SystemDatabase({ databaseUrl: test.url });
});
afterAll(async () => {
  await database.onApplicationShutdown();
  await test.drop();
});

const keyOf = (id: string): string => `${id}:${Buffer.alloc(32, id.charCodeAt(0)).toString('base64')}`;

async function hashesWith(keys: string): Promise<SiteHashes> {
  const hashes = new SiteHashes(database, new KeyRing(keys));
  await hashes.onModuleInit();
  return hashes;
}

const SITE = '0198c0de-0000-7000-8000-000000000001';
const OTHER = '0198c0de-0000-7000-8000-000000000002';

describe('the hashes of a site', () => {
  it('are the same in every process, others for another site, and the same from the text as from its SHA-256', async () => {
    const [one, another] = await Promise.all([hashesWith(keyOf('a')), hashesWith(keyOf('a'))]);
    const sha256 = createHash('sha256').update('ada@example.com').digest('hex');
    expect(another.of(SITE).ofText(' Ada@Example.com')).toBe(one.of(SITE).ofText('ada@example.com'));
    expect(one.of(SITE).ofSha256(sha256.toUpperCase())).toBe(one.of(SITE).ofText('ada@example.com'));
    expect(one.of(OTHER).ofText('ada@example.com')).not.toBe(one.of(SITE).ofText('ada@example.com'));
    expect(one.of(SITE).ofText('ada@example.com')).not.toBe(sha256);
  });

  it('outlive a rotation of the key ring, after which the old key may go', async () => {
    const before = (await hashesWith(keyOf('a'))).of(SITE).ofText('x');
    expect((await hashesWith(`${keyOf('b')},${keyOf('a')}`)).of(SITE).ofText('x')).toBe(before);
    expect((await hashesWith(keyOf('b'))).of(SITE).ofText('x')).toBe(before);
  });
});
