import { __ } from '@wordpress/i18n';
import { Link, useParams, useSearchParams } from 'react-router';
import { useSiteAnalytics } from '../../api/queries/analytics.js';
import { useLive } from '../../api/queries/live.js';
import { useRight } from '../../api/queries/me.js';
import { useSite } from '../../api/queries/sites.js';
import type { Site } from '../../api/types.js';
import { Card } from '../../components/Card.js';
import { ErrorBoundary } from '../../components/ErrorBoundary.js';
import { QueryView } from '../../components/QueryView.js';
import { CardsSkeleton, ChartSkeleton, PageSkeleton, TilesSkeleton } from '../../components/Skeletons.js';
import { StateBadge } from '../../components/StateBadge.js';
import { useTheme } from '../../components/theme.js';
import { useTitle } from '../../components/use-title.js';
import { LiveFeed } from '../../panels/live-feed/LiveFeed.js';
import { Pages } from '../../panels/pages/Pages.js';
import { periodOf, type Range, rangeOf, RangePicker } from '../../panels/range-picker/RangePicker.js';
import { SiteFigures } from '../../panels/site-figures/SiteFigures.js';
import { Snippet } from '../../panels/snippet/Snippet.js';
import { Sources } from '../../panels/sources/Sources.js';
import { Visitors } from '../../panels/visitors/Visitors.js';
import { DeleteSite } from './DeleteSite.js';
import { SiteConnections } from './SiteConnections.js';
import { SiteDestinations } from './SiteDestinations.js';

/** One site: its metrics, its script, its destinations. */
export default function SitePage() {
  const { siteId = '' } = useParams();
  const site = useSite(siteId);
  useTitle(site.data?.name ?? __('Site', 'warp'));
  return (
    <QueryView query={site} skeleton={<PageSkeleton />}>
      {(known) => <SiteContent site={known} />}
    </QueryView>
  );
}

function SiteContent({ site }: { site: Site }) {
  const [search, setSearch] = useSearchParams();
  const range = rangeOf(search.get('range'));
  const canDelete = useRight('sites.delete');
  return (
    <>
      <div className="page-head">
        <div className="grow">
          <Link to="/sites" className="soft">
            {__('Sites', 'warp')}
          </Link>
          <h1>
            {site.name} <StateBadge state={site.state} />
          </h1>
          <span className="soft">
            {site.domain} · {site.state_reason}
          </span>
        </div>
        <Link className="components-button is-secondary" to={`/sites/${site.id}/events`}>
          {__('Events', 'warp')}
        </Link>
        <RangePicker range={range} onChange={({ id }) => setSearch({ range: id }, { replace: true, preventScrollReset: true })} />
      </div>
      <Analytics site={site} range={range} />
      <div className="columns">
        <SiteLive siteId={site.id} />
        <Card
          title={__('Destinations', 'warp')}
          aside={
            <Link className="quiet-link onward" to={`/deliveries?site_id=${site.id}`}>
              {__('Deliveries', 'warp')}
            </Link>
          }
        >
          <SiteDestinations siteId={site.id} />
        </Card>
      </div>
      {/* Moved by its style only: what is shown once, such as a connection code, stays when the first event arrives. */}
      <div className={site.state === 'not_installed' ? 'page-part first' : 'page-part'}>
        <Card title={__('Installation', 'warp')}>
          <Snippet snippet={site.snippet} state={site.state} reason={site.state_reason} />
        </Card>
        <Card title={__('Connect WordPress', 'warp')}>
          <SiteConnections siteId={site.id} />
        </Card>
      </div>
      {canDelete && (
        <div>
          <DeleteSite site={site} />
        </div>
      )}
    </>
  );
}

function Analytics({ site, range }: { site: Site; range: Range }) {
  const theme = useTheme();
  const analytics = useSiteAnalytics(site.id, { id: range.id, now: () => periodOf(range) });
  const currency = currencyOf(site);
  return (
    <QueryView
      query={analytics}
      skeleton={
        <>
          <TilesSkeleton count={7} />
          <ChartSkeleton />
          <CardsSkeleton count={2} />
        </>
      }
    >
      {(data) => (
        <>
          <ErrorBoundary>
            <SiteFigures data={data} range={range} theme={theme} currency={currency} />
          </ErrorBoundary>
          <ErrorBoundary>
            <Sources data={data} currency={currency} />
          </ErrorBoundary>
          <ErrorBoundary>
            <Pages data={data} />
          </ErrorBoundary>
          <ErrorBoundary>
            <Visitors data={data} />
          </ErrorBoundary>
        </>
      )}
    </QueryView>
  );
}

function SiteLive({ siteId }: { siteId: string }) {
  const live = useLive([siteId]);
  return (
    <ErrorBoundary>
      <LiveFeed events={live.events} connected={live.connected} />
    </ErrorBoundary>
  );
}

const currencyOf = ({ config }: Site): string => (typeof config['currency'] === 'string' ? config['currency'] : '');
