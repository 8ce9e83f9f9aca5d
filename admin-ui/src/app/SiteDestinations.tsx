import { ApiError } from '../api/transport.js';
import type { Destination, PluginInfo, TestResult } from '../api/types.js';
import { Destinations } from '../panels/destinations/Destinations.js';
import { ErrorState, Loading } from '../panels/states/States.js';
import { useCanEdit, useSession } from './session.js';
import { dataOf, useLoad } from '../api/use-load.js';

/** A site's destinations, loaded and changed through the API. */
export function SiteDestinations({ siteId }: { siteId: string }) {
  const { transport } = useSession();
  const canEdit = useCanEdit();
  const base = `/api/sites/${siteId}/destinations`;
  const [state, reload] = useLoad(siteId, async () => {
    const [destinations, plugins] = await Promise.all([
      transport.request<{ items: Destination[] }>('GET', base),
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
      onSave={async (plugin, settings, destination) => {
        try {
          if (destination === undefined) {
            const name = data.plugins.find(({ id }) => id === plugin)?.name ?? plugin;
            await transport.request('POST', base, { plugin, name, settings });
          } else await transport.request('PUT', `${base}/${destination.id}`, { settings });
        } catch (error) {
          if (error instanceof ApiError && error.errors.length > 0) return error.errors;
          throw error;
        }
        reload();
        return [];
      }}
      onToggle={async (destination, enabled) => {
        await transport.request('PUT', `${base}/${destination.id}`, { enabled });
        reload();
      }}
      onDelete={async (destination) => {
        await transport.request('DELETE', `${base}/${destination.id}`);
        reload();
      }}
      onConnect={async (destination) => {
        const { authorize_url } = await transport.request<{ authorize_url: string }>('POST', `${base}/${destination.id}/oauth`);
        window.location.assign(authorize_url);
      }}
      onDisconnect={async (destination) => {
        const { revoked } = await transport.request<{ revoked: boolean }>('DELETE', `${base}/${destination.id}/oauth`);
        reload();
        return revoked;
      }}
      onTest={(destination) => transport.request<TestResult>('POST', `${base}/${destination.id}/test`)}
    />
  );
}
