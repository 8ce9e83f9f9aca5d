import { Cron } from 'croner';
import type { Timing } from './schedule.js';

const SECOND_MS = 1_000;

/**
 * Slots after one time and up to another, oldest first; of more than `most`, the latest.
 *
 * On the day clocks go forward, a time that does not exist is the moment they were set to; on the day they go back, a time that comes twice is the
 * first of the two. An expression with every hour, `0 * * * *`, follows the hours that pass, whatever clocks call them.
 */
export function slotsBetween(timing: Timing, after: Date, until: Date, most: number): readonly Date[] {
  const slots = 'everyMs' in timing ? stepsUntil(timing.everyMs, until, most) : timesUntil(timing, until, most);
  return slots.filter((slot) => slot > after && slot <= until);
}

/** The first slot after a time. @returns undefined when there is none any more */
export function nextSlot(timing: Timing, after: Date): Date | undefined {
  if ('everyMs' in timing) return new Date((Math.floor(after.getTime() / timing.everyMs) + 1) * timing.everyMs);
  return cronOf(timing).nextRun(after) ?? undefined;
}

/** @throws when a declaration has no sensible time */
export function checkTiming(timing: Timing): void {
  if ('everyMs' in timing ? !(timing.everyMs >= 1) : nextSlot(timing, new Date()) === undefined) throw new Error('It is never due.');
}

function stepsUntil(everyMs: number, until: Date, most: number): Date[] {
  const last = Math.floor(until.getTime() / everyMs);
  return Array.from({ length: most }, (_, index) => new Date((last - most + 1 + index) * everyMs));
}

/** Cron's times are whole seconds; one that is right now counts. */
function timesUntil(timing: { readonly cron: string; readonly zone: string }, until: Date, most: number): Date[] {
  const before = new Date((Math.floor(until.getTime() / SECOND_MS) + 1) * SECOND_MS);
  return cronOf(timing).previousRuns(most, before).reverse();
}

const cronOf = ({ cron, zone }: { readonly cron: string; readonly zone: string }): Cron => new Cron(cron, { timezone: zone, paused: true });
