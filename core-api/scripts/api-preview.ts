import type { INestApplication } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { AppModule } from '../src/app.module.js';
import { loadConfig } from '../src/config/config.js';

/** Given, so that nothing is generated into a data directory; neither is ever used. */
const SECRETS = { WARP_ENCRYPTION_KEYS: `k1:${Buffer.alloc(32).toString('base64')}`, WARP_METRICS_TOKEN: 'not-used-by-a-preview' };

/** The whole application with all its roles, to be looked at: nothing of it is instantiated, so that it needs no service. */
export function apiPreview(): Promise<INestApplication> {
  const config = { ...loadConfig(SECRETS), databaseUrl: 'postgres://not-used', redisUrl: 'redis://not-used' };
  return NestFactory.create<NestFastifyApplication>(AppModule.forRoot(config, []), new FastifyAdapter(), { preview: true, logger: false, abortOnError: false });
}
