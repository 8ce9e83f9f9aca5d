import { createHash, timingSafeEqual } from 'node:crypto';
import { Controller, Get, Inject, Req, Res } from '@nestjs/common';
import { ApiBearerAuth, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { collectDefaultMetrics, register } from 'prom-client';
import { CONFIG } from '../config/config.module.js';
import type { ServicesConfig } from '../config/config.js';
import { Public } from '../identity/principal.js';
import { ApiProblems } from '../http/problem.dto.js';
import { unauthorized } from '../http/problem.js';

/**
 * Prometheus' text. It tells much about an installation, so it is for whoever has its token: behind a proxy every request
 * comes from an inner address, which proves nothing.
 */
@ApiTags('Health')
@ApiProblems()
@ApiBearerAuth()
@Public()
@Controller('metrics')
export class MetricsController {
  private readonly expected: Buffer;

  constructor(@Inject(CONFIG) config: ServicesConfig) {
    this.expected = digest(`Bearer ${config.metricsToken}`);
    if (register.getSingleMetric('process_cpu_user_seconds_total') === undefined) collectDefaultMetrics();
  }

  @Get()
  @ApiOperation({ summary: 'Prometheus’ text, for the token of `WARP_METRICS_TOKEN`' })
  @ApiOkResponse({ content: { 'text/plain': { schema: { type: 'string' } } } })
  async metrics(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    if (!timingSafeEqual(digest(request.headers.authorization ?? ''), this.expected)) {
      void reply.header('www-authenticate', 'Bearer realm="metrics"');
      throw unauthorized('metrics_token_required', 'Send the token of WARP_METRICS_TOKEN as `Authorization: Bearer …`.');
    }
    await reply.type(register.contentType).send(await register.metrics());
  }
}

/** Of one length, so that comparing takes the same time for every token. */
const digest = (text: string): Buffer => createHash('sha256').update(text).digest();
