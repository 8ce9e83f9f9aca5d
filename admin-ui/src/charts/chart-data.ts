import { __, sprintf } from '@wordpress/i18n';
import { describeChange } from '../components/change/describe-change.js';
import { compare, type Comparable, type Measure } from '../format/comparison.js';
import type { CsvValue } from '../format/csv.js';
import type { Format } from '../format/format.js';
import type { Figure } from '../format/numbers.js';
import type { Grain } from '../format/times.js';
import { writers } from '../format/writers.js';

/** A stretch of time that one point of a chart stands for. */
export interface Bucket {
  /** When it begins: a moment, or a day. */
  readonly time: string;
  /** Cut off by the range or by now: its value is not to be compared with whole ones. The server says which are. */
  readonly partial?: boolean;
}

export interface ChartSeries {
  readonly id: string;
  readonly label: string;
  /** One a bucket; null: no data. */
  readonly values: readonly Figure[];
  /** The compared period's, in the buckets of `previousBuckets`. */
  readonly previous?: readonly Figure[];
}

export interface ChartData {
  /** What the chart shows. */
  readonly title: string;
  readonly grain: Grain;
  readonly measure: Measure;
  /** Of amounts, where it is not the site's. */
  readonly currency?: string;
  readonly buckets: readonly Bucket[];
  readonly previousBuckets?: readonly Bucket[];
  readonly series: readonly ChartSeries[];
  /** Of the whole range, where adding up the buckets does not give it: visitors, rates, averages. */
  readonly total?: { readonly now: Figure; readonly before?: Figure };
}

const writeOf = ({ measure, currency }: ChartData, format: Format): ((value: Figure) => string) => writers(format, measure, currency).exact;

/** What is said of one bucket, on hover and to who goes through the chart by keys. */
export interface BucketText {
  readonly when: string;
  readonly lines: readonly { readonly id: string; readonly label: string; readonly value: string; readonly before?: string; readonly change?: { readonly text: string; readonly tone: string } }[];
  /** The date that the values before are of. */
  readonly whenBefore: string | undefined;
}

export function bucketText(data: ChartData, index: number, format: Format): BucketText {
  const bucket = data.buckets[index];
  const previous = data.previousBuckets?.[index];
  const write = writeOf(data, format);
  return {
    when: bucket === undefined ? '' : nameOf(bucket, data.grain, format),
    whenBefore: previous === undefined ? undefined : format.bucket(previous.time, data.grain, 'long'),
    lines: data.series.map(({ id, label, values, previous: before }) => ({
      id,
      label,
      value: write(values[index]),
      ...(before === undefined || previous === undefined ? {} : { before: write(before[index]), ...changeOf(data, { now: values[index], before: before[index] }, bucket?.partial === true, format) }),
    })),
  };
}

function nameOf({ time, partial }: Bucket, grain: Grain, format: Format): string {
  const when = format.bucket(time, grain, 'long');
  /* translators: %s: a time */
  return partial === true ? sprintf(__('%s, so far', 'warp'), when) : when;
}

/** An unfinished bucket is never compared with a whole one. */
function changeOf(data: ChartData, values: Pick<Comparable, 'now' | 'before'>, partial: boolean, format: Format): { change?: { text: string; tone: string } } {
  if (partial) return {};
  const change = describeChange(compare({ ...values, measure: data.measure }), format, writeOf(data, format));
  return change === undefined ? {} : { change: { text: `${change.arrow} ${change.text}`.trim(), tone: change.tone } };
}

/** The same in a sentence. */
export const bucketSentence = ({ when, lines, whenBefore }: BucketText): string =>
  [
    `${when}:`,
    lines
      .map(({ label, value, before, change }) => [label, value, ...(before === undefined || whenBefore === undefined ? [] : [`(${whenBefore}: ${before}${change === undefined ? '' : `, ${change.text}`})`])].join(' '))
      .join('; '),
  ].join(' ');

/** What the chart shows, for who does not see it: total, change, highest and lowest whole bucket of each series. */
export function summaryOf(data: ChartData, format: Format): string {
  return data.series.map((series) => seriesSummary(data, series, format)).join(' ');
}

function seriesSummary(data: ChartData, { label, values, previous }: ChartSeries, format: Format): string {
  const write = writeOf(data, format);
  const additive = data.measure.unit === 'count' || data.measure.unit === 'money';
  const isAlone = data.series.length === 1;
  const now = (isAlone ? data.total?.now : undefined) ?? (additive ? sum(values) : undefined);
  const before = (isAlone ? data.total?.before : undefined) ?? (additive && previous !== undefined ? sum(previous) : undefined);
  const whole = values.flatMap((value, index) => (typeof value === 'number' && data.buckets[index]?.partial !== true ? [{ value, bucket: data.buckets[index]! }] : []));
  const name = (bucket: Bucket): string => format.bucket(bucket.time, data.grain, 'long');
  const sentences: string[] = [];
  /* translators: 1: a metric, 2: its value over the whole range */
  if (now !== undefined) sentences.push(sprintf(__('%1$s: %2$s in all.', 'warp'), label, write(now)));
  else sentences.push(`${label}.`);
  const change = before === undefined ? undefined : describeChange(compare({ now, before, measure: data.measure }), format, write);
  if (change !== undefined) sentences.push(change.sentence);
  const [first, ...rest] = whole;
  if (first === undefined) return [...sentences, __('There is no data.', 'warp')].join(' ');
  if (rest.length === 0) return sentences.join(' ');
  const highest = whole.reduce((best, entry) => (entry.value > best.value ? entry : best), first);
  const lowest = whole.reduce((least, entry) => (entry.value < least.value ? entry : least), first);
  /* translators: 1: a value, 2: when it was, 3: another value, 4: when that was */
  sentences.push(sprintf(__('Highest: %1$s (%2$s). Lowest: %3$s (%4$s).', 'warp'), write(highest.value), name(highest.bucket), write(lowest.value), name(lowest.bucket)));
  return sentences.join(' ');
}

const sum = (values: readonly Figure[]): number => values.reduce<number>((total, value) => total + (value ?? 0), 0);

/** The chart as a table: its twin for reading, and its CSV. */
export function tableOf(data: ChartData): { readonly header: readonly string[]; readonly rows: readonly { readonly bucket: Bucket; readonly previous: Bucket | undefined; readonly values: readonly Figure[] }[] } {
  const compared = data.previousBuckets !== undefined;
  /* translators: %s: a metric */
  const before = (label: string): string => sprintf(__('%s before', 'warp'), label);
  return {
    header: [__('Time', 'warp'), ...data.series.flatMap(({ label, previous }) => [label, ...(previous === undefined ? [] : [before(label)])]), ...(compared ? [__('Compared time', 'warp')] : [])],
    rows: data.buckets.map((bucket, index) => ({
      bucket,
      previous: data.previousBuckets?.[index],
      values: data.series.flatMap(({ values, previous }) => [values[index], ...(previous === undefined ? [] : [previous[index]])]),
    })),
  };
}

export const csvRowsOf = (data: ChartData): readonly (readonly CsvValue[])[] =>
  tableOf(data).rows.map(({ bucket, previous, values }) => [bucket.time, ...values, ...(data.previousBuckets === undefined ? [] : [previous?.time])]);
