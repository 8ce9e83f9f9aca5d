import { Injectable } from '@nestjs/common';
import type pg from 'pg';
import type { DropEntry, FailedEntry } from '../collect/log-entry.js';
import { PROOFS } from '../collect/proof.js';
import { touchCompanies } from '../companies/touch-companies.js';
import { carefully, plainly, type Write } from '../database/careful.js';
import { SystemDatabase } from '../database/system-database.js';
import { type Deliverable, writeOutbox } from '../delivery/engine/enqueue.js';
import { withdrawDeliveries } from '../destinations/rules/replace.js';
import type { PreparedEvent, SessionEvent } from '../metrics/prepared-event.js';
import { EventStore, SessionTaken, type StoredEvent, type TakenOver } from '../metrics/write.js';
import { KeyRing } from '../secrets/key-ring.js';
import { isTransient } from './failures.js';
import { prepare } from './prepare.js';
import { claimIds, claimKey, type CountedOnce } from './store/claim-ids.js';
import { countQuality } from './store/count-quality.js';
import { holdSites } from './store/hold-sites.js';
import { saveDrops } from './store/save-drops.js';
import { saveFailed } from './store/save-failed.js';
import { touchSites } from './store/touch-sites.js';
import { toWarpEvent } from './warp-event.js';

/** What storing a batch came to. */
export interface Stored {
  /** The new ones; events counted before are not among them. */
  readonly events: readonly SessionEvent[];
  /** Destinations that got something to deliver. */
  readonly destinationIds: readonly string[];
}

/**
 * Stores one batch in one transaction: events, sessions, rollups, drops, rejected events and the delivery outbox. All of it or nothing,
 * and an event id that was stored within 48 hours changes nothing, so a batch may be stored again after a crash. The same id with a better proof
 * takes the place of what was stored under it.
 *
 * A batch that the database refuses is stored once more, and what follows from its events then row by row: no poisoned total holds an event back.
 */
@Injectable()
export class BatchStore {
  constructor(
    private readonly database: SystemDatabase,
    private readonly keyRing: KeyRing,
    private readonly eventStore: EventStore,
  ) {}

  async store(events: readonly PreparedEvent[], drops: readonly DropEntry[], failed: readonly FailedEntry[] = []): Promise<Stored> {
    let isCareful = false;
    for (let attempt = 1; ; attempt++) {
      try {
        const { committed, ...stored } = await this.database.transaction((client) => this.storeIn(client, events, drops, failed, isCareful ? carefully(client) : plainly));
        committed();
        return stored;
      } catch (error) {
        if (isTransient(error) || attempt === MAX_ATTEMPTS || (isCareful && !(error instanceof SessionTaken))) throw error;
        isCareful ||= !(error instanceof SessionTaken);
      }
    }
  }

  private async storeIn(
    client: pg.PoolClient,
    accepted: readonly PreparedEvent[],
    acceptedDrops: readonly DropEntry[],
    acceptedFailed: readonly FailedEntry[],
    write: Write,
  ): Promise<Stored & { readonly committed: () => void }> {
    const open = await holdSites(client, [...accepted.map(({ site }) => site.id), ...[...acceptedDrops, ...acceptedFailed].map(({ site }) => site)]);
    const events = accepted.filter(({ site }) => open.has(site.id));
    const drops = acceptedDrops.filter(({ site }) => open.has(site));
    const failed = acceptedFailed.filter(({ site }) => open.has(site));
    const unique = bestProven(events);
    const { granted, takenOver } = await claimIds(client, [...[...unique.values()].map(idOf), ...[...drops, ...failed].map(idOfDrop)]);
    const counted = new Set([...unique].flatMap(([key, event]) => (granted.has(key) ? [event] : [])));
    const newEvents = events.filter((event) => counted.has(event));
    const stored = await this.eventStore.store(client, { events: newEvents, takenOver, prepare }, write);
    const deliverables = await deliverablesOf(client, stored.events, takenOver, stored.replaced);
    if (deliverables.length > 0) await writeOutbox(client, deliverables, this.keyRing);
    await write('drops', drops.filter((drop) => granted.has(claimKey(idOfDrop(drop)))), (rows) => saveDrops(client, rows));
    await write('failed events', failed.filter((entry) => granted.has(claimKey(idOfDrop(entry)))), (rows) => saveFailed(client, rows));
    await touchSites(client, newEvents);
    await write('companies', stored.events, (rows) => touchCompanies(client, rows, stored.opened));
    await write('quality', newEvents, (rows) => countQuality(client, rows));
    const committed = await stored.addUp();
    return { committed, events: stored.events, destinationIds: [...new Set(deliverables.flatMap(({ destinationIds }) => destinationIds))] };
  }
}

/** Two workers opening one session at once is rare; three times in a row is a fault. One more for a batch that is refused. */
const MAX_ATTEMPTS = 4;

const idOf = ({ site, entry, proof }: PreparedEvent): CountedOnce => ({ siteId: site.id, type: entry.event.event_type, id: entry.event.event_id, proof });

/** Of what is no event and counts once all the same. */
const idOfDrop = ({ site, id }: DropEntry | FailedEntry): CountedOnce => ({ siteId: site, type: '', id, proof: PROOFS.server });

/** One event an id: of the best proof, and of these the first. */
function bestProven(events: readonly PreparedEvent[]): ReadonlyMap<string, PreparedEvent> {
  const best = new Map<string, PreparedEvent>();
  for (const event of events) {
    const key = claimKey(idOf(event));
    const known = best.get(key);
    if (known === undefined || known.proof < event.proof) best.set(key, event);
  }
  return best;
}

/** What goes to destinations. One that has an event already, as it was said with less proof, gets it again only if it is another. */
async function deliverablesOf(
  client: pg.PoolClient,
  events: readonly SessionEvent[],
  takenOver: readonly TakenOver[],
  replaced: readonly StoredEvent[],
): Promise<readonly Deliverable[]> {
  const destinationsOf = ({ prepared }: SessionEvent): readonly string[] => prepared.site.destinations.map(({ id }) => id);
  const before = new Map(replaced.map(({ prepared }) => [claimKey(idOf(prepared)), prepared.entry.event.event_data ?? {}]));
  const since = new Map(takenOver.map((claim) => [claimKey(claim), claim.since]));
  const retold = events.filter(({ prepared }) => since.has(claimKey(idOf(prepared))));
  const known = await withdrawDeliveries(
    client,
    retold.map(({ prepared: { site, entry, ...prepared } }) => {
      const { event_id: eventId, event_type: eventType, event_data: now = {} } = entry.event;
      const key = claimKey(idOf({ site, entry, ...prepared }));
      return { siteId: site.id, eventId, eventType, since: since.get(key)!, before: before.get(key), now };
    }),
  );
  const outcomeOf = new Map(retold.map((event, index) => [event, known[index]!]));
  return events.flatMap((event) => {
    const outcome = outcomeOf.get(event);
    const wanted = new Set([...destinationsOf(event), ...(outcome?.withdrawn ?? [])]);
    for (const id of outcome?.told ?? []) wanted.delete(id);
    return wanted.size === 0 ? [] : [{ event: toWarpEvent(event), destinationIds: [...wanted] }];
  });
}
