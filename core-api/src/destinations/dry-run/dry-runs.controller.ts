import { Body, Controller, HttpCode, Param, Post } from '@nestjs/common';
import { ApiBearerAuth, ApiOkResponse, ApiOperation, ApiPropertyOptional, ApiTags } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { IsInt, IsObject, IsString, Max, MaxLength, Min, ValidateNested } from 'class-validator';
import { CurrentPrincipal, Needs, type Principal } from '../../identity/principal.js';
import { IdPipe } from '../../http/id.pipe.js';
import { Optional } from '../../http/optional.js';
import { ApiProblems } from '../../http/problem.dto.js';
import { EventSelectionBody } from '../destinations.dto.js';
import { selectionOf } from '../destinations.js';
import { DryRuns, type Previewed, type Proposal, type ShadowRun } from './dry-runs.js';

const SITE_ID = new IdPipe('site');
const DESTINATION_ID = new IdPipe('destination');

class ProposalBody {
  @ApiPropertyOptional({ type: 'object', additionalProperties: true, description: 'Settings that would change.' })
  @Optional()
  @IsObject()
  settings?: Record<string, unknown>;

  @ApiPropertyOptional({ type: EventSelectionBody, description: 'Selection and rules that would replace the saved ones.' })
  @Optional()
  @ValidateNested()
  @Type(() => EventSelectionBody)
  events?: EventSelectionBody;
}

class PreviewRequest extends ProposalBody {
  @ApiPropertyOptional({ description: 'A stored event of the site; left out: the latest.' })
  @Optional()
  @IsString()
  @MaxLength(128)
  event_id?: string;
}

class ShadowRequest extends ProposalBody {
  @ApiPropertyOptional({ default: 200, maximum: 1000, description: 'How many of the latest stored events are compared.' })
  @Optional()
  @IsInt()
  @Min(1)
  @Max(1000)
  last?: number;
}

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
  @ApiOkResponse({ description: 'The request, or why the event is left out.' })
  preview(
    @CurrentPrincipal() by: Principal,
    @Param('site_id', SITE_ID) siteId: string,
    @Param('id', DESTINATION_ID) id: string,
    @Body() { event_id, ...body }: PreviewRequest,
  ): Promise<Previewed> {
    return this.dryRuns.preview(by, siteId, id, event_id, proposalOf(body));
  }

  @Post('shadow')
  @HttpCode(200)
  @ApiOperation({ summary: 'What a change of settings, selection or rules would do to the last stored events' })
  @ApiOkResponse({ description: 'How many requests change, the first differences, and what would be left out.' })
  shadow(
    @CurrentPrincipal() by: Principal,
    @Param('site_id', SITE_ID) siteId: string,
    @Param('id', DESTINATION_ID) id: string,
    @Body() { last = 200, ...body }: ShadowRequest,
  ): Promise<ShadowRun> {
    return this.dryRuns.shadow(by, siteId, id, proposalOf(body), last);
  }
}

const proposalOf = ({ settings, events }: ProposalBody): Proposal => ({
  ...(settings === undefined ? {} : { settings }),
  ...(events === undefined ? {} : { selection: selectionOf(events) }),
});
