import { Injectable } from '@nestjs/common';
import { SystemDatabase } from '../../database/system-database.js';
import { TenantDatabase } from '../../database/tenant-database.js';
import type { TenantScope } from '../../database/tenant-scope.js';
import { DestinationStates } from '../../destinations/state/destination-states.js';
import { Metrics } from '../../metrics/query/port.js';
import { readSites } from './read-sites.js';
import { type SiteState, siteState } from './site-state.js';

const DAY_MS = 86_400_000;

/** How sites do, as far as a scope sees them. Whoever shows it takes it from here. */
@Injectable()
export class SiteStates {
  constructor(
    private readonly system: SystemDatabase,
    private readonly tenants: TenantDatabase,
    private readonly destinations: DestinationStates,
    private readonly metrics: Metrics,
  ) {}

  /** By their ids, of those of the sites that the scope sees. */
  async of(scope: TenantScope, siteIds: readonly string[]): Promise<ReadonlyMap<string, SiteState>> {
    if (siteIds.length === 0) return new Map();
    const now = Date.now();
    const { sites, destinations } = await this.tenants.sql(scope, async (client) => ({
      sites: await readSites(client, siteIds),
      destinations: Map.groupBy((await this.destinations.of(client, siteIds)).values(), ({ siteId }) => siteId),
    }));
    const stored = await this.metrics.read(scope, (reader) => reader.since(siteIds, now - DAY_MS, ['events']));
    const setAside = await this.setAside(sites.map(({ id }) => id));
    return new Map(
      sites.map(({ id, last_event_at, ...facts }) => [
        id,
        siteState(
          {
            ...facts,
            lastEventAt: last_event_at?.getTime() ?? null,
            stored: stored.get(id)?.events ?? 0,
            setAside: setAside.get(id) ?? 0,
            destinations: destinations.get(id) ?? [],
          },
          now,
        ),
      ]),
    );
  }

  /** Quarantine is nobody's to read but the system's: it holds what was sent as it came. */
  private async setAside(siteIds: readonly string[]): Promise<ReadonlyMap<string, number>> {
    const rows = await this.system.query<{ site_id: string; events: number }>(
      "select site_id, count(*)::int as events from quarantine where site_id = any($1) and created_at > now() - interval '24 hours' group by 1",
      [siteIds],
    );
    return new Map(rows.map(({ site_id, events }) => [site_id, events]));
  }
}
