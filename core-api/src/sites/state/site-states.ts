import { Injectable } from '@nestjs/common';
import type pg from 'pg';
import { SystemDatabase } from '../../database/system-database.js';
import { DestinationStates } from '../../destinations/state/destination-states.js';
import { readSites } from './read-sites.js';
import { type SiteState, siteState } from './site-state.js';

/** How sites do, as far as a connection sees them. Whoever shows it takes it from here. */
@Injectable()
export class SiteStates {
  constructor(
    private readonly system: SystemDatabase,
    private readonly destinations: DestinationStates,
  ) {}

  /** By their ids, of those of the sites that the connection sees. */
  async of(client: pg.PoolClient, siteIds: readonly string[]): Promise<ReadonlyMap<string, SiteState>> {
    if (siteIds.length === 0) return new Map();
    const sites = await readSites(client, siteIds);
    const destinations = Map.groupBy((await this.destinations.of(client, siteIds)).values(), ({ siteId }) => siteId);
    const setAside = await this.setAside(sites.map(({ id }) => id));
    const now = Date.now();
    return new Map(
      sites.map(({ id, last_event_at, ...facts }) => [
        id,
        siteState({ ...facts, lastEventAt: last_event_at?.getTime() ?? null, setAside: setAside.get(id) ?? 0, destinations: destinations.get(id) ?? [] }, now),
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
