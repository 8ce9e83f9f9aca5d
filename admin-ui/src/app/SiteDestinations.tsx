import { Link } from 'react-router';
import type { Destination, PluginInfo } from '../api/types.js';
import { dataOf, useLoad } from '../api/use-load.js';
import { Destinations } from '../panels/destinations/Destinations.js';
import { ErrorState, Loading } from '../panels/states/States.js';
import { destinationActions } from './destination-actions.js';
import { useCanEdit, useSession } from './session.js';

/** A site's destinations, loaded and changed through the API. */
export function SiteDestinations({ siteId }: { siteId: string }) {
  const { transport } = useSession();
  const canEdit = useCanEdit();
  const [state, reload] = useLoad(siteId, async () => {
    const [destinations, plugins] = await Promise.all([
      transport.request<{ items: Destination[] }>('GET', `/api/sites/${siteId}/destinations`),
      transport.request<{ items: PluginInfo[] }>('GET', '/api/plugins'),
    ]);
    return { destinations: destinations.items, plugins: plugins.items };
  });
  const data = dataOf(state);
  if (state.is === 'failed') return <ErrorState message={state.message} onRetry={reload} />;
  if (data === undefined) return <Loading />;
  return (
    <Destinations
      {...data}
      canEdit={canEdit}
      nameOf={({ id, name }) => (
        <Link className="quiet-link onward" to={`/sites/${siteId}/destinations/${id}`}>
          {name}
        </Link>
      )}
      {...destinationActions(transport, siteId, { plugins: data.plugins, reload })}
    />
  );
}
