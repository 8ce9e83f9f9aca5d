import { Suspense, useMemo } from 'react';
import type { Point } from '../../api/types.js';
import { lazyPart } from '../../components/lazy-part.js';
import { Loading } from '../../components/States.js';

/** chart.js is half of the dashboard's weight, so it comes after the figures. */
const LineChart = lazyPart(() => import('../../charts/LineChart.js'));

export interface EventsChartProps {
  readonly points: readonly Point[];
  /** Labels by the hour or by the day. */
  readonly grain: 'hour' | 'day';
  readonly title: string;
  readonly theme: string;
}

export function EventsChart({ points, grain, title, theme }: EventsChartProps) {
  const labels = useMemo(() => {
    const format = new Intl.DateTimeFormat('en', grain === 'hour' ? { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' } : { day: 'numeric', month: 'short' });
    return points.map(({ time }) => format.format(new Date(time)));
  }, [points, grain]);
  const values = useMemo(() => points.map(({ events }) => events), [points]);
  return (
    <div className="chart">
      <Suspense fallback={<Loading height={240} />}>
        <LineChart labels={labels} values={values} title={title} theme={theme} />
      </Suspense>
    </div>
  );
}
