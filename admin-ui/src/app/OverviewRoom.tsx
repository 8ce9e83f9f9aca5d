import { __ } from '@wordpress/i18n';
import { useEffect, useState } from 'react';
import { Link } from 'react-router';
import type { Overview, Site } from '../api/types.js';
import { count } from '../format.js';
import { EventsChart } from '../panels/events-chart/EventsChart.js';
import { LiveFeed } from '../panels/live-feed/LiveFeed.js';
import { Card } from '../panels/states/Card.js';
import { ErrorState, Loading } from '../panels/states/States.js';
import { TopSites } from '../panels/top-sites/TopSites.js';
import { Totals } from '../panels/totals/Totals.js';
import { queryOf, type Range, RangePicker, RANGES } from '../panels/range-picker/RangePicker.js';
import { useSession } from './session.js';
import type { Theme } from './theme.js';
import { dataOf, useLoad } from '../api/use-load.js';
import { useLive } from './use-live.js';

/** The live figures go by the second; the sums follow this often. */
const REFRESH_MS = 15_000;

/** All sites at a glance. */
export function OverviewRoom({ theme }: { theme: Theme }) {
  const { transport } = useSession();
  const [range, setRange] = useState<Range>(RANGES[0]);
  const [overview, reload] = useLoad(range.id, () => transport.request<Overview>('GET', `/api/analytics/overview?${queryOf(range)}`));
  const [sites] = useLoad('sites', () => transport.request<{ items: Site[] }>('GET', '/api/sites?page_size=100'));
  const names = new Map(dataOf(sites)?.items.map(({ id, name }) => [id, name]));
  const live = useLive([...names.keys()]);
  const data = dataOf(overview);
  useEffect(() => {
    const timer = setInterval(reload, REFRESH_MS);
    return () => clearInterval(timer);
  }, [reload]);
  return (
    <>
      <div className="room-head">
        <h1 className="grow">{__('Overview', 'warp')}</h1>
        <span className="badge good number">
          {count(live.metrics?.active_sessions ?? 0)} {__('active now', 'warp')} · {count(live.metrics?.events_per_minute ?? 0)} {__('events/min', 'warp')}
        </span>
        <RangePicker range={range} onChange={setRange} />
      </div>
      {overview.is === 'failed' && <ErrorState message={overview.message} onRetry={reload} />}
      {overview.is !== 'failed' && data === undefined && <Loading height={360} />}
      {data !== undefined && <Figures data={data} range={range} theme={theme} />}
      <div className="columns wide-left">
        <LiveFeed events={live.events} connected={live.connected} siteName={(id) => names.get(id) ?? ''} />
        <Card title={__('Top sites', 'warp')}>
          {data === undefined ? <Loading /> : <TopSites sites={data.top_sites} nameOf={({ site_id, name }) => <Link to={`/sites/${site_id}`}>{name}</Link>} />}
        </Card>
      </div>
    </>
  );
}

function Figures({ data: { totals, previous, series }, range, theme }: { data: Overview; range: Range; theme: Theme }) {
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
