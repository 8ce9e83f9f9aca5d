import type { RequestListener, Server } from 'node:http';
import { Module, type OnModuleInit } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import { ApiKeysModule } from '../identity/api-keys/api-keys.module.js';
import { SiteDirectoryModule } from '../site-directory/site-directory.module.js';
import { Collector } from './collector.js';
import { EventLog } from './event-log.js';
import { FailedEvents } from './failed-events.js';
import { RateLimits } from './rate-limits.js';
import { Senders } from './sender.js';
import { SpoolReport } from './spool-report.js';
import { handleTrack, TRACK_PATH } from './track-handler.js';

/** Takes events in. */
@Module({ imports: [ApiKeysModule, SiteDirectoryModule], providers: [Collector, EventLog, FailedEvents, RateLimits, Senders, SpoolReport] })
export class CollectModule implements OnModuleInit {
  constructor(
    private readonly http: HttpAdapterHost,
    private readonly collector: Collector,
  ) {}

  /** Takes the route before the framework sees it, and leaves everything else to it. */
  onModuleInit(): void {
    const server = this.http.httpAdapter.getHttpServer() as Server;
    const rest = server.listeners('request') as RequestListener[];
    server.removeAllListeners('request');
    server.on('request', (request, response) => {
      if (request.url !== TRACK_PATH && !request.url?.startsWith(`${TRACK_PATH}?`)) return rest.forEach((listener) => listener(request, response));
      // No new request on a connection of a server that is closing.
      if (!server.listening) response.setHeader('connection', 'close');
      void handleTrack(this.collector, request, response);
    });
  }
}
