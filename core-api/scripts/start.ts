import { mkdirSync } from 'node:fs';
import { ConfigError, loadConfig, type ServicesConfig, type WarpConfig } from '../src/config/config.js';
import { DatabaseAccessError } from '../src/database/login-roles.js';
import { startWarp, type RunningWarp } from '../src/main.js';
import { isPortFree } from './services/ports.js';
import { startPostgres } from './services/postgres.js';
import { startRedis } from './services/redis.js';
import { StartProblem } from './start-problem.js';
import { step } from './steps.js';

type Stop = () => Promise<void>;

/** `npm start`: everything on one machine, until Ctrl-C. */
async function main(): Promise<void> {
  const stops: Stop[] = [];
  try {
    console.log('\nWarp\n');
    const config = loadConfig({ WARP_DEMO: 'true', WARP_LOG_LEVEL: 'warn', ...process.env });
    if (config.port !== 0 && !(await isPortFree(config.port, config.host)))
      throw new StartProblem(`Port ${config.port} is taken by another program: stop it, or start with PORT=${config.port + 1} npm start.`);
    mkdirSync(config.dataDir, { recursive: true });
    const services = await startServices(config, stops);
    const warp = await step('Starting Warp', () => startWarp(services));
    stops.push(() => warp.close());
    printWelcome(services, warp);
    await untilAskedToStop();
    console.log('\nStopping …');
  } catch (error) {
    console.error(`\n${sentenceFor(error)}\n`);
    process.exitCode = 1;
  } finally {
    for (const stop of stops.reverse()) await stop().catch(() => undefined);
  }
}

/** Embedded where no address was given. */
async function startServices(config: WarpConfig, stops: Stop[]): Promise<ServicesConfig> {
  const databaseUrl =
    config.databaseUrl ??
    (await step('Starting PostgreSQL', async () => {
      const postgres = await startPostgres({ dataDir: config.dataDir });
      stops.push(() => postgres.stop());
      return postgres.url;
    }));
  const redisUrl =
    config.redisUrl ??
    (await step('Starting Redis', async () => {
      const redis = await startRedis({ dataDir: config.dataDir, onInstall: () => process.stdout.write(' (installing it first)') });
      stops.push(() => redis.stop());
      return redis.url;
    }));
  return { ...config, databaseUrl, redisUrl };
}

function printWelcome(config: ServicesConfig, warp: RunningWarp): void {
  const password = warp.adminPassword ?? (config.adminPassword === undefined ? 'as printed at the first start' : 'the one in WARP_ADMIN_PASSWORD');
  console.log(`
  Dashboard  ${config.publicUrl}/
  Log in     ${config.adminEmail}  ·  password: ${password}${config.demo ? `\n  Demo shop  ${config.publicUrl}/demo` : ''}

  Ctrl-C stops everything.
`);
}

/** Ctrl-C reaches us twice, from the terminal and from npm: the second must not end us before everything is stopped. */
function untilAskedToStop(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => resolve());
  });
}

/** A sentence a person can act on; never an address with a password in it. */
function sentenceFor(error: unknown): string {
  if (error instanceof ConfigError || error instanceof StartProblem || error instanceof DatabaseAccessError) return error.message;
  const { code, message } = error as { code?: string; message?: string };
  if (code === 'ECONNREFUSED' || code === 'ENOTFOUND' || code === 'ETIMEDOUT')
    return 'PostgreSQL does not answer at DATABASE_URL: check host and port, and that it runs.';
  if (code === '28P01' || code === '28000') return 'PostgreSQL refused the login in DATABASE_URL: check user and password.';
  if (code === '3D000') return 'The database named in DATABASE_URL does not exist: create it first.';
  if (code === 'EADDRINUSE') return 'The port is taken by another program: stop it, or set PORT.';
  return `Warp could not start: ${message ?? 'unknown reason'}`;
}

await main();
