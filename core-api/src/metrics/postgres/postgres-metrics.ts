import { Injectable } from '@nestjs/common';
import type pg from 'pg';
import { TenantDatabase } from '../../database/tenant-database.js';
import type { TenantScope } from '../../database/tenant-scope.js';
import { Metrics, type MetricsReader } from '../query/port.js';
import { readPageViewsByDay, readSince, readToday } from './read/days.js';
import { readEvents } from './read/events.js';
import { readEventTypes, readLists } from './read/lists.js';
import { readPages } from './read/pages.js';
import { readSeries, readTopSites, readTotals } from './read/totals.js';
import { countActiveSites, readVisitors, readVisitorsByCountry } from './read/visitors.js';

/** Numbers out of PostgreSQL: rollups, and sessions and events for what rollups do not hold. One transaction a read, under row-level security. */
@Injectable()
export class PostgresMetrics extends Metrics {
  constructor(private readonly database: TenantDatabase) {
    super();
  }

  read<T>(scope: TenantScope, work: (reader: MetricsReader) => Promise<T>): Promise<T> {
    return this.database.sql(scope, (client) => work(readerOf(client)));
  }
}

const readerOf = (client: pg.PoolClient): MetricsReader => ({
  hasSite: async (siteId) => (await client.query('select 1 from sites where id = $1', [siteId])).rowCount !== 0,
  totals: (of, measures) => readTotals(client, of, measures),
  series: (of, measures) => readSeries(client, of, measures),
  topSites: (range, measures, most) => readTopSites(client, range, measures, most),
  visitors: (siteId, range) => readVisitors(client, siteId, range),
  visitorsByCountry: (range, most) => readVisitorsByCountry(client, range, most),
  activeSites: () => countActiveSites(client),
  lists: (siteId, range, dimensions, measures, most) => readLists(client, siteId, range, dimensions, measures, most),
  pages: (siteId, paths, range) => readPages(client, siteId, paths, range),
  eventTypes: (siteId, since) => readEventTypes(client, siteId, since),
  today: (siteIds, now, measures) => readToday(client, siteIds, now, measures),
  since: (siteIds, time, measures) => readSince(client, siteIds, time, measures),
  pageViewsByDay: (siteId, first, last) => readPageViewsByDay(client, siteId, first, last),
  events: (filter) => readEvents(client, filter),
});
