import { __ } from '@wordpress/i18n';
import { Link, useSearchParams } from 'react-router';
import { useOverview } from '../../api/queries/analytics.js';
import { useLive } from '../../api/queries/live.js';
import { useSiteNames } from '../../api/queries/sites.js';
import type { Overview } from '../../api/types.js';
import { Card } from '../../components/Card.js';
import { ErrorBoundary } from '../../components/ErrorBoundary.js';
import { QueryView } from '../../components/QueryView.js';
import { ChartSkeleton, RowsSkeleton, TilesSkeleton } from '../../components/Skeletons.js';
import { useTheme } from '../../components/theme.js';
import { useTitle } from '../../components/use-title.js';
import { count } from '../../format.js';
import { EventsChart } from '../../panels/events-chart/EventsChart.js';
import { LiveFeed } from '../../panels/live-feed/LiveFeed.js';
import { periodOf, type Range, rangeOf, RangePicker } from '../../panels/range-picker/RangePicker.js';
import { TopSites } from '../../panels/top-sites/TopSites.js';
import { Totals } from '../../panels/totals/Totals.js';

/** All sites at a glance. The address names the range. */
export default function OverviewPage() {
  useTitle(__('Overview', 'warp'));
  const [search, setSearch] = useSearchParams();
  const range = rangeOf(search.get('range'));
  const overview = useOverview({ id: range.id, now: () => periodOf(range) });
  const names = useSiteNames();
  const live = useLive([...names.keys()]);
  return (
    <>
      <div className="page-head">
        <h1 className="grow">{__('Overview', 'warp')}</h1>
        <span className="badge good number">
          {count(live.metrics?.active_sessions ?? 0)} {__('active now', 'warp')} · {count(live.metrics?.events_per_minute ?? 0)} {__('events/min', 'warp')}
        </span>
        <RangePicker range={range} onChange={({ id }) => setSearch({ range: id }, { replace: true, preventScrollReset: true })} />
      </div>
      <QueryView
        query={overview}
        skeleton={
          <>
            <TilesSkeleton count={5} />
            <ChartSkeleton />
          </>
        }
      >
        {(data) => <Metrics data={data} range={range} />}
      </QueryView>
      <div className="columns wide-left">
        <ErrorBoundary>
          <LiveFeed events={live.events} connected={live.connected} siteName={(id) => names.get(id) ?? ''} />
        </ErrorBoundary>
        <Card title={__('Top sites', 'warp')}>
          <QueryView query={overview} skeleton={<RowsSkeleton />}>
            {({ top_sites }) => <TopSites sites={top_sites} nameOf={({ site_id, name }) => <Link to={`/sites/${site_id}`}>{name}</Link>} />}
          </QueryView>
        </Card>
      </div>
    </>
  );
}

function Metrics({ data: { totals, previous, series }, range }: { data: Overview; range: Range }) {
  const theme = useTheme();
  return (
    <>
      <Totals
        totals={[
          { label: __('Events', 'warp'), value: count(totals.events), now: totals.events, before: previous.events },
          { label: __('Sessions', 'warp'), value: count(totals.sessions), now: totals.sessions, before: previous.sessions },
          { label: __('Page views', 'warp'), value: count(totals.page_views), now: totals.page_views, before: previous.page_views },
          { label: __('Conversions', 'warp'), value: count(totals.conversions), now: totals.conversions, before: previous.conversions },
          { label: __('Active sites', 'warp'), value: count(totals.active_sites) },
        ]}
      />
      <Card title={range.grain === 'hour' ? __('Events per hour', 'warp') : __('Events per day', 'warp')}>
        <EventsChart points={series} grain={range.grain} title={__('Events', 'warp')} theme={theme} />
      </Card>
    </>
  );
}
