import { Body, Controller, Get, HttpCode, Param, Post, Put } from '@nestjs/common';
import { ApiBearerAuth, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { CurrentPrincipal, Needs, type Principal } from '../../identity/principal.js';
import { ApiProblems } from '../../http/problem.dto.js';
import { bodyOf } from './enrichment-bodies.js';
import { ChangeEnrichmentRequest, EnrichmentList, EnrichmentResponse, EnrichmentTestResponse } from './enrichments.dto.js';
import { Enrichments } from './enrichments.js';

/** What is added to events, for the whole installation. */
@ApiTags('Enrichments')
@ApiProblems()
@ApiBearerAuth()
@Controller('api/enrichments')
export class EnrichmentsController {
  constructor(private readonly enrichments: Enrichments) {}

  @Get()
  @Needs('system.read')
  @ApiOperation({ summary: 'Enrichments with their settings, health and quota' })
  @ApiOkResponse({ type: EnrichmentList })
  async list(): Promise<EnrichmentList> {
    return { items: (await this.enrichments.list()).map(bodyOf) };
  }

  @Put(':id/settings')
  @Needs('system.write')
  @ApiOperation({ summary: 'Change its settings, or turn it on or off; in force at once.' })
  @ApiOkResponse({ type: EnrichmentResponse })
  async change(@CurrentPrincipal() by: Principal, @Param('id') id: string, @Body() request: ChangeEnrichmentRequest): Promise<EnrichmentResponse> {
    return bodyOf(await this.enrichments.change(by, id, request));
  }

  @Post(':id/test')
  @HttpCode(200)
  @Needs('system.write')
  @ApiOperation({ summary: 'Try it with the stored settings.' })
  @ApiOkResponse({ type: EnrichmentTestResponse })
  async test(@Param('id') id: string): Promise<EnrichmentTestResponse> {
    const { quota = null, ...result } = await this.enrichments.test(id);
    return { ...result, quota: quota && { ...quota } };
  }
}
