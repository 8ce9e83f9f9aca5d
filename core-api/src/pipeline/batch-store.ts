import { Injectable } from '@nestjs/common';
import type pg from 'pg';
import type { DropEntry } from '../collect/log-entry.js';
import { SystemDatabase } from '../database/system-database.js';
import { writeOutbox } from '../delivery/enqueue.js';
import { KeyRing } from '../secrets/key-ring.js';
import type { PreparedEvent } from './prepared-event.js';
import { sessionise, userToJoin } from './sessioniser.js';
import { claimIds, claimKey, type CountedOnce } from './store/claim-ids.js';
import { holdSites } from './store/hold-sites.js';
import { insertEvents, type SessionEvent } from './store/insert-events.js';
import { touchCompanies } from './store/touch-companies.js';
import { touchSites } from './store/touch-sites.js';
import { saveDrops, saveRollups } from './store/save-rollups.js';
import { insertSessions, loadSessions, SessionTaken, type SessionsWanted, updateSessions } from './store/sessions-table.js';
import { toWarpEvent } from './warp-event.js';

/** What storing a batch came to. */
export interface Stored {
  /** The new ones; events counted before are not among them. */
  readonly events: readonly SessionEvent[];
  /** Destinations that got something to deliver. */
  readonly destinationIds: readonly string[];
}

/**
 * Stores one batch in one transaction: events, sessions, rollups, drops and the delivery outbox. All of it or nothing,
 * and an event id that was stored within 48 hours changes nothing, so a batch may be stored again after a crash.
 */
@Injectable()
export class BatchStore {
  constructor(
    private readonly database: SystemDatabase,
    private readonly keyRing: KeyRing,
  ) {}

  async store(events: readonly PreparedEvent[], drops: readonly DropEntry[]): Promise<Stored> {
    for (let attempt = 1; ; attempt++) {
      try {
        return await this.database.transaction((client) => this.storeIn(client, events, drops));
      } catch (error) {
        if (!(error instanceof SessionTaken) || attempt === MAX_SESSION_RACES) throw error;
      }
    }
  }

  private async storeIn(client: pg.PoolClient, accepted: readonly PreparedEvent[], acceptedDrops: readonly DropEntry[]): Promise<Stored> {
    const open = await holdSites(client, [...accepted.map(({ site }) => site.id), ...acceptedDrops.map(({ site }) => site)]);
    const events = accepted.filter(({ site }) => open.has(site.id));
    const drops = acceptedDrops.filter(({ site }) => open.has(site));
    const unique = new Map(events.map((event) => [claimKey(idOf(event)), event]).reverse() as [string, PreparedEvent][]);
    const fresh = await claimIds(client, [...[...unique.values()].map(idOf), ...drops.map(({ site, id }) => ({ siteId: site, id }))]);
    const newEvents = events.filter((event) => {
      const key = claimKey(idOf(event));
      return fresh.has(key) && unique.get(key) === event;
    });
    const timezones = new Map(newEvents.map(({ site }) => [site.id as string, site.config.timezone]));
    const stored = newEvents.length === 0 ? [] : await loadSessions(client, wantedBy(newEvents), (siteId) => timezones.get(siteId) ?? 'UTC');
    const changes = sessionise(newEvents, stored);
    await insertSessions(client, changes.opened);
    await updateSessions(client, changes.continued);
    await insertEvents(client, changes.events);
    const deliverable = changes.events.filter(({ prepared }) => prepared.site.destinations.length > 0);
    if (deliverable.length > 0)
      await writeOutbox(
        client,
        deliverable.map((event) => ({ event: toWarpEvent(event), destinationIds: event.prepared.site.destinations.map(({ id }) => id) })),
        this.keyRing,
      );
    await saveDrops(client, drops.filter(({ site, id }) => fresh.has(claimKey({ siteId: site, id }))));
    await touchSites(client, newEvents);
    await touchCompanies(client, changes.events, new Set(changes.opened));
    await saveRollups(client, changes.rollups.increments());
    return {
      events: changes.events,
      destinationIds: [...new Set(deliverable.flatMap(({ prepared }) => prepared.site.destinations.map(({ id }) => id)))],
    };
  }
}

/** Two workers opening one session at once is rare; three times in a row is a fault. */
const MAX_SESSION_RACES = 3;

const idOf = ({ site, entry }: PreparedEvent): CountedOnce => ({ siteId: site.id, id: entry.event.event_id });

function wantedBy(events: readonly PreparedEvent[]): SessionsWanted {
  const named = new Map<string, SessionsWanted['named'][number]>();
  const visitors = new Map<string, SessionsWanted['visitors'][number]>();
  const users = new Map<string, SessionsWanted['users'][number]>();
  for (const event of events) {
    const { entry, site, visitor } = event;
    const userId = userToJoin(event);
    if (userId !== undefined) users.set(`${site.id}|${userId}`, { siteId: site.id, userId });
    const sessionId = entry.event.session_id;
    if (sessionId !== undefined) named.set(`${site.id}|${sessionId}`, { siteId: site.id, sessionId });
    else
      for (const visitorId of [visitor.id, visitor.yesterdaysId])
        if (visitorId !== undefined) visitors.set(`${site.id}|${visitorId}`, { siteId: site.id, visitorId });
  }
  return { named: [...named.values()], visitors: [...visitors.values()], users: [...users.values()] };
}
