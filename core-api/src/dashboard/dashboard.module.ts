import { existsSync } from 'node:fs';
import { join } from 'node:path';
import fastifyStatic from '@fastify/static';
import { Logger, Module, type OnModuleInit } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import type { FastifyInstance } from 'fastify';
import { REPOSITORY_ROOT } from '../config/repository-root.js';

const BUILT = join(REPOSITORY_ROOT, 'admin-ui', 'dist');

/** Serves the built dashboard. Its routes live in the browser, so every path that is nothing else gets its page. */
@Module({})
export class DashboardModule implements OnModuleInit {
  private readonly logger = new Logger(DashboardModule.name);

  constructor(private readonly http: HttpAdapterHost) {}

  async onModuleInit(): Promise<void> {
    if (!existsSync(join(BUILT, 'index.html'))) {
      this.logger.warn('The dashboard is not built: run `npm run build`.');
      return;
    }
    const fastify = this.http.httpAdapter.getInstance<FastifyInstance>();
    await fastify.register(fastifyStatic, {
      root: BUILT,
      wildcard: false,
      cacheControl: false,
      setHeaders: (reply, path) => {
        // Names under assets/ carry a hash of their content.
        reply.header('cache-control', path.includes('/assets/') ? 'public, max-age=31536000, immutable' : 'no-cache');
      },
    });
    for (const path of PAGES) fastify.get(path, (_request, reply) => reply.sendFile('index.html'));
  }
}

/** Where the dashboard's own pages may be opened directly. */
const PAGES = ['/connect/wordpress', '/deliveries', '/enrichments', '/sites', '/sites/*'];
