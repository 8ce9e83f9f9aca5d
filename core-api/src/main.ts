import 'reflect-metadata';
import { MikroORM } from '@mikro-orm/postgresql';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { AppModule } from './app.module.js';
import { REPOSITORY_ROOT } from './config/repository-root.js';
import type { ServicesConfig } from './config/config.js';
import { ensureLoginRoles } from './database/login-roles.js';
import { migrate } from './database/migrate.js';
import { SystemDatabase } from './database/system-database.js';
import { limitConnections } from './http/connections.js';
import { prepareHttp } from './http/prepare-http.js';
import { serverOptions } from './http/server-options.js';
import { ensureFirstAdmin } from './identity/first-admin.js';
import { STUB } from './sites/snippet.js';
import { PinoLogger } from './logging/pino-logger.js';
import { discoverPlugins } from './plugins/discover.js';

/** A started process. */
export interface RunningWarp {
  readonly app: NestFastifyApplication;
  /** Where it listens. */
  readonly url: string;
  /** Of the first super admin, when it was generated just now. */
  readonly adminPassword?: string;
  /** Ends gracefully: what was accepted is in the log, what was begun is finished. */
  close(): Promise<void>;
}

/** Migrates, loads the plugins and starts the roles of the configuration. */
export async function startWarp(config: ServicesConfig): Promise<RunningWarp> {
  const logger = new PinoLogger(config.logLevel);
  for (const name of await migrate(config.databaseUrl)) logger.log(`Migration ${name} was run.`, 'migrate');
  await ensureLoginRoles(config);
  const plugins = await discoverPlugins(REPOSITORY_ROOT, config.pluginDirs);
  for (const found of plugins)
    if (found.status === 'refused') logger.warn(`Plugin ${found.packageName} was refused: ${found.error}`, 'plugins');

  const adapter = new FastifyAdapter(serverOptions(config));
  const app = await NestFactory.create<NestFastifyApplication>(AppModule.forRoot(config, plugins), adapter, { logger, abortOnError: false, rawBody: true });
  try {
    // The demonstration shop has the snippet in its pages as customers have, and the snippet's first line stands in the page.
    await prepareHttp(app, { ...config, inlineScripts: config.demo ? [STUB] : [] });
    // MikroORM connects on first use; a wrong address must show now.
    await app.get(MikroORM).connect();
    const admin = config.roles.has('serve') ? await ensureFirstAdmin(app.get(SystemDatabase), config) : undefined;
    await app.init();
    limitConnections(app.getHttpServer(), {
      connections: config.connections,
      connectionsPerAddress: config.connectionsPerAddress,
      bodies: { seconds: config.bodySeconds, bytes: config.unfinishedBodyBytes },
      trustedProxies: config.trustedProxies,
    });
    await app.listen(config.port, config.host);
    const adminPassword = admin?.generatedPassword;
    return { app, url: await app.getUrl(), close: () => app.close(), ...(adminPassword === undefined ? {} : { adminPassword }) };
  } catch (error) {
    await app.close().catch(() => undefined);
    throw error;
  }
}
