import { Body, Controller, Get, Param, Post, Query, Res } from '@nestjs/common';
import { ApiAcceptedResponse, ApiBearerAuth, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { CurrentPrincipal, Needs, type Principal } from '../identity/principal.js';
import { IdPipe } from '../http/id.pipe.js';
import { ApiProblems } from '../http/problem.dto.js';
import { invalid } from '../http/problem.js';
import { FailedEventRetries } from './failed-event-retries.js';
import { FailedEventList } from './failed-events.js';
import { FailedEventsList, FailedEventsQuery, RetryProgressBody, RetryReportBody, RetryRequest } from './failed-events.dto.js';
import { checkedChange } from './field-changes.js';

const SITE_ID = new IdPipe('site');

@ApiTags('Data quality')
@ApiProblems()
@ApiBearerAuth()
@Needs('sites.read')
@Controller('api/sites/:id/failed-events')
export class FailedEventsController {
  constructor(
    private readonly failed: FailedEventList,
    private readonly retries: FailedEventRetries,
  ) {}

  @Get()
  @ApiOperation({ summary: 'Events that were rejected in the last 30 days, the latest first, and all of them by reason' })
  @ApiOkResponse({ type: FailedEventsList })
  list(@CurrentPrincipal() by: Principal, @Param('id', SITE_ID) id: string, @Query() { cursor, limit = 50, ...filter }: FailedEventsQuery): Promise<FailedEventsList> {
    return this.failed.list(by, id, filter, cursor, limit);
  }

  @Post('retry')
  @ApiOperation({ summary: 'Take failed events again, mended or as they are, or say what would become of them' })
  @ApiOkResponse({ type: RetryReportBody, description: 'A dry run, or nothing could be taken again.' })
  @ApiAcceptedResponse({ type: RetryReportBody, description: 'They are in the event log.' })
  async retry(
    @CurrentPrincipal() by: Principal,
    @Param('id', SITE_ID) id: string,
    @Body() { ids, filter, changes = [], dry_run = false }: RetryRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<RetryReportBody> {
    if (ids === undefined && filter === undefined) throw invalid([{ field: 'ids', rule: 'required', message: 'ids or filter is needed.' }]);
    const order = { filter: filter ?? {}, changes: changes.map(checkedChange), ...(ids && { ids }) };
    const report = await this.retries.retry(by, id, order, dry_run);
    void reply.status(report.retry_id === null ? 200 : 202);
    return report;
  }

  @Get('retries/:retry_id')
  @ApiOperation({ summary: 'How far the events of a retry are' })
  @ApiOkResponse({ type: RetryProgressBody })
  progress(@CurrentPrincipal() by: Principal, @Param('id', SITE_ID) id: string, @Param('retry_id', new IdPipe('retry')) retryId: string): Promise<RetryProgressBody> {
    return this.retries.progress(by, id, retryId);
  }
}
