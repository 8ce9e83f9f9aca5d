import type { DropReason, SiteId, TrackedEvent } from '@warp/contracts';
import { type Proof, PROOFS, proofOfEntry } from './proof.js';

/** How an event reached the collector, which decides how far it is believed. */
export type Via = 'script' | 'api_key' | 'proxy';

/** An accepted event in the log: checked, dated, with what only the request knew. All times in ms since 1970. */
export interface EventEntry {
  readonly kind: 'event';
  readonly site: SiteId;
  readonly receivedAt: number;
  /** `timestamp` after clock correction. */
  readonly at: number;
  readonly via: Via;
  /** Who says it, as far as that is proven; absent in entries of before it was kept: see `proofOfEntry`. */
  readonly proof?: Proof;
  readonly ip: string | null;
  readonly ua: string | null;
  /** Request headers that tell a browser from a program, lower-case names; absent where the site's proxy does not pass them on. */
  readonly hints?: Readonly<Record<string, string>>;
  /** With `event_id` set, texts cut, and without what the lines above hold. */
  readonly event: TrackedEvent & { readonly event_id: string };
}

/** Whether a server tells of something itself, such as an order it was paid: it says nothing of a browser. */
export const isReportedByServer = (entry: EventEntry): boolean =>
  proofOfEntry(entry) === PROOFS.server && entry.ua === null && (entry.via === 'api_key' || entry.ip === null);

/** Events left out on purpose; travels through the log so that the count is as durable as an event. */
export interface DropEntry {
  readonly kind: 'drop';
  readonly site: SiteId;
  readonly receivedAt: number;
  /** Makes a redelivered entry count once. */
  readonly id: string;
  readonly reason: DropReason;
  readonly events: number;
}

export type LogEntry = EventEntry | DropEntry;
