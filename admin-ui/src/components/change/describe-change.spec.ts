import { describe, expect, it } from '@jest/globals';
import { compare, type Comparable } from '../../format/comparison.js';
import { createFormat } from '../../format/format.js';
import { describeChange } from './describe-change.js';

const format = createFormat({ language: 'en-US', timeZone: 'UTC', currency: '' });
const of = (given: Comparable) => describeChange(compare(given), format, given.measure.unit === 'rate' ? format.percent : format.number);
const VISITORS = { unit: 'count', better: 'more' } as const;
const BOUNCES = { unit: 'rate', better: 'less' } as const;

describe('a change', () => {
  it.each([
    ['a rise that is good', { now: 1_200, before: 1_000, measure: VISITORS }, '↑', '+20%', 'better', '+20%; it was 1,000 before. That is better.'],
    ['a falling bounce rate', { now: 0.25, before: 0.5, measure: BOUNCES }, '↓', '-25\u00a0pp', 'better', '-25\u00a0pp; it was 50% before. That is better.'],
    ['a rising bounce rate', { now: 0.5, before: 0.25, measure: BOUNCES }, '↑', '+25\u00a0pp', 'worse', '+25\u00a0pp; it was 25% before. That is worse.'],
    ['chance', { now: 1_020, before: 1_000, measure: VISITORS }, '↑', '+2%', 'plain', '+2%; it was 1,000 before. That is no more than chance makes it.'],
    ['nothing before', { now: 1_020, before: 0, measure: VISITORS }, '', 'new', 'plain', 'New: there was nothing in the previous period.'],
    ['too few', { now: 5, before: 9, measure: VISITORS }, '', 'too few to tell', 'plain', 'Too few to tell: it was 9 before.'],
    ['no change', { now: 50, before: 50, measure: VISITORS }, '→', '0%', 'plain', 'The same as before: 50.'],
  ])('of %s', (_, given, arrow, text, tone, sentence) => expect(of(given)).toEqual({ arrow, text, tone, sentence }));

  it('of what cannot be compared is not shown', () => expect(of({ now: null, before: 5, measure: VISITORS })).toBeUndefined());
});
