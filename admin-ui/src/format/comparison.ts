import type { Figure } from './numbers.js';

/** How a metric is compared: rates in percentage points, everything else in per cent; and which way is good. */
export interface Measure {
  readonly unit: 'count' | 'money' | 'duration' | 'rate';
  readonly better: 'more' | 'less' | 'neither';
}

export interface Comparable {
  readonly now: Figure;
  readonly before: Figure;
  readonly measure: Measure;
  /** How many things the numbers are over, such as the sessions behind a rate; counts are over themselves. */
  readonly samples?: { readonly now: number; readonly before: number };
}

export type Comparison =
  /** There is nothing to compare. */
  | { readonly is: 'none' }
  /** There was nothing before: a percentage of it would be made up. */
  | { readonly is: 'new' }
  | { readonly is: 'same'; readonly before: number }
  /** So few that chance alone explains any difference. */
  | { readonly is: 'too_few'; readonly before: number }
  | {
      readonly is: 'changed';
      readonly before: number;
      readonly unit: 'percent' | 'points';
      /** A fraction: 0.12 is +12% or +12 percentage points. */
      readonly by: number;
      /** `unclear`: no larger than chance makes it. `neutral`: neither way is good. */
      readonly verdict: 'good' | 'bad' | 'neutral' | 'unclear';
    };

/** Below this on both sides nothing is told of a difference. */
const FEW = 30;

/** Standard errors from which a difference is not chance, at ten per cent (two-sided). */
const SIGNIFICANT = 1.64;

/** What became of a number since the period it is compared with. */
export function compare(given: Comparable): Comparison {
  const { now, before, measure } = given;
  if (!isNumber(now) || !isNumber(before)) return { is: 'none' };
  const isRate = measure.unit === 'rate';
  if (before === 0 && now !== 0 && !isRate) return { is: 'new' };
  if (now === before) return { is: 'same', before };
  const counts = given.samples ?? (measure.unit === 'count' ? { now, before } : undefined);
  if (counts !== undefined && counts.now < FEW && counts.before < FEW) return { is: 'too_few', before };
  const by = isRate ? now - before : (now - before) / Math.abs(before);
  return { is: 'changed', before, unit: isRate ? 'points' : 'percent', by, verdict: isChance(given) ? 'unclear' : verdictOf(by, measure) };
}

function verdictOf(by: number, { better }: Measure): 'good' | 'bad' | 'neutral' {
  if (better === 'neither') return 'neutral';
  return by > 0 === (better === 'more') ? 'good' : 'bad';
}

/** Whether a difference is no larger than chance makes it: counts as Poisson's, rates as two proportions. Of sums and means their spread would be needed. */
function isChance({ now, before, measure, samples }: Comparable): boolean {
  if (!isNumber(now) || !isNumber(before)) return false;
  if (measure.unit === 'count') return Math.abs(now - before) / Math.sqrt(now + before) < SIGNIFICANT;
  if (measure.unit !== 'rate' || samples === undefined || samples.now === 0 || samples.before === 0) return false;
  const pooled = (now * samples.now + before * samples.before) / (samples.now + samples.before);
  const error = Math.sqrt(pooled * (1 - pooled) * (1 / samples.now + 1 / samples.before));
  return error > 0 && Math.abs(now - before) / error < SIGNIFICANT;
}

const isNumber = (value: Figure): value is number => typeof value === 'number' && Number.isFinite(value);
