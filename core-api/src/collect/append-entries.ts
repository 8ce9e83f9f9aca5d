import type { Redis } from 'ioredis';
import { KEYS } from '../redis/keys.js';
import type { KeyRing } from '../secrets/key-ring.js';
import type { LogEntry } from './log-entry.js';
import { encodeMessage, MESSAGE_FIELD, partitionOf, visitorKey } from './log-message.js';

/**
 * Appends entries to the log for work that may fail and be done again, without the spool that stands behind `EventLog`.
 * @param partitions how many the log has
 * @throws when Redis does not take them; some may be in the log all the same
 */
export async function appendEntries(redis: Redis, partitions: number, entries: readonly LogEntry[], keyRing: KeyRing): Promise<void> {
  const byPartition = Map.groupBy(entries, (entry) => partitionOf(entry.kind === 'event' ? visitorKey(entry) : entry.site, partitions));
  for (const [partition, group] of byPartition)
    for (let at = 0; at < group.length; at += ENTRIES_PER_MESSAGE)
      await redis.xadd(KEYS.log(partition), '*', MESSAGE_FIELD, encodeMessage(group.slice(at, at + ENTRIES_PER_MESSAGE), keyRing));
}

/** About what a turn of the event loop holds under load; a message is read as a whole. */
const ENTRIES_PER_MESSAGE = 100;
