import { Controller, Get, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiQuery, ApiTags } from '@nestjs/swagger';
import { Analytics } from '../../analytics/analytics.js';
import { EventPage, RangeQueryDto } from '../../analytics/analytics.dto.js';
import { parseRange } from '../../analytics/date-range.js';
import { Companies } from '../../companies/companies.js';
import { CompanyPage } from '../../companies/companies.dto.js';
import { TenantDatabase } from '../../database/tenant-database.js';
import { ApiProblems } from '../../http/problem.dto.js';
import { notFound } from '../../http/problem.js';
import { SiteDirectory } from '../../site-directory/site-directory.js';
import { DestinationStates } from '../../destinations/state/destination-states.js';
import { CurrentSite, ForSiteToken } from '../tokens/site-token.guard.js';
import { type SiteTokenHolder, tenantScopeOf } from '../tokens/site-tokens.js';
import { PathFiguresList, SiteCompaniesQuery, SiteEventsQuery, SiteHealth, SiteOverview } from './figures.dto.js';
import { pathsOf } from './paths-query.js';
import { readSiteHealth } from './site-health.js';

/** The dashboard's own figures, of the site whose token comes along. */
@ApiTags('Connected WordPress')
@ApiProblems()
@ForSiteToken('read')
@Controller('api/site')
export class FiguresController {
  constructor(
    private readonly analytics: Analytics,
    private readonly businesses: Companies,
    private readonly directory: SiteDirectory,
    private readonly database: TenantDatabase,
    private readonly states: DestinationStates,
  ) {}

  @Get('overview')
  @ApiOperation({ summary: 'Metrics of the site, with the previous period' })
  @ApiOkResponse({ type: SiteOverview })
  async overview(@CurrentSite() holder: SiteTokenHolder, @Query() query: RangeQueryDto): Promise<SiteOverview> {
    const site = this.directory.find(holder.siteId);
    const figures = await this.analytics.site(tenantScopeOf(holder), holder.siteId, parseRange(query, Date.now()));
    if (site === undefined || figures === undefined) throw notFound('site');
    return { ...figures, currency: site.config.currency };
  }

  @Get('events')
  @ApiOperation({ summary: 'Stored events of the site, newest first' })
  @ApiOkResponse({ type: EventPage })
  events(@CurrentSite() holder: SiteTokenHolder, @Query() query: SiteEventsQuery): Promise<EventPage> {
    return this.analytics.events(tenantScopeOf(holder), { ...query, site_id: holder.siteId });
  }

  @Get('pages')
  @ApiOperation({ summary: 'Views and visitors of up to 100 pages, for the days the range touches in the site’s time zone' })
  @ApiQuery({ name: 'paths[]', type: [String], description: 'Paths without host and query.' })
  @ApiQuery({ name: 'from', required: false })
  @ApiQuery({ name: 'to', required: false })
  @ApiQuery({ name: 'timezone', required: false })
  @ApiOkResponse({ type: PathFiguresList })
  async pages(
    @CurrentSite() holder: SiteTokenHolder,
    @Query() query: Record<string, unknown>,
    @Query('from') from?: string,
    @Query('to') to?: string,
    @Query('timezone') timezone?: string,
  ): Promise<PathFiguresList> {
    const range = parseRange({ from, to, timezone }, Date.now());
    return { items: await this.analytics.pages(tenantScopeOf(holder), holder.siteId, pathsOf(query), range) };
  }

  @Get('companies')
  @ApiOperation({ summary: 'Companies that visited the site' })
  @ApiOkResponse({ type: CompanyPage })
  companies(@CurrentSite() holder: SiteTokenHolder, @Query() query: SiteCompaniesQuery): Promise<CompanyPage> {
    return this.businesses.list(tenantScopeOf(holder), { ...query, site_id: holder.siteId });
  }

  @Get('health')
  @ApiOperation({ summary: 'Dropped events and destinations over the last 24 hours' })
  @ApiOkResponse({ type: SiteHealth })
  health(@CurrentSite() holder: SiteTokenHolder): Promise<SiteHealth> {
    return this.database.sql(tenantScopeOf(holder), (client) => readSiteHealth(client, holder.siteId, this.states, Date.now()));
  }
}
