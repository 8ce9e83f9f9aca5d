import { Controller, Delete, Get, Header, HttpCode, Param, Post } from '@nestjs/common';
import { ApiBearerAuth, ApiCreatedResponse, ApiNoContentResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { CurrentPrincipal, Needs, type Principal } from '../../identity/principal.js';
import { IdPipe } from '../../http/id.pipe.js';
import { ApiProblems } from '../../http/problem.dto.js';
import { Sites } from '../../sites/sites.js';
import { ConnectionList, NewConnectionCode, RotatedSecret } from './connections.dto.js';
import { type Connection, Connections } from './connections.js';

const SITE_ID = new IdPipe('site');

@ApiTags('Connected WordPress')
@ApiProblems()
@ApiBearerAuth()
@Needs('sites.read')
@Controller('api/sites/:site_id')
export class ConnectionsController {
  constructor(
    private readonly connections: Connections,
    private readonly sites: Sites,
  ) {}

  @Get('connections')
  @ApiOperation({ summary: 'WordPress installations that are or were connected' })
  @ApiOkResponse({ type: ConnectionList })
  async list(@CurrentPrincipal() by: Principal, @Param('site_id', SITE_ID) siteId: string): Promise<ConnectionList> {
    return { items: (await this.connections.list(by, siteId)).map(bodyOf) };
  }

  @Delete('connections/:id')
  @HttpCode(204)
  @ApiOperation({ summary: 'Disconnect a WordPress' })
  @ApiNoContentResponse({ description: 'Revoked; within 30 seconds no process takes its token.' })
  async revoke(@CurrentPrincipal() by: Principal, @Param('site_id', SITE_ID) siteId: string, @Param('id', new IdPipe('connection')) id: string): Promise<void> {
    await this.connections.revoke(by, siteId, id);
  }

  @Post('connection-code')
  @Header('cache-control', 'no-store')
  @ApiOperation({ summary: 'A code that connects a WordPress, with a token of its own' })
  @ApiCreatedResponse({ type: NewConnectionCode })
  async createCode(@CurrentPrincipal() by: Principal, @Param('site_id', SITE_ID) siteId: string): Promise<NewConnectionCode> {
    return { code: await this.connections.createCode(by, siteId) };
  }

  @Post('secret')
  @Header('cache-control', 'no-store')
  @ApiOperation({ summary: 'A new signing secret; the one before is accepted for 24 hours' })
  @ApiCreatedResponse({ type: RotatedSecret })
  async rotateSecret(@CurrentPrincipal() by: Principal, @Param('site_id', SITE_ID) siteId: string): Promise<RotatedSecret> {
    const { secret, previousAcceptedUntil } = await this.sites.rotateSecret(by, siteId);
    return { secret: secret.toString('base64url'), previous_accepted_until: previousAcceptedUntil.toISOString() };
  }
}

const bodyOf = ({ created_at, last_used_at, revoked_at, ...rest }: Connection): ConnectionList['items'][number] => ({
  ...rest,
  created_at: created_at.toISOString(),
  last_used_at: last_used_at?.toISOString() ?? null,
  revoked_at: revoked_at?.toISOString() ?? null,
});
