import { describe, expect, it } from '@jest/globals';
import { createFormat } from '../format/format.js';
import { bucketSentence, bucketText, type ChartData, csvRowsOf, summaryOf, tableOf } from './chart-data.js';

const format = createFormat({ language: 'en-US', timeZone: 'Europe/Berlin', currency: 'EUR' });
const VISITORS: ChartData = {
  title: 'Visitors',
  grain: 'day',
  measure: { unit: 'count', better: 'more' },
  buckets: [{ time: '2026-11-26' }, { time: '2026-11-27' }, { time: '2026-11-28', partial: true }],
  previousBuckets: [{ time: '2026-11-19' }, { time: '2026-11-20' }, { time: '2026-11-21' }],
  series: [{ id: 'visitors', label: 'Visitors', values: [500, 400, 20], previous: [400, 400, 450] }],
};

describe('a bucket', () => {
  it('says both dates, both values and the change', () => {
    expect(bucketText(VISITORS, 0, format)).toEqual({
      when: 'Thu, Nov 26, 2026',
      whenBefore: 'Thu, Nov 19, 2026',
      lines: [{ id: 'visitors', label: 'Visitors', value: '500', before: '400', change: { text: '↑ +25%', tone: 'better' } }],
    });
    expect(bucketSentence(bucketText(VISITORS, 0, format))).toBe('Thu, Nov 26, 2026: Visitors 500 (Thu, Nov 19, 2026: 400, ↑ +25%)');
  });

  it('that is not finished says so, and is not compared', () => {
    expect(bucketText(VISITORS, 2, format)).toMatchObject({ when: 'Sat, Nov 28, 2026, so far', lines: [{ value: '20', before: '450' }] });
    expect(bucketText(VISITORS, 2, format).lines[0]).not.toHaveProperty('change');
  });

  it('has one date where nothing is compared', () => {
    const { previousBuckets: _, ...alone } = VISITORS;
    expect(bucketText({ ...alone, series: [{ id: 'v', label: 'Visitors', values: [1, 2, 3] }] }, 1, format)).toEqual({ when: 'Fri, Nov 27, 2026', whenBefore: undefined, lines: [{ id: 'v', label: 'Visitors', value: '2' }] });
  });
});

describe('the summary', () => {
  it('has total, change, and the highest and lowest of the finished buckets', () => {
    // 920 against 1,250 is -26.4%, 7.1 standard errors.
    expect(summaryOf(VISITORS, format)).toBe('Visitors: 920 in all. -26%; it was 1,250 before. That is worse. Highest: 500 (Thu, Nov 26, 2026). Lowest: 400 (Fri, Nov 27, 2026).');
  });

  it('takes totals that are no sums from who knows them', () => expect(summaryOf({ ...VISITORS, total: { now: 700 } }, format)).toMatch(/^Visitors: 700 in all\./));

  it('adds up no rates', () => {
    const rate: ChartData = { ...VISITORS, measure: { unit: 'rate', better: 'less' }, series: [{ id: 'b', label: 'Bounce rate', values: [0.4, 0.5, null] }] };
    expect(summaryOf(rate, format)).toBe('Bounce rate. Highest: 50% (Fri, Nov 27, 2026). Lowest: 40% (Thu, Nov 26, 2026).');
  });

  it('says when there is no data', () => expect(summaryOf({ ...VISITORS, measure: { unit: 'rate', better: 'less' }, series: [{ id: 'b', label: 'Bounce rate', values: [null, null, null] }] }, format)).toBe('Bounce rate. There is no data.'));
});

describe('the table', () => {
  it('holds both periods, in the CSV by dates that programs read', () => {
    expect(tableOf(VISITORS).header).toEqual(['Time', 'Visitors', 'Visitors before', 'Compared time']);
    expect(csvRowsOf(VISITORS)).toEqual([
      ['2026-11-26', 500, 400, '2026-11-19'],
      ['2026-11-27', 400, 400, '2026-11-20'],
      ['2026-11-28', 20, 450, '2026-11-21'],
    ]);
  });
});
