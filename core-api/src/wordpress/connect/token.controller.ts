import { Body, Controller, Delete, Header, HttpCode, Post, Req } from '@nestjs/common';
import { ApiBody, ApiConsumes, ApiNoContentResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { SystemDatabase } from '../../database/system-database.js';
import { Public } from '../../identity/principal.js';
import { ApiProblems } from '../../http/problem.dto.js';
import { SiteAccessLimits } from '../tokens/site-access-limits.js';
import { CurrentSite, ForSiteToken } from '../tokens/site-token.guard.js';
import { type SiteTokenHolder, SiteTokens } from '../tokens/site-tokens.js';
import { CLIENT_ID, SiteTokenAnswer } from './authorizations.dto.js';
import { TokenExchange } from './token-exchange.js';
import { NOT_STORED } from './token-problem.js';
import { readTokenRequest } from './token-request.js';

const FORM = {
  type: 'object',
  required: ['grant_type', 'code', 'redirect_uri', 'client_id', 'code_verifier'],
  properties: {
    grant_type: { type: 'string', enum: ['authorization_code'] },
    code: { type: 'string' },
    redirect_uri: { type: 'string', description: 'As it was when the code was asked for.' },
    client_id: { type: 'string', enum: [CLIENT_ID] },
    code_verifier: { type: 'string', description: 'RFC 7636' },
  },
};

/** Where a WordPress gets its token, and gives it back. */
@ApiTags('Connected WordPress')
@ApiProblems()
@Controller('api/oauth/token')
export class TokenController {
  constructor(
    private readonly exchange: TokenExchange,
    private readonly limits: SiteAccessLimits,
    private readonly tokens: SiteTokens,
    private readonly database: SystemDatabase,
  ) {}

  @Public()
  @Post()
  @HttpCode(200)
  @Header('cache-control', NOT_STORED['cache-control'])
  @Header('pragma', NOT_STORED.pragma)
  @ApiOperation({ summary: 'Exchange a code for the token of a site (OAuth 2.0 with PKCE)' })
  @ApiConsumes('application/x-www-form-urlencoded')
  @ApiBody({ schema: FORM })
  @ApiOkResponse({ type: SiteTokenAnswer })
  async exchangeCode(@Body() form: unknown, @Req() request: FastifyRequest): Promise<SiteTokenAnswer> {
    await this.limits.countExchange(request.ip);
    return this.exchange.exchange(readTokenRequest(form));
  }

  @ForSiteToken()
  @Delete()
  @HttpCode(204)
  @ApiOperation({ summary: 'Disconnect: the token that comes along is revoked' })
  @ApiNoContentResponse()
  async revoke(@CurrentSite() holder: SiteTokenHolder): Promise<void> {
    await this.database.transaction((client) => this.tokens.revoke(client, holder, null));
    await this.tokens.announceRevoked();
  }
}
