import { rmSync } from 'node:fs';

export default async function globalTeardown() {
  const { postgres, redis, dataDir } = globalThis.warpTestServices;
  await Promise.all([postgres.stop(), redis.stop()]);
  rmSync(dataDir, { recursive: true, force: true });
}
