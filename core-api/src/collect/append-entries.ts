import type { Redis } from 'ioredis';
import { KEYS } from '../redis/keys.js';
import { visitorKey } from './collector.js';
import { MESSAGE_FIELD, partitionOf } from './event-log.js';
import { encodeEntries, type EventEntry } from './log-entry.js';

/**
 * Appends events to the log for work that may fail and be done again, without the spool that stands behind `EventLog`.
 * @param partitions how many the log has
 * @throws when Redis does not take them; some may be in the log all the same
 */
export async function appendEntries(redis: Redis, partitions: number, entries: readonly EventEntry[]): Promise<void> {
  const byPartition = Map.groupBy(entries, (entry) => partitionOf(visitorKey(entry), partitions));
  for (const [partition, group] of byPartition)
    for (let at = 0; at < group.length; at += ENTRIES_PER_MESSAGE) {
      const lines = group.slice(at, at + ENTRIES_PER_MESSAGE).map((entry) => JSON.stringify(entry));
      await redis.xadd(KEYS.log(partition), '*', MESSAGE_FIELD, encodeEntries(lines));
    }
}

/** About what a turn of the event loop holds under load; a message is read as a whole. */
const ENTRIES_PER_MESSAGE = 100;
