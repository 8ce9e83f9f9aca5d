import { __ } from '@wordpress/i18n';
import { useOwnOverview } from '../../../admin-ui/src/api/queries/own-site.js';
import { QueryView } from '../../../admin-ui/src/components/QueryView.js';
import { Loading } from '../../../admin-ui/src/components/States.js';
import { count } from '../../../admin-ui/src/format.js';
import { EventsChart } from '../../../admin-ui/src/panels/events-chart/EventsChart.js';
import { periodOf, RANGES } from '../../../admin-ui/src/panels/range-picker/RangePicker.js';
import { Totals } from '../../../admin-ui/src/panels/totals/Totals.js';
import type { Site } from '../site/mount.js';

const WEEK = RANGES[1];

/** The last seven days, on WordPress' own dashboard. */
export function Glance({ site }: { site: Site }) {
  const overview = useOwnOverview({ id: WEEK.id, now: () => periodOf(WEEK) });
  return (
    <QueryView query={overview} skeleton={<Loading height={210} />}>
      {({ metrics, previous, series }) => (
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
      )}
    </QueryView>
  );
}
