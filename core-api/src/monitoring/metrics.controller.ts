import { Controller, Get, Inject, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { collectDefaultMetrics, register } from 'prom-client';
import { Networks, plainAddress } from '../http/client-address.js';
import { CONFIG } from '../config/config.module.js';
import type { ServicesConfig } from '../config/config.js';
import { Public } from '../identity/principal.js';
import { notFound } from '../problems/problem.js';

/** Prometheus' text. It tells much about an installation, so only loopback and trusted proxies' networks get it. */
@ApiExcludeController()
@Public()
@Controller('metrics')
export class MetricsController {
  private readonly allowed: Networks;

  constructor(@Inject(CONFIG) config: ServicesConfig) {
    this.allowed = new Networks(['127.0.0.0/8', '::1/128', ...config.trustedProxies]);
    if (register.getSingleMetric('process_cpu_user_seconds_total') === undefined) collectDefaultMetrics();
  }

  @Get()
  async metrics(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const peer = plainAddress(request.raw.socket.remoteAddress);
    if (peer === null || !this.allowed.has(peer)) throw notFound('page');
    await reply.type(register.contentType).send(await register.metrics());
  }
}
