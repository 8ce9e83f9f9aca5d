import { __ } from '@wordpress/i18n';
import { useEffect, useState } from 'react';
import { Link, useParams } from 'react-router';
import type { Site, SiteAnalytics } from '../api/types.js';
import { count, duration, money, percent, readable } from '../format.js';
import { BarList } from '../panels/bar-list/BarList.js';
import { EventsChart } from '../panels/events-chart/EventsChart.js';
import { LiveFeed } from '../panels/live-feed/LiveFeed.js';
import { Snippet } from '../panels/snippet/Snippet.js';
import { Card } from '../panels/states/Card.js';
import { ErrorState, Loading } from '../panels/states/States.js';
import { Totals } from '../panels/totals/Totals.js';
import { queryOf, type Range, RangePicker, RANGES } from './ranges.js';
import { useSession } from './session.js';
import { SiteDestinations } from './SiteDestinations.js';
import { SiteStatus } from './SiteStatus.js';
import type { Theme } from './theme.js';
import { dataOf, useLoad } from './use-load.js';
import { useLive } from './use-live.js';

const INSTALL_CHECK_MS = 3_000;

/** One site: its figures, its script, its destinations. */
export function SiteRoom({ theme }: { theme: Theme }) {
  const { id = '' } = useParams();
  const { transport } = useSession();
  const [range, setRange] = useState<Range>(RANGES[0]);
  const [site, reloadSite] = useLoad(id, () => transport.request<Site>('GET', `/api/sites/${id}`));
  const [figures, reloadFigures] = useLoad(`${id} ${range.id}`, () => transport.request<SiteAnalytics>('GET', `/api/analytics/sites/${id}?${queryOf(range)}`));
  const live = useLive([id]);
  const known = dataOf(site);
  useEffect(() => {
    if (known === undefined || known.installed) return;
    const timer = setInterval(reloadSite, INSTALL_CHECK_MS);
    return () => clearInterval(timer);
  }, [known?.installed, reloadSite]);

  if (site.is === 'failed') return <ErrorState message={site.message} onRetry={reloadSite} />;
  if (known === undefined) return <Loading height={420} />;
  const data = dataOf(figures);
  return (
    <>
      <div className="room-head">
        <div className="grow">
          <Link to="/sites" className="soft">
            {__('Sites', 'warp')}
          </Link>
          <h1>
            {known.name} <SiteStatus site={known} />
          </h1>
          <span className="soft">{known.domain}</span>
        </div>
        <RangePicker range={range} onChange={setRange} />
      </div>
      {figures.is === 'failed' && <ErrorState message={figures.message} onRetry={reloadFigures} />}
      {figures.is !== 'failed' && data === undefined && <Loading height={360} />}
      {data !== undefined && <Figures data={data} range={range} theme={theme} currency={currencyOf(known)} />}
      <div className="columns">
        <LiveFeed events={live.events} connected={live.connected} />
        <Card title={__('Destinations', 'warp')}>
          <SiteDestinations siteId={id} />
        </Card>
      </div>
      <Card title={__('Installation', 'warp')}>
        <Snippet snippet={known.snippet} installed={known.installed} />
      </Card>
    </>
  );
}

const currencyOf = ({ config }: Site): string => (typeof config['currency'] === 'string' ? config['currency'] : '');

function Figures({ data, range, theme, currency }: { data: SiteAnalytics; range: Range; theme: Theme; currency: string }) {
  const { metrics, previous } = data;
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
        <EventsChart points={data.series} grain={range.grain} title={__('Events', 'warp')} theme={theme} />
      </Card>
      <div className="columns">
        <Card title={__('Channels', 'warp')}>
          <BarList bars={data.channels.map(({ channel, sessions }) => ({ name: readable(channel), value: sessions })).filter(({ value }) => value > 0)} />
        </Card>
        <Card title={__('Top pages', 'warp')}>
          <BarList bars={data.pages.top.map(({ path, count: views }) => ({ name: path, value: views }))} />
        </Card>
        <Card title={__('Countries', 'warp')}>
          <BarList bars={data.geo.countries.map(({ name, sessions }) => ({ name: countryName(name), value: sessions }))} />
        </Card>
        <Card title={__('Browsers', 'warp')}>
          <BarList bars={data.devices.browsers.map(({ name, sessions }) => ({ name, value: sessions }))} />
        </Card>
      </div>
    </>
  );
}

const countries = new Intl.DisplayNames('en', { type: 'region', fallback: 'code' });

const countryName = (code: string): string => (/^[A-Z]{2}$/.test(code) ? (countries.of(code) ?? code) : code);
