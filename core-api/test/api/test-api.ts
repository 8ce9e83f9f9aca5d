import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import cookie from '@fastify/cookie';
import type { DynamicModule, LoggerService } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { ConfigModule } from '../../src/config/config.module.js';
import { loadConfig, type ServicesConfig } from '../../src/config/config.js';
import { DataQualityModule } from '../../src/data-quality/data-quality.module.js';
import { DatabaseModule } from '../../src/database/database.module.js';
import { DeliveryModule } from '../../src/delivery/delivery.module.js';
import { IdentityModule } from '../../src/identity/identity.module.js';
import { ProblemFilter } from '../../src/http/problem.filter.js';
import { problemPipe } from '../../src/http/problem.pipe.js';
import { RedisModule } from '../../src/redis/redis.module.js';
import { DeletionModule } from '../../src/retention/deletion/deletion.module.js';
import { KeyRing } from '../../src/secrets/key-ring.js';
import { SecretsModule } from '../../src/secrets/secrets.module.js';
import { WordPressModule } from '../../src/wordpress/wordpress.module.js';
import { SitesModule } from '../../src/sites/sites.module.js';
import { createTestDatabase, type TestDatabase } from '../setup/database.js';
import { testRedis } from '../setup/redis.js';
import { TEST_PLUGINS } from './test-plugins.js';
import { createWorld, emailOf, PASSWORD, type Who, type World } from './world.js';

export interface RequestOptions {
  /** Whose access token goes along. */
  readonly as?: Who;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, unknown>>;
  readonly text: string;
  /** The body, when it is JSON. */
  readonly json: unknown;
}

export interface TestApi {
  readonly app: NestFastifyApplication;
  readonly database: TestDatabase;
  readonly world: World;
  /** Everything that was logged. */
  readonly log: readonly string[];
  request(method: 'GET' | 'POST' | 'PUT' | 'DELETE', url: string, options?: RequestOptions): Promise<Answer>;
  stop(): Promise<void>;
}

/** Identity, sites and what a connected WordPress reads over HTTP, on a PostgreSQL database and a Redis of their own. */
export async function startTestApi(): Promise<TestApi> {
  const database = await createTestDatabase();
  const redis = await testRedis();
  const dataDir = mkdtempSync(join(tmpdir(), 'warp-api-'));
  const loaded = loadConfig({ WARP_DATA_DIR: dataDir, WARP_PUBLIC_URL: 'https://core.example' });
  const config: ServicesConfig = { ...loaded, databaseUrl: database.url, redisUrl: redis.url };
  const world = await createWorld(database, new KeyRing(config.encryptionKeys));

  const log: string[] = [];
  const app = await NestFactory.create<NestFastifyApplication>(
    moduleFor(config),
    new FastifyAdapter({ trustProxy: true }),
    {
      logger: loggerInto(log),
      abortOnError: false,
      rawBody: true,
    },
  );
  await app.register(cookie);
  app.useGlobalPipes(problemPipe());
  app.useGlobalFilters(new ProblemFilter());
  app.enableShutdownHooks([]);
  await app.init();
  await app.getHttpAdapter().getInstance().ready();

  const request = async (
    method: 'GET' | 'POST' | 'PUT' | 'DELETE',
    url: string,
    { as, body, headers = {} }: RequestOptions = {},
  ): Promise<Answer> => {
    const authorization = as === undefined ? {} : { authorization: `Bearer ${await tokenOf(as)}` };
    const response = await app.inject({
      method,
      url,
      headers: { ...authorization, ...headers },
      ...(body === undefined ? {} : { payload: body as object }),
    });
    const isJson = String(response.headers['content-type']).includes('json');
    return {
      status: response.statusCode,
      headers: response.headers,
      text: response.body,
      json: isJson ? (JSON.parse(response.body) as unknown) : undefined,
    };
  };

  const tokens = new Map<Who, Promise<string>>();
  const tokenOf = (who: Who): Promise<string> => {
    const known = tokens.get(who) ?? logIn(who);
    tokens.set(who, known);
    return known;
  };
  const logIn = async (who: Who): Promise<string> => {
    const answer = await request('POST', '/api/auth/login', { body: { email: emailOf(who), password: PASSWORD } });
    return (answer.json as { access_token: string }).access_token;
  };

  return {
    app,
    database,
    world,
    log,
    request,
    stop: async () => {
      await app.close();
      await redis.stop();
      await database.drop();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

class TestModule {}

const moduleFor = (config: ServicesConfig): DynamicModule => ({
  module: TestModule,
  imports: [
    ConfigModule.forRoot(config, TEST_PLUGINS),
    RedisModule,
    SecretsModule,
    DatabaseModule,
    IdentityModule,
    SitesModule,
    WordPressModule,
    DataQualityModule.forApi(),
    DeliveryModule.forApi(),
    DeletionModule.forApi(),
  ],
});

const loggerInto = (log: string[]): LoggerService => {
  const write = (...parts: unknown[]): void => void log.push(parts.map(String).join(' '));
  return { log: write, warn: write, error: write };
};
