import type { LossDay } from '../../api/own-site-api.js';

export interface Shares {
  /** Page views counted. */
  readonly views: number;
  readonly recorded: number;
  readonly declined: number;
  /** The script did not run. */
  readonly lost: number;
  /** The three above of a hundred, whole numbers that make a hundred. */
  readonly ofHundred: { readonly recorded: number; readonly declined: number; readonly lost: number };
}

/** Fewer page views than this make a share that means little. */
export const ENOUGH_VIEWS = 100;

/** What became of all page views of some days; undefined: none were counted. */
export function sharesOf(days: readonly LossDay[]): Shares | undefined {
  const sum = (of: (day: LossDay) => number): number => days.reduce((total, day) => total + of(day), 0);
  const recorded = sum(({ script_page_views }) => script_page_views);
  const declined = sum(({ consent_declined }) => consent_declined);
  // An image that failed where the script did not would make a loss below nothing.
  const views = Math.max(sum(({ renders }) => renders), recorded + declined);
  if (views === 0) return undefined;
  const lost = views - recorded - declined;
  const [recordedOfHundred, declinedOfHundred, lostOfHundred] = ofHundred([recorded, declined, lost], views);
  return { views, recorded, declined, lost, ofHundred: { recorded: recordedOfHundred!, declined: declinedOfHundred!, lost: lostOfHundred! } };
}

/** Whole numbers nearest to the shares that make a hundred: what is left by rounding down goes to the largest remainders. */
function ofHundred(parts: readonly number[], whole: number): number[] {
  const exact = parts.map((part) => (100 * part) / whole);
  const floors = exact.map(Math.floor);
  const missing = 100 - floors.reduce((total, floor) => total + floor, 0);
  const byRemainder = exact.map((share, place) => ({ place, remainder: share - floors[place]! })).sort((a, b) => b.remainder - a.remainder);
  for (const { place } of byRemainder.slice(0, missing)) floors[place]! += 1;
  return floors;
}
