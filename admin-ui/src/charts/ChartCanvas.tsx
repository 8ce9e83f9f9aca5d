import { BarController, BarElement, CategoryScale, Chart, Filler, LinearScale, LineController, LineElement, PointElement } from 'chart.js';
import { type RefObject, useEffect, useRef } from 'react';
import { useFormat } from '../format/FormatProvider.js';
import type { ChartData } from './chart-data.js';
import type { Colours } from './colours.js';
import { type ChartKind, configuration, type Geometry } from './configuration.js';

Chart.register(BarController, BarElement, CategoryScale, Filler, LinearScale, LineController, LineElement, PointElement);

export interface ChartCanvasProps {
  readonly kind: ChartKind;
  readonly data: ChartData;
  readonly colours: Colours;
  readonly canvas: RefObject<HTMLCanvasElement>;
  readonly onLayout: (geometry: Geometry) => void;
}

/** The part that chart.js draws; a chunk of its own, since most pages open without a chart. */
export default function ChartCanvas({ kind, data, colours, canvas, onLayout }: ChartCanvasProps) {
  const format = useFormat();
  const chart = useRef<Chart>();
  const layout = useRef(onLayout);
  layout.current = onLayout;
  useEffect(() => {
    if (canvas.current === null) return undefined;
    const drawn = new Chart(canvas.current, configuration(kind, data, colours, format, (geometry) => layout.current(geometry)));
    chart.current = drawn;
    return () => drawn.destroy();
    // Made anew for another kind only; what it shows is changed in place, below.
  }, [kind, canvas]);
  useEffect(() => {
    const { current } = chart;
    if (current === undefined) return;
    const next = configuration(kind, data, colours, format, (geometry) => layout.current(geometry));
    current.data = next.data;
    current.options = next.options!;
    current.update();
  }, [kind, data, colours, format]);
  // The picture says nothing to a screen reader: the frame has name, summary and table.
  return <canvas ref={canvas} aria-hidden="true" />;
}
