import { LIMITS } from '@warp/contracts';

/** A browser's clock is called wrong from here on; less is the journey's time. */
const WRONG_CLOCK_MS = 30_000;

const ISO = /^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}(:\d{2}(\.\d{1,9})?)?(Z|[+-]\d{2}:?\d{2})?)?$/;

/** @returns ms since 1970; NaN when it is no time. */
export function parseTime(value: unknown): number {
  if (typeof value === 'number') return Number.isFinite(value) ? Math.round(value) : NaN;
  return typeof value === 'string' && ISO.test(value) ? Date.parse(value) : NaN;
}

/**
 * When an event happened, by our clock: `timestamp`, moved by as much as the sender's clock (`sent_at`) differs from ours.
 * Without a timestamp, the time of receipt.
 *
 * @returns undefined when the timestamp is no time
 */
export function eventTime(timestamp: unknown, sentAt: unknown, receivedAt: number): number | undefined {
  if (timestamp === undefined) return receivedAt;
  const at = parseTime(timestamp);
  if (Number.isNaN(at)) return undefined;
  const skew = sentAt === undefined ? 0 : receivedAt - parseTime(sentAt);
  return Math.abs(skew) > WRONG_CLOCK_MS ? at + skew : at;
}

/** What is known of an event's times, as it was said. */
export interface Clocks {
  readonly timestamp: unknown;
  /** When the request was sent, by the clock of whoever sent it. */
  readonly sentAt: unknown;
  /** When the request came in, by ours; ms since 1970. */
  readonly arrivedAt: number;
  /** Absent: no proxy stood between. Else when it received the event, and when the browser sent it, each by their own clock. */
  readonly proxied?: { readonly receivedAt: unknown; readonly sentAt: unknown };
}

/** When an event was received and when it happened, by our clock; or the field that is no time. */
export type Timed = { readonly ok: true; readonly receivedAt: number; readonly at: number } | { readonly ok: false; readonly field: string };

/**
 * A proxy may keep events for hours, so its own time of receipt counts, moved by as much as its clock is wrong; the browser's
 * clock is judged by that one.
 */
export function timesOf({ timestamp, sentAt, arrivedAt, proxied }: Clocks): Timed {
  const receivedAt = eventTime(proxied?.receivedAt, sentAt, arrivedAt);
  if (receivedAt === undefined) return { ok: false, field: 'client.received_at' };
  const at = eventTime(timestamp, proxied === undefined ? sentAt : proxied.sentAt, receivedAt);
  return at === undefined ? { ok: false, field: 'timestamp' } : { ok: true, receivedAt, at };
}

/** Whether a time may be stored. Senders with an API key may bring older events, but nothing before 2000. */
export const isInRange = (at: number, receivedAt: number, trusted: boolean): boolean =>
  at <= receivedAt + LIMITS.futureMs && at >= (trusted ? Date.UTC(2000, 0, 1) : receivedAt - LIMITS.pastMs);
