import { ConfigError, loadConfig } from '../src/config/config.js';
import { startWarp } from '../src/main.js';

/** Time to finish what is in hand; a little less than the compose file grants. */
const GRACE_MS = 25_000;

/** Runs the roles of WARP_ROLES against given services: the command of a container. */
async function main(): Promise<void> {
  const config = loadConfig(process.env);
  const { databaseUrl, redisUrl } = config;
  if (databaseUrl === undefined || redisUrl === undefined) throw new ConfigError(['DATABASE_URL and REDIS_URL: both are needed.']);
  const warp = await startWarp({ ...config, databaseUrl, redisUrl });
  console.log(JSON.stringify({ started: warp.url, roles: [...config.roles] }));
  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    process.once(signal, () => {
      // What was accepted is in the log; a process whose services are gone must not wait for them for ever.
      setTimeout(() => process.exit(1), GRACE_MS).unref();
      void warp.close().then(() => process.exit(0));
    });
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : 'Warp could not start.');
  process.exit(1);
});
