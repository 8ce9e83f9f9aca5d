import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiBearerAuth, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Companies } from '../companies/companies.js';
import { CompaniesQueryDto, CompanyPage } from '../companies/companies.dto.js';
import { CurrentPrincipal, Needs, type Principal, scopeOf } from '../identity/principal.js';
import { IdPipe } from '../http/id.pipe.js';
import { ApiProblems } from '../http/problem.dto.js';
import { notFound } from '../http/problem.js';
import { Analytics } from './analytics.js';
import { EventPage, EventsQueryDto, EventTypes, Overview, RangeQueryDto, SiteAnalytics } from './analytics.dto.js';
import { parseRange } from './date-range.js';

/** How far back kinds of events are looked for. */
const EVENT_TYPES_MS = 30 * 86_400_000;

@ApiTags('Analytics')
@ApiProblems()
@ApiBearerAuth()
@Needs('sites.read')
@Controller('api/analytics')
export class AnalyticsController {
  constructor(
    private readonly analytics: Analytics,
    private readonly businesses: Companies,
  ) {}

  @Get('overview')
  @ApiOperation({ summary: 'Totals of all sites one may see, with the previous period' })
  @ApiOkResponse({ type: Overview })
  overview(@Query() query: RangeQueryDto, @CurrentPrincipal() principal: Principal): Promise<Overview> {
    return this.analytics.overview(scopeOf(principal), parseRange(query, Date.now()));
  }

  @Get('sites/:id')
  @ApiOperation({ summary: 'Metrics of one site, with the previous period' })
  @ApiOkResponse({ type: SiteAnalytics })
  async site(@Param('id', new IdPipe('site')) id: string, @Query() query: RangeQueryDto, @CurrentPrincipal() principal: Principal): Promise<SiteAnalytics> {
    const figures = await this.analytics.site(scopeOf(principal), id, parseRange(query, Date.now()));
    if (figures === undefined) throw notFound('site');
    return figures;
  }

  @Get('sites/:id/event-types')
  @ApiOperation({ summary: 'Kinds of events of the last 30 days, without those of robots' })
  @ApiOkResponse({ type: EventTypes })
  async eventTypes(@Param('id', new IdPipe('site')) id: string, @CurrentPrincipal() principal: Principal): Promise<EventTypes> {
    const items = await this.analytics.eventTypes(scopeOf(principal), id, Date.now() - EVENT_TYPES_MS);
    if (items === undefined) throw notFound('site');
    return { items };
  }

  @Get('events')
  @ApiOperation({ summary: 'Stored events, newest first' })
  @ApiOkResponse({ type: EventPage })
  events(@Query() query: EventsQueryDto, @CurrentPrincipal() principal: Principal): Promise<EventPage> {
    return this.analytics.events(scopeOf(principal), query);
  }

  @Get('companies')
  @ApiOperation({ summary: 'Companies that visited, the latest first unless sorted otherwise' })
  @ApiOkResponse({ type: CompanyPage })
  companies(@Query() query: CompaniesQueryDto, @CurrentPrincipal() principal: Principal): Promise<CompanyPage> {
    return this.businesses.list(scopeOf(principal), query);
  }
}
