import { Injectable } from '@nestjs/common';
import type { DropEntry, EventEntry, FailedEntry, LogEntry } from '../collect/log-entry.js';
import { announceDue } from '../delivery/engine/enqueue.js';
import { Enrichers } from '../enrichment/enrichers.js';
import { CHANNELS } from '../redis/keys.js';
import { RedisConnections } from '../redis/redis.module.js';
import { ErasedPeople } from '../privacy/erased-people.js';
import { SiteDirectory, type SiteEntry } from '../site-directory/site-directory.js';
import { BatchStore, type Stored } from './batch-store.js';
import { reasonOf } from '../logging/reason-of.js';
import { nobodyOf } from '../metrics/sessions/session-owner.js';
import { isTransient } from './failures.js';
import { toLiveEvent } from './live-event.js';
import { prepare } from './prepare.js';
import type { PreparedEvent } from '../metrics/prepared-event.js';
import { Quarantine } from './quarantine.js';
import { cookielessId, type Salts, VisitorSalts } from './visitor-salts.js';

/** Tries of a single entry before it is put into quarantine. */
const MAX_TRIES = 3;

/**
 * The way of a batch through the pipeline: enrich, tell the visitor, store, then say so to the live view and the delivery.
 *
 * When a batch cannot be stored because of what is in it, it is halved until the entry to blame stands alone; that one
 * goes into quarantine and the others are stored. When storing is not possible at all (database away), the error is
 * thrown and the caller keeps the batch.
 */
@Injectable()
export class BatchProcessor {
  constructor(
    private readonly sites: SiteDirectory,
    private readonly enrichers: Enrichers,
    private readonly salts: VisitorSalts,
    private readonly batchStore: BatchStore,
    private readonly quarantine: Quarantine,
    private readonly redis: RedisConnections,
    private readonly erasedPeople: ErasedPeople,
  ) {}

  /** @throws when nothing can be stored at the moment; the batch may then be given again as a whole */
  async process(entries: readonly LogEntry[]): Promise<void> {
    try {
      await this.storeAll(entries);
    } catch (error) {
      if (isTransient(error)) throw error;
      if (entries.length > 1) {
        const middle = entries.length >> 1;
        await this.process(entries.slice(0, middle));
        await this.process(entries.slice(middle));
      } else await this.retryAlone(entries[0]!, error);
    }
  }

  private async retryAlone(entry: LogEntry, firstError: unknown): Promise<void> {
    let last = firstError;
    for (let tries = 1; tries < MAX_TRIES; tries++) {
      try {
        return await this.storeAll([entry]);
      } catch (error) {
        if (isTransient(error)) throw error;
        last = error;
      }
    }
    await this.quarantine.put([{ entry, reason: reasonOf(last), attempts: MAX_TRIES }]);
  }

  private async storeAll(entries: readonly LogEntry[]): Promise<void> {
    const known = entries.flatMap((entry) => {
      const site = this.sites.find(entry.site);
      // A site that is being erased takes its events with it; of one that was only deleted they are kept for its restoration.
      return site === undefined ? [] : [{ entry, site }];
    });
    const drops = known.flatMap(({ entry }): DropEntry[] => (entry.kind === 'drop' ? [entry] : []));
    const events = known.flatMap(({ entry, site }) => (entry.kind === 'event' ? [{ entry, site }] : []));
    const failed = known.flatMap(({ entry }): FailedEntry[] => (entry.kind === 'failed' ? [entry] : []));
    const parted = await this.erasedPeople.part(events);
    const stored = await this.batchStore.store(await this.prepareAll(parted.kept), [...drops, ...parted.drops], failed);
    await this.announce(stored);
  }

  private async prepareAll(events: readonly { entry: EventEntry; site: SiteEntry }[]): Promise<readonly PreparedEvent[]> {
    if (events.length === 0) return [];
    const [salts, enrichments] = await Promise.all([
      this.salts.at(Date.now()),
      this.enrichers.enrich(
        events.map(({ entry, site }) => ({
          ...(entry.ip !== null && site.config.ip_enrichment ? { ipAddress: entry.ip } : {}),
          ...(entry.ua === null ? {} : { userAgent: entry.ua }),
          ...(entry.hints === undefined ? {} : { hints: entry.hints }),
        })),
      ),
    ]);
    return events.map(({ entry, site }, index) => prepare(entry, site, visitorOf(entry, site, salts), enrichments[index]!));
  }

  /** After the commit; a message lost here is made good by the delivery's own poll and the dashboards' next read. */
  private async announce({ events, destinationIds }: Stored): Promise<void> {
    if (events.length === 0) return;
    const shown = events.filter(({ prepared }) => !prepared.site.hidden);
    const published = this.redis.shared.publish(CHANNELS.live, JSON.stringify(shown.map(toLiveEvent)));
    await Promise.allSettled([published, announceDue(this.redis.shared, destinationIds)]);
  }
}

function visitorOf(entry: EventEntry, site: SiteEntry, salts: Salts): PreparedEvent['visitor'] {
  const { visitor_id, session_id, user_id, event_id } = entry.event;
  if (visitor_id !== undefined) return { id: visitor_id };
  // A server that says nothing of a browser: without this all of its events were one visitor's.
  if (entry.ip === null && entry.ua === null) return { id: session_id === undefined ? (user_id ?? event_id) : nobodyOf(site, session_id) };
  return {
    id: cookielessId(salts.today, entry.site, entry.ip, entry.ua),
    yesterdaysId: cookielessId(salts.yesterday, entry.site, entry.ip, entry.ua),
  };
}
