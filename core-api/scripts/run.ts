import { ConfigError, loadConfig } from '../src/config/config.js';
import { startWarp } from '../src/main.js';

/** Runs the roles of WARP_ROLES against given services: the command of a container. */
async function main(): Promise<void> {
  const config = loadConfig(process.env);
  const { databaseUrl, redisUrl } = config;
  if (databaseUrl === undefined || redisUrl === undefined) throw new ConfigError(['DATABASE_URL and REDIS_URL: both are needed.']);
  const warp = await startWarp({ ...config, databaseUrl, redisUrl });
  console.log(JSON.stringify({ started: warp.url, roles: [...config.roles] }));
  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    process.once(signal, () => {
      void warp.close().then(() => process.exit(0));
    });
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : 'Warp could not start.');
  process.exit(1);
});
