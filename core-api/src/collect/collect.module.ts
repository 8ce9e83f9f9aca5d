import { type DynamicModule, Module, type ModuleMetadata, type OnModuleInit } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import type { FastifyInstance } from 'fastify';
import { Collector } from './collector.js';
import { EventLog } from './event-log.js';
import { RateLimits } from './rate-limits.js';
import { Senders } from './sender.js';
import { SpoolReport } from './spool-report.js';
import { trackRoute } from './track-route.js';

/** Takes events in. `imports` must bring an `ApiKeyVerifier`. */
@Module({})
export class CollectModule implements OnModuleInit {
  constructor(
    private readonly http: HttpAdapterHost,
    private readonly collector: Collector,
  ) {}

  static forRoot(imports: NonNullable<ModuleMetadata['imports']>): DynamicModule {
    return { module: CollectModule, imports, providers: [Collector, EventLog, RateLimits, Senders, SpoolReport] };
  }

  onModuleInit(): void {
    const fastify = this.http.httpAdapter.getInstance<FastifyInstance>();
    void fastify.register(trackRoute, { collector: this.collector });
  }
}
