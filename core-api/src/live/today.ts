import { Injectable } from '@nestjs/common';
import { Metrics } from '../metrics/query/port.js';

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

  constructor(private readonly metrics: Metrics) {}

  of(siteId: string): Today {
    return this.bySite.get(siteId) ?? NOTHING;
  }

  /** Reads again when the figures are old. */
  async refresh(siteIds: readonly string[], now: number): Promise<void> {
    if (now - this.readAt < FRESH_MS || siteIds.length === 0) return;
    this.readAt = now;
    // Each viewer's sites were checked at subscription; the scope leaves out those deleted since.
    const today = await this.metrics.read({ scope: 'all', userId: null }, (reader) => reader.today(siteIds, now, ['sessions', 'conversions', 'revenue']));
    this.bySite.clear();
    for (const [siteId, figures] of today) this.bySite.set(siteId, figures);
  }
}
