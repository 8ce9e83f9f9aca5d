import { Body, Controller, Delete, Get, HttpCode, Param, Post, Put } from '@nestjs/common';
import {
  ApiBearerAuth,
  ApiCreatedResponse,
  ApiNoContentResponse,
  ApiOkResponse,
  ApiOperation,
  ApiTags,
} from '@nestjs/swagger';
import { CurrentPrincipal, Needs, type Principal } from '../identity/principal.js';
import { IdPipe } from '../http/id.pipe.js';
import { ApiProblems } from '../http/problem.dto.js';
import {
  CreateDestinationRequest,
  type DestinationAccount,
  DestinationList,
  DestinationResponse,
  UpdateDestinationRequest,
} from './destinations.dto.js';
import { Destinations, type ShownDestination } from './destinations.js';

const SITE_ID = new IdPipe('site');
const DESTINATION_ID = new IdPipe('destination');

@ApiTags('Destinations')
@ApiProblems()
@ApiBearerAuth()
@Needs('sites.read')
@Controller('api/sites/:site_id/destinations')
export class DestinationsController {
  constructor(private readonly destinations: Destinations) {}

  @Get()
  @ApiOperation({ summary: 'Destinations of a site' })
  @ApiOkResponse({ type: DestinationList })
  async list(@CurrentPrincipal() by: Principal, @Param('site_id', SITE_ID) siteId: string): Promise<DestinationList> {
    return { items: (await this.destinations.list(by, siteId)).map(bodyOf) };
  }

  @Post()
  @ApiOperation({ summary: 'Add a destination' })
  @ApiCreatedResponse({ type: DestinationResponse })
  async create(
    @CurrentPrincipal() by: Principal,
    @Param('site_id', SITE_ID) siteId: string,
    @Body() request: CreateDestinationRequest,
  ): Promise<DestinationResponse> {
    return bodyOf(await this.destinations.create(by, siteId, request));
  }

  @Put(':id')
  @ApiOperation({ summary: 'Change a destination' })
  @ApiOkResponse({ type: DestinationResponse })
  async update(
    @CurrentPrincipal() by: Principal,
    @Param('site_id', SITE_ID) siteId: string,
    @Param('id', DESTINATION_ID) id: string,
    @Body() request: UpdateDestinationRequest,
  ): Promise<DestinationResponse> {
    return bodyOf(await this.destinations.update(by, siteId, id, request));
  }

  @Delete(':id')
  @HttpCode(204)
  @ApiOperation({ summary: 'Remove a destination' })
  @ApiNoContentResponse()
  async remove(
    @CurrentPrincipal() by: Principal,
    @Param('site_id', SITE_ID) siteId: string,
    @Param('id', DESTINATION_ID) id: string,
  ): Promise<void> {
    await this.destinations.remove(by, siteId, id);
  }
}

const bodyOf = ({ destination, settings, account, state }: ShownDestination): DestinationResponse => ({
  id: destination.id,
  plugin: destination.plugin,
  name: destination.name,
  enabled: destination.enabled,
  settings,
  events: destination.events,
  status: destination.status,
  status_reason: destination.statusReason,
  state: state.state,
  state_reason: state.reason,
  oauth: account === null ? null : accountOf(account),
  created_at: destination.createdAt.toISOString(),
  updated_at: destination.updatedAt.toISOString(),
});

const accountOf = (account: Exclude<ShownDestination['account'], null>): DestinationAccount =>
  account === 'not_connected'
    ? { connected: false, connected_at: null, expires_at: null, scopes: [], problem: null }
    : {
        connected: true,
        connected_at: account.connectedAt.toISOString(),
        expires_at: account.expiresAt?.toISOString() ?? null,
        scopes: [...account.scopes],
        problem: account.problem,
      };
