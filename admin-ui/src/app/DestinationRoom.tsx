import { __, sprintf } from '@wordpress/i18n';
import { useEffect } from 'react';
import { Link, useParams } from 'react-router';
import type { DestinationFigures as Figures, OutcomeCount } from '../api/deliveries.js';
import type { Destination, PluginInfo, Site } from '../api/types.js';
import { dataOf, useLoad } from '../api/use-load.js';
import { ago } from '../format.js';
import { DestinationFigures } from '../panels/destination-figures/DestinationFigures.js';
import { Outcomes } from '../panels/destination-figures/Outcomes.js';
import { Card } from '../panels/states/Card.js';
import { Empty, ErrorState, Loading } from '../panels/states/States.js';
import { destinationActions } from './destination-actions.js';
import { DestinationHead } from './DestinationHead.js';
import { DestinationMapping } from './DestinationMapping.js';
import { useSession } from './session.js';

const REFRESH_MS = 10_000;

/** One destination: how it goes, which events it gets, and exactly what it is sent. */
export function DestinationRoom() {
  const { id: siteId = '', destinationId = '' } = useParams();
  const { transport } = useSession();
  const [state, reload] = useLoad(`${siteId} ${destinationId}`, async () => {
    const [site, destinations, plugins] = await Promise.all([
      transport.request<Site>('GET', `/api/sites/${siteId}`),
      transport.request<{ items: Destination[] }>('GET', `/api/sites/${siteId}/destinations`),
      transport.request<{ items: PluginInfo[] }>('GET', '/api/plugins'),
    ]);
    return { site, destination: destinations.items.find(({ id }) => id === destinationId), plugins: plugins.items };
  });
  const data = dataOf(state);

  if (state.is === 'failed') return <ErrorState message={state.message} onRetry={reload} />;
  if (data === undefined) return <Loading height={480} />;
  const { site, destination, plugins } = data;
  if (destination === undefined)
    return (
      <Empty title={__('There is no such destination', 'warp')}>
        <Link to={`/sites/${siteId}`}>{__('Back to the site', 'warp')}</Link>
      </Empty>
    );
  return (
    <>
      <DestinationHead site={site} destination={destination} plugins={plugins} actions={destinationActions(transport, siteId, { plugins, reload })} />
      <LastDay siteId={siteId} destination={destination} />
      <DestinationMapping key={destination.id} siteId={siteId} destination={destination} onSaved={reload} />
    </>
  );
}

/** Figures of the last 24 hours, kept fresh. */
function LastDay({ siteId, destination: { id } }: { siteId: string; destination: Destination }) {
  const { transport } = useSession();
  const [figures, reloadFigures] = useLoad(id, async () => (await transport.request<{ items: Figures[] }>('GET', '/api/monitoring/destinations')).items.find(({ destination_id }) => destination_id === id));
  const [outcomes, reloadOutcomes] = useLoad(id, () => transport.request<{ items: OutcomeCount[] }>('GET', `/api/sites/${siteId}/destinations/${id}/outcomes`));
  useEffect(() => {
    const timer = setInterval(() => {
      reloadFigures();
      reloadOutcomes();
    }, REFRESH_MS);
    return () => clearInterval(timer);
  }, [reloadFigures, reloadOutcomes]);
  const [known, counts] = [dataOf(figures), dataOf(outcomes)?.items];
  const hasFailed = counts?.some(({ state }) => state === 'dead') ?? false;
  return (
    <>
      {figures.is === 'failed' && <ErrorState message={figures.message} onRetry={reloadFigures} />}
      {figures.is !== 'failed' && (known === undefined ? <Loading height={92} /> : <DestinationFigures figures={known} />)}
      <Card
        title={__('What became of the events, last 24 hours', 'warp')}
        aside={
          <>
            {known !== undefined && known.last_success_at !== null && (
              <span className="soft">
                {
                  // translators: %s: such as “5 min ago”.
                  sprintf(__('Last arrived %s', 'warp'), ago(known.last_success_at, Date.now()))
                }
              </span>
            )}
            {hasFailed && (
              <Link className="quiet-link onward" to={`/deliveries?destination_id=${id}`}>
                {__('See what failed', 'warp')}
              </Link>
            )}
          </>
        }
      >
        {outcomes.is === 'failed' && <ErrorState message={outcomes.message} onRetry={reloadOutcomes} />}
        {outcomes.is !== 'failed' && (counts === undefined ? <Loading /> : <Outcomes outcomes={counts} />)}
      </Card>
    </>
  );
}
