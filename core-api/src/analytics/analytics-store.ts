import type { TenantScope } from '../database/tenant-scope.js';
import type { CompaniesQueryDto, CompanyPage, EventPage, EventsQueryDto, EventTypeRow, Overview, PathFigures, SiteAnalytics } from './analytics.dto.js';
import type { DateRange } from './date-range.js';

/**
 * Where figures come from. Results have the wire's shape: rates are fractions, durations seconds, money decimal. What the
 * scope does not see is not in them; a site out of sight is `undefined`.
 */
export abstract class AnalyticsStore {
  abstract overview(scope: TenantScope, range: DateRange): Promise<Overview>;
  abstract site(scope: TenantScope, siteId: string, range: DateRange): Promise<SiteAnalytics | undefined>;
  /** Single pages of a site, in the order asked for. */
  abstract pages(scope: TenantScope, siteId: string, paths: readonly string[], range: DateRange): Promise<PathFigures[]>;
  /** Newest first. @throws Problem 400 for a cursor it did not give out */
  abstract events(scope: TenantScope, query: EventsQueryDto): Promise<EventPage>;
  /** Kinds of events people caused from the day of a time on (ms since 1970), the most frequent first. */
  abstract eventTypes(scope: TenantScope, siteId: string, since: number): Promise<EventTypeRow[] | undefined>;
  abstract companies(scope: TenantScope, query: CompaniesQueryDto): Promise<CompanyPage>;
}
