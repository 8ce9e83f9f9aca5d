import { Body, Controller, Get, Header, HttpCode, Post, Query } from '@nestjs/common';
import { ApiBearerAuth, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { CurrentPrincipal, Needs, type Principal } from '../../identity/principal.js';
import { ApiProblems } from '../../http/problem.dto.js';
import { Authorizations } from './authorizations.js';
import { AuthorizationAnswer, AuthorizationDecision, AuthorizationOffer, AuthorizationRequest } from './authorizations.dto.js';

/** Behind the dashboard's page /connect/wordpress. */
@ApiTags('Connected WordPress')
@ApiProblems()
@ApiBearerAuth()
@Needs('sites.read')
@Controller('api/oauth/authorizations')
export class AuthorizationsController {
  constructor(private readonly authorizations: Authorizations) {}

  @Get()
  @ApiOperation({ summary: 'What a WordPress asks for, and the sites it can be connected to' })
  @ApiOkResponse({ type: AuthorizationOffer })
  offer(@CurrentPrincipal() by: Principal, @Query() request: AuthorizationRequest): Promise<AuthorizationOffer> {
    return this.authorizations.offer(by, request);
  }

  @Post()
  @HttpCode(200)
  @Header('cache-control', 'no-store')
  @ApiOperation({ summary: 'Allow a WordPress to connect to a site, or decline' })
  @ApiOkResponse({ type: AuthorizationAnswer })
  async decide(@CurrentPrincipal() by: Principal, @Body() request: AuthorizationDecision): Promise<AuthorizationAnswer> {
    return { redirect_to: await this.authorizations.decide(by, request) };
  }
}
