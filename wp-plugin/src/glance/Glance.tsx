import { __ } from '@wordpress/i18n';
import { dataOf, useLoad } from '../../../admin-ui/src/api/use-load.js';
import { count } from '../../../admin-ui/src/format.js';
import { EventsChart } from '../../../admin-ui/src/panels/events-chart/EventsChart.js';
import { queryOf, RANGES } from '../../../admin-ui/src/panels/range-picker/RangePicker.js';
import { ErrorState, Loading } from '../../../admin-ui/src/panels/states/States.js';
import { Totals } from '../../../admin-ui/src/panels/totals/Totals.js';
import type { SiteOverview } from '../room/FiguresTab.js';
import type { Site } from '../site/mount.js';

const WEEK = RANGES[1];

/** The last seven days, on WordPress' own dashboard. */
export function Glance({ site }: { site: Site }) {
  const [figures, reload] = useLoad('week', () => site.transport.request<SiteOverview>('GET', `/overview?${queryOf(WEEK)}`));
  const data = dataOf(figures);
  if (figures.is === 'failed') return <ErrorState message={figures.message} onRetry={reload} />;
  if (data === undefined) return <Loading height={210} />;
  const { metrics, previous, series } = data;
  return (
    <>
      <Totals
        totals={[
          { label: __('Visitors', 'warp'), value: count(metrics.visitors), now: metrics.visitors, before: previous.visitors },
          { label: __('Page views', 'warp'), value: count(metrics.page_views), now: metrics.page_views, before: previous.page_views },
          { label: __('Conversions', 'warp'), value: count(metrics.conversions), now: metrics.conversions, before: previous.conversions },
        ]}
      />
      <EventsChart points={series} grain={WEEK.grain} title={__('Events', 'warp')} theme="wp-admin" />
      <p>
        <a href={site.roomUrl}>{__('All figures', 'warp')}</a>
      </p>
    </>
  );
}
