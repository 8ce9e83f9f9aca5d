import { Body, Controller, Get, Put } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { ApiProblems } from '../../problems/problem.dto.js';
import { CurrentSite, ForSiteToken } from '../tokens/site-token.guard.js';
import type { SiteTokenHolder } from '../tokens/site-tokens.js';
import { ConnectedSites } from './connected-sites.js';
import { ChangeConfigRequest, ChangedConfig, ConnectedSiteResponse } from './site.dto.js';

@ApiTags('Connected WordPress')
@ApiProblems()
@Controller('api/site')
export class SiteController {
  constructor(private readonly sites: ConnectedSites) {}

  @ForSiteToken('read')
  @Get()
  @ApiOperation({ summary: 'The site whose token comes along' })
  @ApiOkResponse({ type: ConnectedSiteResponse })
  read(@CurrentSite() holder: SiteTokenHolder): Promise<ConnectedSiteResponse> {
    return this.sites.read(holder);
  }

  @ForSiteToken('configure')
  @Put('config')
  @ApiOperation({ summary: 'Say which proxies stand before the site' })
  @ApiOkResponse({ type: ChangedConfig })
  async changeConfig(@CurrentSite() holder: SiteTokenHolder, @Body() { trusted_proxies }: ChangeConfigRequest): Promise<ChangedConfig> {
    return { config: await this.sites.changeTrustedProxies(holder, trusted_proxies) };
  }
}
