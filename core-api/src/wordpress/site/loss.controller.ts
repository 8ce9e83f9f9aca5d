import { Body, Controller, Get, HttpCode, Post, Query } from '@nestjs/common';
import { ApiNoContentResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { ApiProblems } from '../../http/problem.dto.js';
import { CurrentSite, ForSiteToken } from '../tokens/site-token.guard.js';
import type { SiteTokenHolder } from '../tokens/site-tokens.js';
import { LossDays, LossQuery, RendersRequest } from './loss.dto.js';
import { PageRenders } from './page-renders.js';

@ApiTags('Connected WordPress')
@ApiProblems()
@Controller('api/site/loss')
export class LossController {
  constructor(private readonly renders: PageRenders) {}

  @ForSiteToken('reconcile')
  @Post()
  @HttpCode(204)
  @ApiOperation({ summary: 'How many pages WordPress sent out to people on a day' })
  @ApiNoContentResponse()
  async keep(@CurrentSite() holder: SiteTokenHolder, @Body() request: RendersRequest): Promise<void> {
    await this.renders.keep(holder, request);
  }

  @ForSiteToken('read')
  @Get()
  @ApiOperation({ summary: 'How many of them arrived as page views' })
  @ApiOkResponse({ type: LossDays })
  async loss(@CurrentSite() holder: SiteTokenHolder, @Query() query: LossQuery): Promise<LossDays> {
    return { days: await this.renders.loss(holder, query, Date.now()) };
  }
}
