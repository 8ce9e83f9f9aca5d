import { Body, Controller, Get, Header, HttpCode, Inject, Param, Post, Put, Query } from '@nestjs/common';
import {
  ApiBearerAuth,
  ApiCreatedResponse,
  ApiOkResponse,
  ApiOperation,
  ApiTags,
} from '@nestjs/swagger';
import { CONFIG } from '../config/config.module.js';
import type { ServicesConfig } from '../config/config.js';
import { CurrentPrincipal, Needs, type Principal } from '../identity/principal.js';
import { IdPipe } from '../http/id.pipe.js';
import { ApiProblems } from '../http/problem.dto.js';
import { connectionCode } from './connection-code.js';
import { completeSiteConfig } from '../site-directory/complete-site-config.js';
import { snippetFor } from './snippet.js';
import {
  ConnectionCodeResponse,
  CreateSiteRequest,
  SitePage,
  SiteResponse,
  SitesQuery,
  UpdateSiteRequest,
} from './sites.dto.js';
import { differencesBody, SharedSettings } from './shared-settings.js';
import { Sites, type SiteToday } from './sites.js';
import { SettingDifferences, SettleDifferencesRequest } from './wordpress-settings.dto.js';

@ApiTags('Sites')
@ApiProblems()
@ApiBearerAuth()
@Needs('sites.read')
@Controller('api/sites')
export class SitesController {
  constructor(
    private readonly sites: Sites,
    private readonly sharedSettings: SharedSettings,
    @Inject(CONFIG) private readonly config: ServicesConfig,
  ) {}

  @Get()
  @ApiOperation({ summary: 'Sites one may see' })
  @ApiOkResponse({ type: SitePage })
  async list(@CurrentPrincipal() by: Principal, @Query() query: SitesQuery): Promise<SitePage> {
    const { items, total } = await this.sites.list(by, query);
    return { items: items.map((item) => this.bodyOf(item)), total, page: query.page, page_size: query.page_size };
  }

  @Post()
  @Needs('sites.create')
  @ApiOperation({ summary: 'Add a site' })
  @ApiCreatedResponse({ type: SiteResponse })
  async create(@CurrentPrincipal() by: Principal, @Body() request: CreateSiteRequest): Promise<SiteResponse> {
    return this.bodyOf(await this.sites.create(by, request));
  }

  @Get(':id')
  @ApiOperation({ summary: 'One site' })
  @ApiOkResponse({ type: SiteResponse })
  async get(@CurrentPrincipal() by: Principal, @Param('id', new IdPipe('site')) id: string): Promise<SiteResponse> {
    return this.bodyOf(await this.sites.get(by, id));
  }

  @Put(':id')
  @ApiOperation({ summary: 'Change a site' })
  @ApiOkResponse({ type: SiteResponse })
  async update(
    @CurrentPrincipal() by: Principal,
    @Param('id', new IdPipe('site')) id: string,
    @Body() request: UpdateSiteRequest,
  ): Promise<SiteResponse> {
    return this.bodyOf(await this.sites.update(by, id, request));
  }

  @Get(':id/settings-differences')
  @ApiOperation({ summary: 'On what the site’s settings and those of its WordPress differ' })
  @ApiOkResponse({ type: SettingDifferences })
  async differences(@CurrentPrincipal() by: Principal, @Param('id', new IdPipe('site')) id: string): Promise<SettingDifferences> {
    return differencesBody((await this.sites.get(by, id)).site);
  }

  @Post(':id/settings-differences')
  @HttpCode(200)
  @Needs('sites.write')
  @ApiOperation({ summary: 'Take the WordPress’ values, or keep the site’s' })
  @ApiOkResponse({ type: SettingDifferences })
  async settleDifferences(
    @CurrentPrincipal() by: Principal,
    @Param('id', new IdPipe('site')) id: string,
    @Body() { take = [], keep = [] }: SettleDifferencesRequest,
  ): Promise<SettingDifferences> {
    await this.sites.get(by, id);
    return this.sharedSettings.settle(id, take, keep, { userId: by.userId });
  }

  @Get(':id/connection-code')
  @Header('cache-control', 'no-store')
  @ApiOperation({ summary: 'A code by which a WordPress can send events and no more; contains the site’s secret, and each look is recorded.' })
  @ApiOkResponse({ type: ConnectionCodeResponse })
  async connectionCode(
    @CurrentPrincipal() by: Principal,
    @Param('id', new IdPipe('site')) id: string,
  ): Promise<ConnectionCodeResponse> {
    const { scriptId, secret } = await this.sites.revealSecret(by, id);
    return { code: connectionCode({ core: this.config.publicUrl, scriptId, secret }) };
  }

  private bodyOf({ site, eventsToday, state }: SiteToday): SiteResponse {
    return {
      id: site.id,
      agency_id: site.agencyId,
      name: site.name,
      domain: site.domain,
      domains: site.domains,
      script_id: site.scriptId,
      status: site.status,
      state: state.state,
      state_reason: state.reason,
      config: completeSiteConfig(site.config),
      snippet: snippetFor(this.config.publicUrl, site.scriptId),
      installed: site.lastEventAt !== null,
      events_today: eventsToday,
      last_event_at: site.lastEventAt?.toISOString() ?? null,
      created_at: site.createdAt.toISOString(),
      updated_at: site.updatedAt.toISOString(),
    };
  }
}
