import { existsSync } from 'node:fs';
import { join } from 'node:path';
import fastifyStatic from '@fastify/static';
import { Logger, Module, type OnModuleInit } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { REPOSITORY_ROOT } from '../config/repository-root.js';
import { isPageVisit, readPagePaths } from './pages.js';

const BUILT = join(REPOSITORY_ROOT, 'admin-ui', 'dist');

/** Serves the built dashboard, and its one document for each address that the dashboard's own list of pages names. */
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
    for (const path of readPagePaths(BUILT)) fastify.get(path, (_request, reply) => reply.sendFile('index.html'));
    fastify.get('/*', notFound);
  }
}

/** Whoever follows a dead link gets the dashboard, which says so and leads on; a program gets the API's own answer. */
function notFound(request: FastifyRequest, reply: FastifyReply): FastifyReply {
  if (!isPageVisit(request.url, request.headers.accept)) {
    reply.callNotFound();
    return reply;
  }
  return reply.code(404).sendFile('index.html');
}
