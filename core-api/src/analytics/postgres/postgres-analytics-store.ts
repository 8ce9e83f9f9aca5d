import { Injectable } from '@nestjs/common';
import { TenantDatabase } from '../../database/tenant-database.js';
import type { TenantScope } from '../../database/tenant-scope.js';
import type { CompaniesQueryDto, CompanyPage, EventPage, EventsQueryDto, EventTypeRow, Overview, PathFigures, SiteAnalytics } from '../analytics.dto.js';
import { AnalyticsStore } from '../analytics-store.js';
import type { DateRange } from '../date-range.js';
import { readCompanies } from './companies.js';
import { readEventTypes } from './event-types.js';
import { readEvents } from './events.js';
import { readOverview } from './overview.js';
import { readPages } from './pages.js';
import { readSite } from './site.js';

/** Figures out of PostgreSQL's rollups and sessions. */
@Injectable()
export class PostgresAnalyticsStore extends AnalyticsStore {
  constructor(private readonly database: TenantDatabase) {
    super();
  }

  overview(scope: TenantScope, range: DateRange): Promise<Overview> {
    return this.database.sql(scope, (client) => readOverview(client, range));
  }

  site(scope: TenantScope, siteId: string, range: DateRange): Promise<SiteAnalytics | undefined> {
    return this.database.sql(scope, (client) => readSite(client, siteId, range));
  }

  pages(scope: TenantScope, siteId: string, paths: readonly string[], range: DateRange): Promise<PathFigures[]> {
    return this.database.sql(scope, (client) => readPages(client, siteId, paths, range));
  }

  events(scope: TenantScope, query: EventsQueryDto): Promise<EventPage> {
    return this.database.sql(scope, (client) => readEvents(client, query));
  }

  eventTypes(scope: TenantScope, siteId: string, since: number): Promise<EventTypeRow[] | undefined> {
    return this.database.sql(scope, (client) => readEventTypes(client, siteId, since));
  }

  companies(scope: TenantScope, query: CompaniesQueryDto): Promise<CompanyPage> {
    return this.database.sql(scope, (client) => readCompanies(client, query));
  }
}
