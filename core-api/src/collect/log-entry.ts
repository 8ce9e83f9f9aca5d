import type { DropReason, SiteId, TrackedEvent } from '@warp/contracts';

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
  readonly ip: string | null;
  readonly ua: string | null;
  /** Request headers that tell a browser from a program, lower-case names; absent where the site's proxy does not pass them on. */
  readonly hints?: Readonly<Record<string, string>>;
  /** With `event_id` set, texts cut, and without what the lines above hold. */
  readonly event: TrackedEvent & { readonly event_id: string };
}

/** Whether a server tells of something itself, such as an order it was paid: it says nothing of a browser. */
export const isReportedByServer = ({ via, ip, ua }: EventEntry): boolean =>
  ua === null && (via === 'api_key' || (via === 'proxy' && ip === null));

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
