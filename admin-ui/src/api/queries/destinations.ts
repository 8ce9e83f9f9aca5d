import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useCoreApi } from '../api-context.js';
import type { Previewed } from '../deliveries.js';
import type { EventSelection } from '../event-rules.js';
import { faultsOf } from '../field-errors.js';
import { ApiError } from '../transport.js';
import type { Destination, FieldError, TestResult } from '../types.js';
import { CHANGES, refresh, useChange } from './changes.js';
import { FRESH_FOR, INTERVALS } from './intervals.js';
import { keys } from './keys.js';

export function usePlugins() {
  const api = useCoreApi();
  return useQuery({ queryKey: keys.plugins, queryFn: async () => (await api.plugins()).items, staleTime: FRESH_FOR.plugins });
}

export function useDestinations(siteId: string) {
  const api = useCoreApi();
  return useQuery({ queryKey: keys.site.destinations(siteId), queryFn: async () => (await api.destinations.list(siteId)).items, refetchInterval: INTERVALS.destination });
}

/** How the last 24 hours' events of a destination ended. */
export function useOutcomes(siteId: string, id: string) {
  const api = useCoreApi();
  return useQuery({ queryKey: keys.destination.outcomes(id), queryFn: async () => (await api.destinations.outcomes(siteId, id)).items, refetchInterval: INTERVALS.destination });
}

/** A selection of events that is still being typed. */
export interface Incomplete {
  /** What the core misses. */
  readonly incomplete: string;
}

export interface PreviewQuestion {
  readonly siteId: string;
  readonly destination: Pick<Destination, 'id' | 'events'>;
  /** undefined: there is no event to show. */
  readonly eventId: string | undefined;
  /** A selection that is not saved, as JSON; empty: the saved one. */
  readonly proposed: string;
}

/** What a destination would get for an event. */
export function usePreview({ siteId, destination: { id, events }, eventId, proposed }: PreviewQuestion) {
  const api = useCoreApi();
  return useQuery({
    queryKey: keys.destination.preview(id, eventId, events, proposed),
    queryFn: async (): Promise<Previewed | Incomplete> => {
      try {
        return await api.destinations.preview(siteId, id, { event_id: eventId!, ...(proposed === '' ? {} : { events: JSON.parse(proposed) as EventSelection }) });
      } catch (error) {
        if (error instanceof ApiError && error.status === 400) return { incomplete: error.message };
        throw error;
      }
    },
    enabled: eventId !== undefined,
    placeholderData: keepPreviousData,
  });
}

/** What an owner does with a site's destinations. */
export interface DestinationActions {
  /** @returns the wrong fields; none: it is saved */
  readonly onSave: (plugin: { readonly id: string; readonly name: string }, settings: object, destination?: Destination) => Promise<readonly FieldError[]>;
  readonly onToggle: (destination: Destination, enabled: boolean) => Promise<void>;
  readonly onDelete: (destination: Destination) => Promise<void>;
  /** Leads to the platform, and away from here. */
  readonly onConnect: (destination: Destination) => Promise<void>;
  /** @returns whether the platform confirmed that the access ended */
  readonly onDisconnect: (destination: Destination) => Promise<boolean>;
  readonly onTest: (destination: Destination, send: boolean) => Promise<TestResult>;
}

export function useDestinationActions(siteId: string): DestinationActions {
  const api = useCoreApi();
  const client = useQueryClient();
  const refreshAll = () => refresh(client, CHANGES.destinations(siteId));
  const refreshOne = (id: string) => refresh(client, CHANGES.destination(siteId, id));
  /** The switch shows at once what it was set to; what the core says comes after. */
  const show = (id: string, enabled: boolean): void => {
    client.setQueryData<readonly Destination[]>(keys.site.destinations(siteId), (known) => known?.map((destination) => (destination.id === id ? { ...destination, enabled } : destination)));
  };
  return {
    onSave: (plugin, settings, destination) =>
      faultsOf(async () => {
        if (destination === undefined) await api.destinations.add(siteId, { plugin: plugin.id, name: plugin.name, settings });
        else await api.destinations.change(siteId, destination.id, { settings });
        await (destination === undefined ? refreshAll() : refreshOne(destination.id));
      }),
    onToggle: async ({ id }, enabled) => {
      await client.cancelQueries({ queryKey: keys.site.destinations(siteId) });
      show(id, enabled);
      try {
        await api.destinations.change(siteId, id, { enabled });
      } finally {
        await refreshOne(id);
      }
    },
    onDelete: async ({ id }) => {
      await api.destinations.remove(siteId, id);
      await refreshAll();
    },
    onConnect: async ({ id }) => {
      const { authorize_url } = await api.destinations.connect(siteId, id);
      window.location.assign(authorize_url);
    },
    onDisconnect: async ({ id }) => {
      const { revoked } = await api.destinations.disconnect(siteId, id);
      await refreshOne(id);
      return revoked;
    },
    onTest: ({ id }, send) => api.destinations.test(siteId, id, send),
  };
}

/** Saves which events a destination gets, and how. */
export const useSaveSelection = (siteId: string, id: string) =>
  useChange(
    (api, events: EventSelection) => api.destinations.change(siteId, id, { events }),
    () => CHANGES.destination(siteId, id),
  );

/** Tries a selection on stored events; nothing changes by it. */
export function useShadowRun(siteId: string, id: string) {
  const api = useCoreApi();
  return useMutation({ mutationFn: ({ events, last }: { events: EventSelection; last: number }) => api.destinations.shadow(siteId, id, events, last) });
}
