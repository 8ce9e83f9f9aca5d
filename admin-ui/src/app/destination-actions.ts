import { ApiError, type Transport } from '../api/transport.js';
import type { TestResult } from '../api/types.js';
import type { DestinationsProps } from '../panels/destinations/Destinations.js';

export type DestinationActions = Pick<DestinationsProps, 'onSave' | 'onToggle' | 'onDelete' | 'onConnect' | 'onDisconnect' | 'onTest'>;

/** What an owner does with a site's destinations, through the API. @param reload told after each change */
export function destinationActions(transport: Transport, siteId: string, { plugins, reload }: Pick<DestinationsProps, 'plugins'> & { reload: () => void }): DestinationActions {
  const base = `/api/sites/${siteId}/destinations`;
  return {
    onSave: async (plugin, settings, destination) => {
      try {
        if (destination === undefined) {
          const name = plugins.find(({ id }) => id === plugin)?.name ?? plugin;
          await transport.request('POST', base, { plugin, name, settings });
        } else await transport.request('PUT', `${base}/${destination.id}`, { settings });
      } catch (error) {
        if (error instanceof ApiError && error.errors.length > 0) return error.errors;
        throw error;
      }
      reload();
      return [];
    },
    onToggle: async ({ id }, enabled) => {
      await transport.request('PUT', `${base}/${id}`, { enabled });
      reload();
    },
    onDelete: async ({ id }) => {
      await transport.request('DELETE', `${base}/${id}`);
      reload();
    },
    onConnect: async ({ id }) => {
      const { authorize_url } = await transport.request<{ authorize_url: string }>('POST', `${base}/${id}/oauth`);
      window.location.assign(authorize_url);
    },
    onDisconnect: async ({ id }) => {
      const { revoked } = await transport.request<{ revoked: boolean }>('DELETE', `${base}/${id}/oauth`);
      reload();
      return revoked;
    },
    onTest: ({ id }, send) => transport.request<TestResult>('POST', `${base}/${id}/test`, { send }),
  };
}
