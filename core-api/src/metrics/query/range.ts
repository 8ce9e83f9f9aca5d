import { dayStart } from '../../time/buckets.js';
import type { Grain } from '../schema.js';

const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;

/** A half-open range of time, in ms since 1970. */
export interface TimeRange {
  readonly from: number;
  readonly to: number;
}

/** A range and how it is divided. */
export interface DateRange extends TimeRange {
  /** IANA name; days begin by it. */
  readonly timezone: string;
  readonly grain: Grain;
}

/** The range of the same length just before. */
export const previousRange = (range: DateRange): DateRange => ({ ...range, from: range.from - (range.to - range.from), to: range.from });

/** Starts of the hours or days that a range touches, so that a series has no holes. */
export function bucketStarts({ from, to, timezone, grain }: DateRange): readonly number[] {
  const starts: number[] = [];
  if (grain === 'hour') for (let at = from - (from % HOUR_MS); at < to; at += HOUR_MS) starts.push(at);
  else for (let at = dayStart(from, timezone); at < to; at = nextDay(at, timezone)) starts.push(at);
  return starts;
}

/** Start of the day after the one that begins at `start`. A day may last 23 or 25 hours: 36 hours after its start it is the next one for certain. */
export const nextDay = (start: number, timezone: string): number => dayStart(start + 1.5 * DAY_MS, timezone);
