import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Found } from '@warp/plugin-sdk';
import { eventually } from '../../test/setup/eventually.js';
import { testRedis } from '../../test/setup/redis.js';
import type { ServicesConfig } from '../config/config.js';
import { RedisConnections } from '../redis/redis.module.js';
import { KeyRing } from '../secrets/key-ring.js';
import { SharedCache } from './shared-cache.js';

let redis: Awaited<ReturnType<typeof testRedis>>;
let connections: RedisConnections;

beforeAll(async () => {
  redis = await testRedis();
  connections = new RedisConnections({ redisUrl: redis.url } as ServicesConfig);
});
afterAll(async () => {
  connections.onApplicationShutdown();
  await redis.stop();
});

const cacheWith = (byte: number): SharedCache => new SharedCache(connections, new KeyRing(`k1:${Buffer.alloc(32, byte).toString('base64')}`));

const ADDRESS = '203.0.113.7';
const FOUND: Found = { is: 'found', fields: { organisation: { name: 'Acme', evidence: `host name: line-${ADDRESS}.acme.example` } } };

describe('what enrichments found', () => {
  it('is there for every process of the installation, and in Redis neither the address nor what was found can be read', async () => {
    const [one, another] = [cacheWith(1), cacheWith(1)];
    const known = await eventually(
      () => {
        one.put('source', new Map([[ADDRESS, FOUND]]), () => 60_000);
        return another.get('source', [ADDRESS, '203.0.113.8']);
      },
      ({ size }) => size > 0,
    );
    expect([...known]).toEqual([[ADDRESS, FOUND]]);
    const names = await connections.shared.keys('warp:enriched:*');
    const values = await Promise.all(names.map((name) => connections.shared.getBuffer(name)));
    expect(names).toHaveLength(1);
    expect(`${names.join()} ${values.map((value) => value?.toString('latin1')).join()}`).not.toMatch(/203\.0\.113|acme/i);
  });

  it('with a key that is gone is looked up anew', async () => {
    expect([...(await cacheWith(2).get('source', [ADDRESS]))]).toEqual([]);
  });
});
