import { __, sprintf } from '@wordpress/i18n';
import { Link, useParams } from 'react-router';
import { useDestinationFigures } from '../../api/queries/deliveries.js';
import { useDestinationActions, useDestinations, useOutcomes, usePlugins } from '../../api/queries/destinations.js';
import { useSite } from '../../api/queries/sites.js';
import type { Destination } from '../../api/types.js';
import { Card } from '../../components/Card.js';
import { ErrorBoundary } from '../../components/ErrorBoundary.js';
import { QueryView } from '../../components/QueryView.js';
import { PageSkeleton, RowsSkeleton, TilesSkeleton } from '../../components/Skeletons.js';
import { Empty } from '../../components/States.js';
import { useTitle } from '../../components/use-title.js';
import { ago } from '../../format.js';
import { DestinationFigures } from '../../panels/destination-figures/DestinationFigures.js';
import { Outcomes } from '../../panels/destination-figures/Outcomes.js';
import { DestinationHead } from './DestinationHead.js';
import { DestinationMapping } from './DestinationMapping.js';

/** One destination: how it goes, which events it gets, and exactly what it is sent. */
export default function DestinationPage() {
  const { siteId = '', destinationId = '' } = useParams();
  const site = useSite(siteId);
  const destinations = useDestinations(siteId);
  const named = destinations.data?.find(({ id }) => id === destinationId);
  useTitle(named?.name ?? __('Destination', 'warp'), site.data?.name);
  return (
    <QueryView query={destinations} skeleton={<PageSkeleton />}>
      {(all) => {
        const destination = all.find(({ id }) => id === destinationId);
        return destination === undefined ? (
          <Empty title={__('There is no such destination', 'warp')}>
            <Link to={`/sites/${siteId}`}>{__('Back to the site', 'warp')}</Link>
          </Empty>
        ) : (
          <DestinationContent siteId={siteId} destination={destination} />
        );
      }}
    </QueryView>
  );
}

function DestinationContent({ siteId, destination }: { siteId: string; destination: Destination }) {
  const { data: site } = useSite(siteId);
  const { data: plugins = [] } = usePlugins();
  const actions = useDestinationActions(siteId);
  return (
    <>
      <DestinationHead siteId={siteId} siteName={site?.name ?? '…'} destination={destination} plugins={plugins} actions={actions} />
      <LastDay siteId={siteId} destination={destination} />
      <ErrorBoundary>
        <DestinationMapping key={destination.id} siteId={siteId} destination={destination} />
      </ErrorBoundary>
    </>
  );
}

/** Metrics of the last 24 hours, kept fresh. */
function LastDay({ siteId, destination: { id } }: { siteId: string; destination: Destination }) {
  const figures = useDestinationFigures();
  const outcomes = useOutcomes(siteId, id);
  const lastSuccess = figures.data?.find(({ destination_id }) => destination_id === id)?.last_success_at ?? null;
  const hasFailed = outcomes.data?.some(({ state }) => state === 'dead') ?? false;
  return (
    <>
      <QueryView query={figures} skeleton={<TilesSkeleton count={6} />}>
        {(all) => {
          const known = all.find(({ destination_id }) => destination_id === id);
          return known === undefined ? null : <DestinationFigures figures={known} />;
        }}
      </QueryView>
      <Card
        title={__('What became of the events, last 24 hours', 'warp')}
        aside={
          <>
            {lastSuccess !== null && (
              <span className="soft">
                {
                  // translators: %s: such as “5 min ago”.
                  sprintf(__('Last arrived %s', 'warp'), ago(lastSuccess, Date.now()))
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
        <QueryView query={outcomes} skeleton={<RowsSkeleton count={3} />}>
          {(counts) => <Outcomes outcomes={counts} />}
        </QueryView>
      </Card>
    </>
  );
}
