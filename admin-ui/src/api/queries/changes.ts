import { type QueryClient, type QueryKey, useMutation, useQueryClient } from '@tanstack/react-query';
import { useCoreApi } from '../api-context.js';
import type { CoreApi } from '../core-api.js';
import { keys } from './keys.js';

/** What somebody can change from the dashboard, and whatever then shows something else. */
export const CHANGES = {
  sites: () => [keys.sites.all, keys.overview.all],
  connections: (siteId: string) => [keys.site.connections(siteId)],
  siteSettings: (siteId: string) => [keys.site.differences(siteId), keys.sites.one(siteId), keys.sites.lists],
  destinations: (siteId: string) => [keys.site.destinations(siteId), keys.deliveries.all],
  destination: (siteId: string, destinationId: string) => [keys.site.destinations(siteId), keys.destination.all(destinationId), keys.deliveries.destinations],
  replayed: (siteId: string, destinationId: string) => [
    keys.deliveries.destinations,
    keys.deliveries.groups,
    keys.deliveries.deadLetters({}).slice(0, 2),
    keys.destination.outcomes(destinationId),
    keys.site.receipts(siteId),
  ],
  enrichments: () => [keys.enrichments],
} as const satisfies Record<string, (...ids: string[]) => readonly QueryKey[]>;

/** Asks again for what changed, as far as it is on the screen; the rest when it is looked at. */
export const refresh = async (client: QueryClient, changed: readonly QueryKey[]): Promise<void> => {
  await Promise.all(changed.map((queryKey) => client.invalidateQueries({ queryKey })));
};

/** Changes something in the core, then refreshes whatever shows it. */
export function useChange<Input, Result>(change: (api: CoreApi, input: Input) => Promise<Result>, changed: (input: Input) => readonly QueryKey[]) {
  const api = useCoreApi();
  const client = useQueryClient();
  return useMutation({
    mutationFn: (input: Input) => change(api, input),
    onSuccess: (_result, input) => refresh(client, changed(input)),
  });
}
