import { Body, Controller, HttpCode, Param, Post } from '@nestjs/common';
import { ApiBearerAuth, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { CurrentPrincipal, Needs, type Principal } from '../../identity/principal.js';
import { IdPipe } from '../../http/id.pipe.js';
import { ApiProblems } from '../../http/problem.dto.js';
import { selectionOf } from '../destinations.js';
import { PreviewRequest, PreviewResponse, type ProposalBody, ShadowRequest, ShadowResponse } from './dry-runs.dto.js';
import { DryRuns, type Proposal } from './dry-runs.js';

const SITE_ID = new IdPipe('site');
const DESTINATION_ID = new IdPipe('destination');

/** What would be sent. Nothing leaves. */
@ApiTags('Destinations')
@ApiProblems()
@ApiBearerAuth()
@Needs('sites.read')
@Controller('api/sites/:site_id/destinations/:id')
export class DryRunsController {
  constructor(private readonly dryRuns: DryRuns) {}

  @Post('preview')
  @HttpCode(200)
  @ApiOperation({ summary: 'The exact request a stored event becomes, secrets replaced by their names' })
  @ApiOkResponse({ type: PreviewResponse, description: 'The request, or why the event is left out.' })
  preview(
    @CurrentPrincipal() by: Principal,
    @Param('site_id', SITE_ID) siteId: string,
    @Param('id', DESTINATION_ID) id: string,
    @Body() { event_id, ...body }: PreviewRequest,
  ): Promise<PreviewResponse> {
    return this.dryRuns.preview(by, siteId, id, event_id, proposalOf(body));
  }

  @Post('shadow')
  @HttpCode(200)
  @ApiOperation({ summary: 'What a change of settings, selection or rules would do to the last stored events' })
  @ApiOkResponse({ type: ShadowResponse, description: 'How many requests change, the first differences, and what would be left out.' })
  shadow(
    @CurrentPrincipal() by: Principal,
    @Param('site_id', SITE_ID) siteId: string,
    @Param('id', DESTINATION_ID) id: string,
    @Body() { last = 200, ...body }: ShadowRequest,
  ): Promise<ShadowResponse> {
    return this.dryRuns.shadow(by, siteId, id, proposalOf(body), last);
  }
}

const proposalOf = ({ settings, events }: ProposalBody): Proposal => ({
  ...(settings === undefined ? {} : { settings }),
  ...(events === undefined ? {} : { selection: selectionOf(events) }),
});
