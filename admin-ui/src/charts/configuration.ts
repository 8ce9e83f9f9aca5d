import type { ChartConfiguration, ChartDataset, Plugin } from 'chart.js';
import type { Format } from '../format/format.js';
import type { Figure } from '../format/numbers.js';
import { writers } from '../format/writers.js';
import type { Bucket, ChartData } from './chart-data.js';
import { type Colours, withOpacity } from './colours.js';

export type ChartKind = 'line' | 'bar';

/** Where the buckets are on the canvas, in px. */
export interface Geometry {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
  readonly xs: readonly number[];
}

const DASH = [4, 4];

/** What chart.js is told: the current period over the one before, unfinished buckets dashed or hatched. */
export function configuration(kind: ChartKind, data: ChartData, colours: Colours, format: Format, onLayout: (geometry: Geometry) => void): ChartConfiguration {
  const { short } = writers(format, data.measure, data.currency);
  const isAlone = data.series.length === 1;
  const current = data.series.map(({ label, values }, index) => {
    const colour = colours.series[index % colours.series.length]!;
    return kind === 'bar' ? bars(label, values, colour, data.buckets) : line(label, values, colour, data.buckets, isAlone);
  });
  const previous = data.series.flatMap(({ label, previous: values }) => (values === undefined ? [] : [before(kind, label, values.slice(0, data.buckets.length), colours)]));
  return {
    type: kind,
    data: { labels: data.buckets.map(({ time }) => format.bucket(time, data.grain, 'short')), datasets: [...current, ...previous] as ChartDataset[] },
    options: {
      responsive: true,
      maintainAspectRatio: false,
      animation: matchMedia('(prefers-reduced-motion: reduce)').matches ? false : { duration: 250 },
      // Pointer and keys are answered by the frame around the canvas, with text the page can style and read out.
      events: [],
      layout: { padding: { top: 8 } },
      plugins: { legend: { display: false }, tooltip: { enabled: false } },
      scales: {
        x: { offset: kind === 'bar' || data.buckets.length === 1, grid: { display: false }, border: { color: colours.line }, ticks: { color: colours.soft, maxRotation: 0, maxTicksLimit: 8, autoSkipPadding: 24 } },
        y: { beginAtZero: true, border: { display: false }, grid: { color: colours.line }, ticks: { color: colours.soft, maxTicksLimit: 5, ...(data.measure.unit === 'count' ? { precision: 0 } : {}), callback: (value) => short(Number(value)) } },
      },
    },
    plugins: [layoutOf(onLayout)],
  };
}

/** Tells where the buckets came to lie, whenever that changes. */
const layoutOf = (onLayout: (geometry: Geometry) => void): Plugin => ({
  id: 'warp-layout',
  afterUpdate: ({ chartArea, scales: { x }, data: { labels = [] } }) => {
    if (chartArea === undefined || x === undefined) return;
    const { left, right, top, bottom } = chartArea;
    onLayout({ left, right, top, bottom, xs: labels.map((_, index) => x.getPixelForValue(index)) });
  },
});

function line(label: string, values: readonly Figure[], colour: string, buckets: readonly Bucket[], filled: boolean): ChartDataset<'line'> {
  const isPartial = (index: number): boolean => buckets[index]?.partial === true;
  return {
    type: 'line',
    label,
    data: values.map((value) => value ?? null),
    borderColor: colour,
    backgroundColor: filled ? withOpacity(colour, 0.1) : colour,
    fill: filled,
    borderWidth: 2,
    // A point that has no neighbour would draw nothing.
    pointRadius: ({ dataIndex }) => (values[dataIndex - 1] === undefined || values[dataIndex - 1] === null) && (values[dataIndex + 1] === undefined || values[dataIndex + 1] === null) ? 3 : 0,
    pointBackgroundColor: colour,
    tension: 0.25,
    cubicInterpolationMode: 'monotone',
    segment: { borderDash: ({ p0DataIndex, p1DataIndex }) => (isPartial(p1DataIndex) || isPartial(p0DataIndex) ? DASH : undefined) },
    order: 1,
  };
}

const bars = (label: string, values: readonly Figure[], colour: string, buckets: readonly Bucket[]): ChartDataset<'bar'> => ({
  type: 'bar',
  label,
  data: values.map((value) => value ?? null),
  backgroundColor: ({ dataIndex }) => (buckets[dataIndex]?.partial === true ? hatch(colour) : colour),
  borderColor: colour,
  borderWidth: ({ dataIndex }) => (buckets[dataIndex]?.partial === true ? 1 : 0),
  borderRadius: 3,
  maxBarThickness: 28,
  order: 2,
});

const before = (kind: ChartKind, label: string, values: readonly Figure[], { previous }: Colours): ChartDataset<'line'> => ({
  type: 'line',
  label,
  data: values.map((value) => value ?? null),
  borderColor: previous,
  borderWidth: 1.5,
  pointRadius: values.length > 1 ? 0 : 3,
  tension: kind === 'bar' ? 0 : 0.25,
  cubicInterpolationMode: 'monotone',
  order: kind === 'bar' ? 1 : 2,
});

/** Stripes for what is not finished: told apart without colour. */
function hatch(colour: string): CanvasPattern | string {
  const tile = document.createElement('canvas');
  tile.width = tile.height = 6;
  const context = tile.getContext('2d');
  if (context === null) return colour;
  context.strokeStyle = colour;
  context.lineWidth = 1.5;
  context.beginPath();
  for (const x of [-6, 0, 6]) {
    context.moveTo(x, 6);
    context.lineTo(x + 6, 0);
  }
  context.stroke();
  return context.createPattern(tile, 'repeat') ?? colour;
}
