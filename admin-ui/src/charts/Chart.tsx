import { Button, VisuallyHidden } from '@wordpress/components';
import { __ } from '@wordpress/i18n';
import { lazy, Suspense, useId, useRef, useState } from 'react';
import { downloadFile } from '../components/download-file.js';
import { Skeleton } from '../components/skeleton/Skeleton.js';
import '../components/tokens.css';
import { toCsv } from '../format/csv.js';
import { useFormat } from '../format/FormatProvider.js';
import './Chart.css';
import { type Bucket, bucketSentence, bucketText, type ChartData, csvRowsOf, summaryOf, tableOf } from './chart-data.js';
import { ChartTable } from './ChartTable.js';
import { useColours } from './colours.js';
import type { ChartKind, Geometry } from './configuration.js';
import { Hover } from './Hover.js';
import { pictureOf } from './picture.js';
import { useSelection } from './use-selection.js';

const ChartCanvas = lazy(() => import('./ChartCanvas.js'));

export interface ChartProps {
  readonly data: ChartData;
  readonly kind?: ChartKind;
  /** In px. */
  readonly height?: number;
  /** A range was dragged, or chosen by Shift and arrows. */
  readonly onSelect?: (from: Bucket, to: Bucket) => void;
  readonly onOpen?: (bucket: Bucket) => void;
  /** The name of its files, without an ending; not given: none are offered. */
  readonly fileName?: string;
}

/** Metrics over time against the period before. Everything it shows is also text: a summary, each bucket by keys, a table. */
export function Chart({ data, kind = 'line', height = 260, onSelect, onOpen, fileName }: ChartProps) {
  const format = useFormat();
  const [asTable, setAsTable] = useState(false);
  const [geometry, setGeometry] = useState<Geometry>();
  const frame = useRef<HTMLDivElement>(null);
  const canvas = useRef<HTMLCanvasElement>(null);
  const colours = useColours(frame);
  const summaryId = useId();
  const { active, span, byKeys, on } = useSelection({
    geometry,
    onSelect: onSelect === undefined ? undefined : ({ first, last }) => onSelect(data.buckets[first]!, data.buckets[last]!),
    onOpen: onOpen === undefined ? undefined : (index) => onOpen(data.buckets[index]!),
  });
  const text = active === undefined || active >= data.buckets.length ? undefined : bucketText(data, active, format);

  const savePicture = async (): Promise<void> => {
    if (canvas.current === null || colours === undefined) return;
    const picture = await pictureOf(canvas.current, data.title, colours);
    if (picture !== null) downloadFile(`${fileName}.png`, picture);
  };
  return (
    <figure className="warp-chart" ref={frame} aria-label={data.title}>
      <p className="warp-chart-summary" id={summaryId}>
        {summaryOf(data, format)}
      </p>
      {asTable ? (
        <ChartTable data={data} height={height} />
      ) : (
        <div className="warp-chart-plot" style={{ height }} role="group" aria-roledescription={__('chart', 'warp')} aria-label={data.title} aria-describedby={summaryId} tabIndex={0} data-selectable={onSelect === undefined ? undefined : ''} {...on}>
          {colours !== undefined && (
            <Suspense fallback={<Skeleton shape="chart" height={height} />}>
              <ChartCanvas kind={kind} data={data} colours={colours} canvas={canvas} onLayout={(next) => setGeometry((before) => (JSON.stringify(before) === JSON.stringify(next) ? before : next))} />
            </Suspense>
          )}
          {geometry !== undefined && active !== undefined && text !== undefined && <Hover text={text} geometry={geometry} active={active} span={span} />}
          <VisuallyHidden aria-live="polite">{byKeys && text !== undefined ? bucketSentence(text) : ''}</VisuallyHidden>
        </div>
      )}
      <figcaption className="warp-chart-foot">
        <Legend data={data} />
        <span className="warp-chart-actions">
          <Button size="compact" variant="tertiary" aria-pressed={asTable} onClick={() => setAsTable(!asTable)}>
            {__('Table', 'warp')}
          </Button>
          {fileName !== undefined && (
            <>
              {!asTable && (
                <Button size="compact" variant="tertiary" onClick={() => void savePicture()}>
                  {__('PNG', 'warp')}
                </Button>
              )}
              <Button size="compact" variant="tertiary" onClick={() => downloadFile(`${fileName}.csv`, new Blob([toCsv(tableOf(data).header, csvRowsOf(data))], { type: 'text/csv;charset=utf-8' }))}>
                {__('CSV', 'warp')}
              </Button>
            </>
          )}
        </span>
      </figcaption>
    </figure>
  );
}

/** Which line is which, where there is more than one. */
function Legend({ data: { series } }: { data: ChartData }) {
  const compared = series.some(({ previous }) => previous !== undefined);
  if (series.length === 1 && !compared) return <span />;
  return (
    <ul className="warp-chart-legend">
      {series.map(({ id, label }, index) => (
        <li key={id} data-series={index + 1}>
          {label}
        </li>
      ))}
      {compared && <li data-series="previous">{__('Compared period', 'warp')}</li>}
    </ul>
  );
}
