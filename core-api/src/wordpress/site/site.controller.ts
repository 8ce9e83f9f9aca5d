import { Body, Controller, Get, HttpCode, Post, Put } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { ApiProblems } from '../../http/problem.dto.js';
import { SharedSettings } from '../../sites/shared-settings.js';
import { ReportSettingsRequest, SettingDifferences, SettleDifferencesRequest } from '../../sites/wordpress-settings.dto.js';
import { CurrentSite, ForSiteToken } from '../tokens/site-token.guard.js';
import type { SiteTokenHolder } from '../tokens/site-tokens.js';
import { ConnectedSites } from './connected-sites.js';
import { ChangeConfigRequest, ChangedConfig, ConnectedSiteResponse } from './site.dto.js';

@ApiTags('Connected WordPress')
@ApiProblems()
@Controller('api/site')
export class SiteController {
  constructor(
    private readonly sites: ConnectedSites,
    private readonly sharedSettings: SharedSettings,
  ) {}

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

  @ForSiteToken('configure')
  @Put('settings')
  @ApiOperation({ summary: 'Report WordPress’ own settings: what is not set yet for the site is taken over' })
  @ApiOkResponse({ type: SettingDifferences })
  report(@CurrentSite() { siteId, tokenId }: SiteTokenHolder, @Body() settings: ReportSettingsRequest): Promise<SettingDifferences> {
    return this.sharedSettings.report(siteId, settings, { userId: null, tokenId });
  }

  @ForSiteToken('configure')
  @Post('settings-differences')
  @HttpCode(200)
  @ApiOperation({ summary: 'Take WordPress’ values, or keep the site’s' })
  @ApiOkResponse({ type: SettingDifferences })
  settle(@CurrentSite() { siteId, tokenId }: SiteTokenHolder, @Body() { take = [], keep = [] }: SettleDifferencesRequest): Promise<SettingDifferences> {
    return this.sharedSettings.settle(siteId, take, keep, { userId: null, tokenId });
  }
}
