import { type Issue, LIMITS } from '@warp/contracts';

/** A browser's clock is called wrong from here on; less is the journey's time. */
const WRONG_CLOCK_MS = 30_000;

const ISO = /^(\d{4}-\d{2}-\d{2})(?:T\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?(Z|[+-]\d{2}:?\d{2})?)?$/;

/** Milliseconds since 1970 as text, or seconds. */
const EPOCH = /^\d{9,16}(?:\.\d{1,9})?$/;

/** @returns ms since 1970; NaN when it is no time. */
export function parseTime(value: unknown): number {
  if (typeof value === 'number') return Number.isFinite(value) ? Math.round(value) : NaN;
  if (typeof value !== 'string') return NaN;
  const text = value.trim();
  const iso = ISO.exec(text);
  if (iso !== null) return isoTime(text, iso[1]!, iso[2]);
  return EPOCH.test(text) ? Math.round(Number(text)) : NaN;
}

/** Without a zone it is UTC, not the zone of whichever server reads it; and 30 February is no day, where JavaScript reads 2 March. */
function isoTime(text: string, day: string, zone: string | undefined): number {
  const midnight = Date.parse(day);
  if (Number.isNaN(midnight) || new Date(midnight).toISOString().slice(0, 10) !== day) return NaN;
  return Date.parse(text === day || zone !== undefined ? text : `${text}Z`);
}

/** Seconds of the years 2000 to 2100. As milliseconds they would lie in early 1970, when nothing was tracked. */
const SECONDS = { from: Date.UTC(2000, 0, 1) / 1000, to: Date.UTC(2100, 0, 1) / 1000 } as const;

/** An event's own time may come in seconds, as PHP has it; clocks that others are set right by may not. */
const withoutSeconds = (at: number): number => (at >= SECONDS.from && at < SECONDS.to ? at * 1000 : at);

/**
 * When an event happened, by our clock: `timestamp`, moved by as much as the sender's clock (`sent_at`) differs from ours.
 * Without a timestamp, the time of receipt.
 *
 * @returns undefined when the timestamp is no time
 */
export const eventTime = (timestamp: unknown, sentAt: unknown, receivedAt: number): number | undefined =>
  timestamp === undefined || timestamp === null ? receivedAt : corrected(withoutSeconds(parseTime(timestamp)), sentAt, receivedAt);

/** A time by the sender's clock, by ours. @returns undefined when it is none */
function corrected(at: number, sentAt: unknown, receivedAt: number): number | undefined {
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

/** When an event was received and when it happened, by our clock; and which of what was said is no time. */
export interface Timed {
  readonly receivedAt: number;
  readonly at: number;
  readonly issue?: Issue;
}

/**
 * A proxy may keep events for hours, so its own time of receipt counts, moved by as much as its clock is wrong; the browser's
 * clock is judged by that one. What is no time counts as not said.
 */
export function timesOf({ timestamp, sentAt, arrivedAt, proxied }: Clocks): Timed {
  const given = proxied?.receivedAt ?? undefined;
  const receivedAt = given === undefined ? arrivedAt : corrected(parseTime(given), sentAt, arrivedAt);
  if (receivedAt === undefined) return { receivedAt: arrivedAt, ...atOf(timestamp, proxied!.sentAt, arrivedAt), ...notATime('client.received_at') };
  return { receivedAt, ...atOf(timestamp, proxied === undefined ? sentAt : proxied.sentAt, receivedAt) };
}

function atOf(timestamp: unknown, sentAt: unknown, receivedAt: number): Pick<Timed, 'at' | 'issue'> {
  const at = eventTime(timestamp, sentAt, receivedAt);
  return at === undefined ? { at: receivedAt, ...notATime('timestamp') } : { at };
}

const notATime = (field: string): Pick<Timed, 'issue'> => ({ issue: { field, rule: 'not_a_time' } });

/** Whether a time may be stored. Senders with an API key may bring older events, but nothing before 2000. */
export const isInRange = (at: number, receivedAt: number, trusted: boolean): boolean =>
  at <= receivedAt + LIMITS.futureMs && at >= (trusted ? Date.UTC(2000, 0, 1) : receivedAt - LIMITS.pastMs);
