import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startRedis } from '../../scripts/services/redis.js';

/** A Redis of one's own, empty, until `stop`. */
export async function testRedis(): Promise<{ readonly url: string; stop(): Promise<void> }> {
  const dataDir = mkdtempSync(join(tmpdir(), 'warp-redis-'));
  const redis = await startRedis({ dataDir });
  return {
    url: redis.url,
    stop: async () => {
      await redis.stop();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}
