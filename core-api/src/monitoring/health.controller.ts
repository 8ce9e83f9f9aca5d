import { Controller, Get, Res } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiServiceUnavailableResponse, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { SystemDatabase } from '../database/system-database.js';
import { Public } from '../identity/principal.js';
import { ApiProblems } from '../http/problem.dto.js';
import { RedisConnections } from '../redis/redis.module.js';
import { Liveness, Readiness } from './health.dto.js';

const TIMEOUT_MS = 2_000;

/** Whether this process lives, and whether it can do its work. */
@ApiTags('Health')
@ApiProblems()
@Public()
@Controller('health')
export class HealthController {
  constructor(
    private readonly database: SystemDatabase,
    private readonly redis: RedisConnections,
  ) {}

  @Get('live')
  @ApiOperation({ summary: 'Whether the process runs' })
  @ApiOkResponse({ type: Liveness })
  live(): Liveness {
    return { status: 'ok' };
  }

  /** Migrations are part of the database's answer: without them its tables are missing. */
  @Get('ready')
  @ApiOperation({ summary: 'Whether it can do its work' })
  @ApiOkResponse({ type: Readiness, description: 'Database, log and migrations are ready.' })
  @ApiServiceUnavailableResponse({ type: Readiness, description: 'One of them is not: `parts` says which.' })
  async ready(@Res({ passthrough: true }) reply: FastifyReply): Promise<Readiness> {
    const [database, log] = await Promise.all([
      isReady(() => this.database.query('select 1 from audit_log limit 1')),
      isReady(() => this.redis.shared.ping()),
    ]);
    const ready = database && log;
    if (!ready) void reply.code(503);
    return { status: ready ? 'ok' : 'unavailable', parts: { database, log } };
  }
}

async function isReady(ask: () => Promise<unknown>): Promise<boolean> {
  const late = new Promise<boolean>((resolve) => setTimeout(() => resolve(false), TIMEOUT_MS).unref());
  return Promise.race([
    ask().then(
      () => true,
      () => false,
    ),
    late,
  ]);
}
