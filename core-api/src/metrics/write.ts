import type pg from 'pg';
import type { Write } from '../database/careful.js';
import type { Prepare, PreparedEvent, SessionEvent } from './prepared-event.js';
import type { Session } from './sessions/session.js';

/** An id that was said again with a better proof: what is stored under it is taken back. */
export interface TakenOver {
  readonly siteId: string;
  readonly type: string;
  readonly id: string;
  /** When the weaker one was stored. */
  readonly since: Date;
}

/** A stored event with all that it added to sessions and rollups. */
export interface StoredEvent {
  readonly id: number;
  readonly sessionId: string;
  readonly prepared: PreparedEvent;
}

/** What a batch has to store. */
export interface EventBatch {
  /** Each counted for the first time, or taking the place of one in `takenOver`, in the order in which they were appended. */
  readonly events: readonly PreparedEvent[];
  readonly takenOver: readonly TakenOver[];
  /** Derives stored events again. */
  readonly prepare: Prepare;
}

/** A batch whose events and sessions are written. */
export interface StoredBatch {
  readonly events: readonly SessionEvent[];
  /** Sessions that the batch opened. */
  readonly opened: ReadonlySet<Session>;
  /** What was taken back. */
  readonly replaced: readonly StoredEvent[];
  /**
   * Adds up what the batch changed. Last in the transaction: every batch of a site writes these rows, so they are locked for the shortest time.
   * @returns what to call once the transaction is committed
   */
  readonly addUp: () => Promise<() => void>;
}

/** A session another worker opened at the same moment; the batch is stored again and finds it. */
export class SessionTaken extends Error {}

/**
 * Where events, their sessions and the sums over them are written, in a transaction of the caller's. What was written is read by `Metrics`; another
 * engine that answers questions is filled from here after the commit and passes the same conformance suite (`test/metrics/conformance.ts`).
 */
export abstract class EventStore {
  /**
   * @param write how rows that follow from events are written: all at once, or carefully
   * @throws SessionTaken
   */
  abstract store(client: pg.PoolClient, batch: EventBatch, write: Write): Promise<StoredBatch>;
}
