import { Injectable } from '@nestjs/common';
import type { TenantScope } from '../database/tenant-scope.js';
import { Metrics } from '../metrics/query/port.js';
import type { DateRange } from '../metrics/query/range.js';
import type { EventPage, EventsQueryDto, EventTypeRow, Overview, PathFigures, SiteAnalytics } from './analytics.dto.js';
import { eventPage } from './event-page.js';
import { overviewOf } from './overview.js';
import { siteAnalyticsOf } from './site-analytics.js';

/**
 * Numbers in the wire's shape: rates are fractions, durations seconds, money decimal. What the scope does not see is not in them; a site out of
 * sight is `undefined`.
 */
@Injectable()
export class Analytics {
  constructor(private readonly metrics: Metrics) {}

  overview(scope: TenantScope, range: DateRange): Promise<Overview> {
    return this.metrics.read(scope, (reader) => overviewOf(reader, range));
  }

  site(scope: TenantScope, siteId: string, range: DateRange): Promise<SiteAnalytics | undefined> {
    return this.metrics.read(scope, async (reader) => ((await reader.hasSite(siteId)) ? siteAnalyticsOf(reader, siteId, range) : undefined));
  }

  /** Single pages of a site, in the order asked for. */
  async pages(scope: TenantScope, siteId: string, paths: readonly string[], range: DateRange): Promise<PathFigures[]> {
    return [...(await this.metrics.read(scope, (reader) => reader.pages(siteId, paths, range)))];
  }

  /** Newest first. @throws Problem 400 for a cursor it did not give out */
  events(scope: TenantScope, query: EventsQueryDto): Promise<EventPage> {
    return this.metrics.read(scope, (reader) => eventPage(reader, query));
  }

  /** Types of events people caused from the day of a time on (ms since 1970), the most frequent first. */
  eventTypes(scope: TenantScope, siteId: string, since: number): Promise<EventTypeRow[] | undefined> {
    return this.metrics.read(scope, async (reader) => {
      if (!(await reader.hasSite(siteId))) return undefined;
      return (await reader.eventTypes(siteId, since)).map(({ eventType, events }) => ({ event_type: eventType, events }));
    });
  }
}
