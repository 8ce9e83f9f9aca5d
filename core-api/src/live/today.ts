import { Injectable } from '@nestjs/common';
import { SystemDatabase } from '../database/system-database.js';

/** A site's day so far, by its own time zone. */
export interface Today {
  readonly sessions: number;
  readonly conversions: number;
  readonly revenue: number;
}

const NOTHING: Today = { sessions: 0, conversions: 0, revenue: 0 };
const FRESH_MS = 5_000;

/** Today's sums of watched sites, read together at most every five seconds. */
@Injectable()
export class TodayFigures {
  private readonly bySite = new Map<string, Today>();
  private readAt = 0;

  constructor(private readonly database: SystemDatabase) {}

  of(siteId: string): Today {
    return this.bySite.get(siteId) ?? NOTHING;
  }

  /** Reads again when the figures are old. */
  async refresh(siteIds: readonly string[], now: number): Promise<void> {
    if (now - this.readAt < FRESH_MS || siteIds.length === 0) return;
    this.readAt = now;
    const rows = await this.database.query<Today & { site_id: string }>(
      `select r.site_id, r.sessions::float as sessions, r.conversions::float as conversions, r.revenue::float as revenue
       from rollups r join sites s on s.id = r.site_id and s.deletion_id is null
       where r.site_id = any($1) and r.dimension = 'total' and r.grain = 'day' and r.value = ''
         and r.bucket = date_trunc('day', now(), coalesce(s.config->>'timezone', 'UTC'))`,
      [siteIds],
    );
    this.bySite.clear();
    for (const { site_id, ...today } of rows) this.bySite.set(site_id, today);
  }
}
