import { __ } from '@wordpress/i18n';
import type { SiteAnalytics } from '../../api/types.js';
import { count, duration, money, percent } from '../../format.js';
import { EventsChart } from '../events-chart/EventsChart.js';
import type { Range } from '../range-picker/RangePicker.js';
import { Card } from '../../components/Card.js';
import { Totals } from '../totals/Totals.js';

export interface SiteFiguresProps {
  readonly data: SiteAnalytics;
  readonly range: Range;
  /** ISO 4217; empty: the site sets none. */
  readonly currency: string;
  readonly theme: string;
}

/** A site's key figures against the period before, and its events over time. */
export function SiteFigures({ data, range, currency, theme }: SiteFiguresProps) {
  const { metrics, previous, series } = data;
  return (
    <>
      <Totals
        totals={[
          { label: __('Visitors', 'warp'), value: count(metrics.visitors), now: metrics.visitors, before: previous.visitors },
          { label: __('Sessions', 'warp'), value: count(metrics.sessions), now: metrics.sessions, before: previous.sessions },
          { label: __('Page views', 'warp'), value: count(metrics.page_views), now: metrics.page_views, before: previous.page_views },
          { label: __('Conversions', 'warp'), value: count(metrics.conversions), now: metrics.conversions, before: previous.conversions },
          { label: __('Revenue', 'warp'), value: money(metrics.revenue, currency), now: metrics.revenue, before: previous.revenue },
          { label: __('Bounce rate', 'warp'), value: percent(metrics.bounce_rate) },
          { label: __('Session length', 'warp'), value: duration(metrics.avg_session_duration) },
        ]}
      />
      <Card title={range.grain === 'hour' ? __('Events per hour', 'warp') : __('Events per day', 'warp')}>
        <EventsChart points={series} grain={range.grain} title={__('Events', 'warp')} theme={theme} />
      </Card>
    </>
  );
}
