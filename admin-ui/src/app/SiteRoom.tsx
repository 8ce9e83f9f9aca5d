import { __ } from '@wordpress/i18n';
import { useEffect, useState } from 'react';
import { Link, useParams } from 'react-router';
import type { Site, SiteAnalytics } from '../api/types.js';
import { LiveFeed } from '../panels/live-feed/LiveFeed.js';
import { Snippet } from '../panels/snippet/Snippet.js';
import { Sources } from '../panels/sources/Sources.js';
import { StateBadge } from '../panels/state-badge/StateBadge.js';
import { Card } from '../panels/states/Card.js';
import { ErrorState, Loading } from '../panels/states/States.js';
import { Visitors } from '../panels/visitors/Visitors.js';
import { Pages } from '../panels/pages/Pages.js';
import { queryOf, type Range, RangePicker, RANGES } from '../panels/range-picker/RangePicker.js';
import { SiteFigures } from '../panels/site-figures/SiteFigures.js';
import { useSession } from './session.js';
import { DeleteSite } from './DeleteSite.js';
import { SiteConnections } from './SiteConnections.js';
import { SiteDestinations } from './SiteDestinations.js';
import type { Theme } from './theme.js';
import { dataOf, useLoad } from '../api/use-load.js';
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
    if (known?.state !== 'not_installed') return;
    const timer = setInterval(reloadSite, INSTALL_CHECK_MS);
    return () => clearInterval(timer);
  }, [known?.state, reloadSite]);

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
            {known.name} <StateBadge state={known.state} />
          </h1>
          <span className="soft">
            {known.domain} · {known.state_reason}
          </span>
        </div>
        <Link className="components-button is-secondary" to={`/sites/${id}/events`}>
          {__('Events', 'warp')}
        </Link>
        <RangePicker range={range} onChange={setRange} />
      </div>
      {figures.is === 'failed' && <ErrorState message={figures.message} onRetry={reloadFigures} />}
      {figures.is !== 'failed' && data === undefined && <Loading height={360} />}
      {data !== undefined && (
        <>
          <SiteFigures data={data} range={range} theme={theme} currency={currencyOf(known)} />
          <Sources data={data} currency={currencyOf(known)} />
          <Pages data={data} />
          <Visitors data={data} />
        </>
      )}
      <div className="columns">
        <LiveFeed events={live.events} connected={live.connected} />
        <Card
          title={__('Destinations', 'warp')}
          aside={
            <Link className="quiet-link onward" to={`/deliveries?site_id=${id}`}>
              {__('Deliveries', 'warp')}
            </Link>
          }
        >
          <SiteDestinations siteId={id} />
        </Card>
      </div>
      {/* Moved by its style only: what is shown once, such as a connection code, stays when the first event arrives. */}
      <div className={known.state === 'not_installed' ? 'room-part first' : 'room-part'}>
        <Card title={__('Installation', 'warp')}>
          <Snippet snippet={known.snippet} state={known.state} reason={known.state_reason} />
        </Card>
        <Card title={__('Connect WordPress', 'warp')}>
          <SiteConnections siteId={id} />
        </Card>
      </div>
      <div>
        <DeleteSite site={known} />
      </div>
    </>
  );
}

const currencyOf = ({ config }: Site): string => (typeof config['currency'] === 'string' ? config['currency'] : '');
