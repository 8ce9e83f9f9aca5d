import { Controller, Delete, Header, HttpCode, Param, Post, Res } from '@nestjs/common';
import { ApiBearerAuth, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { CurrentPrincipal, Needs, type Principal } from '../../identity/principal.js';
import { IdPipe } from '../../http/id.pipe.js';
import { ApiProblems } from '../../http/problem.dto.js';
import { BrowserCookie } from './browser-cookie.js';
import { Connecting } from './connecting.js';
import { ConnectResponse, DisconnectResponse } from './oauth.dto.js';

const SITE_ID = new IdPipe('site');
const DESTINATION_ID = new IdPipe('destination');

@ApiTags('Destinations')
@ApiProblems()
@ApiBearerAuth()
@Needs('sites.read')
@Controller('api/sites/:site_id/destinations/:id/oauth')
export class OAuthController {
  constructor(
    private readonly connecting: Connecting,
    private readonly cookie: BrowserCookie,
  ) {}

  @Post()
  @HttpCode(200)
  @Header('cache-control', 'no-store')
  @ApiOperation({ summary: 'Begin to connect an account at the vendor (OAuth 2.0). Only the browser that called can finish it.' })
  @ApiOkResponse({ type: ConnectResponse })
  async connect(
    @CurrentPrincipal() by: Principal,
    @Param('site_id', SITE_ID) siteId: string,
    @Param('id', DESTINATION_ID) id: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<ConnectResponse> {
    const { authorizeUrl, state, browser } = await this.connecting.begin(by, siteId, id);
    this.cookie.write(reply, state, browser);
    return { authorize_url: authorizeUrl };
  }

  @Delete()
  @ApiOperation({ summary: 'Disconnect the account: its tokens are ended at the vendor and forgotten.' })
  @ApiOkResponse({ type: DisconnectResponse })
  async disconnect(
    @CurrentPrincipal() by: Principal,
    @Param('site_id', SITE_ID) siteId: string,
    @Param('id', DESTINATION_ID) id: string,
  ): Promise<DisconnectResponse> {
    return { revoked: await this.connecting.disconnect(by, siteId, id) };
  }
}
