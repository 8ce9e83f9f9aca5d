import { Injectable } from '@nestjs/common';
import type pg from 'pg';
import type { Write } from '../../database/careful.js';
import { SiteHashes } from '../../secrets/site-hashes.js';
import type { PreparedEvent } from '../prepared-event.js';
import { Rollups } from '../rollups.js';
import { sessionise } from '../sessions/sessioniser.js';
import { type EventBatch, EventStore, type StoredBatch } from '../write.js';
import { insertEvents } from './write/insert-events.js';
import { saveRollups } from './write/save-rollups.js';
import { insertSessions, updateSessions } from './write/sessions-table.js';
import { takeBack } from './write/take-back.js';
import { ValueBounds } from './write/value-bounds.js';
import { sessionsOf } from './write/wanted-sessions.js';

/** Events, sessions and rollups in PostgreSQL. */
@Injectable()
export class PostgresEventStore extends EventStore {
  private readonly bounds = new ValueBounds();

  constructor(private readonly hashes: SiteHashes) {
    super();
  }

  async store(client: pg.PoolClient, { events, takenOver, prepare }: EventBatch, write: Write): Promise<StoredBatch> {
    const sites = new Map(events.map(({ site }) => [site.id as string, site]));
    const siteOf = (siteId: string): PreparedEvent['site'] => sites.get(siteId)!;
    const rollups = new Rollups();
    const replaced = await takeBack(client, takenOver, siteOf, rollups, prepare);
    const changes = sessionise(events, await sessionsOf(client, events, (siteId) => siteOf(siteId).config.timezone), rollups);
    await write('sessions', changes.opened, (rows) => insertSessions(client, rows));
    await write('sessions', changes.continued, (rows) => updateSessions(client, rows));
    await insertEvents(client, changes.events, this.hashes);
    return {
      events: changes.events,
      opened: new Set(changes.opened),
      replaced,
      addUp: async () => {
        const { increments, committed } = await this.bounds.apply(client, rollups.increments());
        await write('rollups', increments, (rows) => saveRollups(client, rows));
        return committed;
      },
    };
  }
}
