import { useState } from 'react';
import type { Gallery } from '../../gallery/gallery.js';
import { addDays } from '../format/days.js';
import { Chart } from './Chart.js';
import type { Bucket, ChartData } from './chart-data.js';

const days = (from: string, count: number): readonly Bucket[] => Array.from({ length: count }, (_, index) => ({ time: addDays(from, index) }));
const wave = (count: number, base: number, step: number): readonly number[] => Array.from({ length: count }, (_, index) => Math.round(base + base * 0.3 * Math.sin(index / 2.2) + index * step));

const BUCKETS = days('2026-11-01', 28).map((bucket, index, all) => (index === all.length - 1 ? { ...bucket, partial: true } : bucket));
const VISITORS: ChartData = {
  title: 'Visitors',
  grain: 'day',
  measure: { unit: 'count', better: 'more' },
  buckets: BUCKETS,
  previousBuckets: days('2026-10-04', 28),
  series: [{ id: 'visitors', label: 'Visitors', values: [...wave(27, 420, 6), 96], previous: wave(28, 380, 3) }],
  total: { now: 9_804, before: 9_120 },
};

function Selectable() {
  const [said, say] = useState('');
  return (
    <>
      <Chart data={VISITORS} fileName="visitors" onSelect={(from, to) => say(`${from.time}..${to.time}`)} onOpen={({ time }) => say(time)} />
      <p data-testid="said">{said}</p>
    </>
  );
}

export const gallery: Gallery = {
  title: 'Chart',
  examples: {
    'compared, today unfinished': Selectable,
    bars: () => <Chart kind="bar" data={{ ...VISITORS, title: 'Revenue', measure: { unit: 'money', better: 'more' }, series: [{ id: 'revenue', label: 'Revenue', values: [...wave(27, 2_400, 40), 310] }], total: { now: 71_320 } }} />,
    'several series': () => (
      <Chart
        data={{
          title: 'Channels',
          grain: 'day',
          measure: { unit: 'count', better: 'more' },
          buckets: days('2026-11-01', 14),
          series: ['Search', 'Direct', 'Social', 'E-mail', 'Others'].map((label, index) => ({ id: label, label, values: wave(14, 300 - index * 55, index) })),
        }}
      />
    ),
    'a rate with gaps': () => (
      <Chart data={{ title: 'Bounce rate', grain: 'day', measure: { unit: 'rate', better: 'less' }, buckets: days('2026-11-01', 10), series: [{ id: 'bounce', label: 'Bounce rate', values: [0.41, 0.44, null, null, 0.39, null, 0.52, 0.48, 0.46, 0.45] }] }} height={180} />
    ),
    'one point': () => <Chart data={{ title: 'Visitors', grain: 'day', measure: { unit: 'count', better: 'more' }, buckets: days('2026-11-28', 1), series: [{ id: 'visitors', label: 'Visitors', values: [42] }] }} height={180} />,
  },
};
