import { describe, expect, it } from '@jest/globals';
import { type Comparable, compare, type Comparison } from './comparison.js';

const VISITORS = { unit: 'count', better: 'more' } as const;
const BOUNCES = { unit: 'rate', better: 'less' } as const;
const REVENUE = { unit: 'money', better: 'more' } as const;

describe('a comparison', () => {
  it.each<[string, Comparable, Comparison]>([
    ['with no data now', { now: null, before: 5, measure: VISITORS }, { is: 'none' }],
    ['with no data before', { now: 5, before: undefined, measure: VISITORS }, { is: 'none' }],
    ['with nothing before', { now: 40, before: 0, measure: VISITORS }, { is: 'new' }],
    ['of nothing with nothing', { now: 0, before: 0, measure: VISITORS }, { is: 'same', before: 0 }],
    ['of few with few', { now: 12, before: 29, measure: VISITORS }, { is: 'too_few', before: 29 }],
    ['of a clear rise', { now: 1_200, before: 1_000, measure: VISITORS }, { is: 'changed', before: 1_000, unit: 'percent', by: 0.2, verdict: 'good' }],
    ['of a clear fall', { now: 800, before: 1_000, measure: VISITORS }, { is: 'changed', before: 1_000, unit: 'percent', by: -0.2, verdict: 'bad' }],
    // (1020 - 1000) / sqrt(2020) = 0.44 standard errors.
    ['of a rise as chance makes it', { now: 1_020, before: 1_000, measure: VISITORS }, { is: 'changed', before: 1_000, unit: 'percent', by: 0.02, verdict: 'unclear' }],
    ['of a rate', { now: 0.25, before: 0.5, measure: BOUNCES }, { is: 'changed', before: 0.5, unit: 'points', by: -0.25, verdict: 'good' }],
    ['of a rate that was nothing', { now: 0.25, before: 0, measure: BOUNCES }, { is: 'changed', before: 0, unit: 'points', by: 0.25, verdict: 'bad' }],
    // Two proportions: pooled 0.375, error 0.0685, z = 3.65.
    ['of a rate over enough sessions', { now: 0.25, before: 0.5, measure: BOUNCES, samples: { now: 100, before: 100 } }, { is: 'changed', before: 0.5, unit: 'points', by: -0.25, verdict: 'good' }],
    // Pooled 0.475, error 0.1116, z = 0.45.
    ['of a rate over few sessions', { now: 0.5, before: 0.45, measure: BOUNCES, samples: { now: 40, before: 40 } }, { is: 'changed', before: 0.45, unit: 'points', by: 0.04999999999999999, verdict: 'unclear' }],
    ['of a rate over next to none', { now: 0.5, before: 0.25, measure: BOUNCES, samples: { now: 4, before: 8 } }, { is: 'too_few', before: 0.25 }],
    ['of money', { now: 150, before: 100, measure: REVENUE }, { is: 'changed', before: 100, unit: 'percent', by: 0.5, verdict: 'good' }],
    ['of a loss that became a gain', { now: 50, before: -100, measure: REVENUE }, { is: 'changed', before: -100, unit: 'percent', by: 1.5, verdict: 'good' }],
    ['of what is neither good nor bad', { now: 900, before: 100, measure: { unit: 'count', better: 'neither' } }, { is: 'changed', before: 100, unit: 'percent', by: 8, verdict: 'neutral' }],
  ])('%s', (_, given, expected) => expect(compare(given)).toEqual(expected));
});
