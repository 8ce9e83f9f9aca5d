import type { DropReason, Issue, RejectionRule, SiteId, TrackedEvent, TrackErrorCode } from '@warp/contracts';
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
  /** What its form cost it; absent: nothing. */
  readonly issues?: readonly Issue[];
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

/** An event of a known site that was rejected; travels through the log so that it is as durable as one that was accepted. */
export interface FailedEntry {
  readonly kind: 'failed';
  readonly site: SiteId;
  readonly receivedAt: number;
  /** Makes a redelivered entry count once. */
  readonly id: string;
  readonly via: Via;
  readonly code: TrackErrorCode;
  /** By its wire name; empty: the event as a whole. */
  readonly field: string;
  readonly rule: RejectionRule;
  /** As far as it can be read. */
  readonly eventType?: string;
  /** A `FailedBody`, sealed, base64; absent where it must not or need not be kept. */
  readonly body?: string;
}

export type LogEntry = EventEntry | DropEntry | FailedEntry;
