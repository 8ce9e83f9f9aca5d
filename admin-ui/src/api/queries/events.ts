import { keepPreviousData, useQueries, useQuery } from '@tanstack/react-query';
import { useCoreApi } from '../api-context.js';
import type { DeliveryState, Receipt, StoredEvent } from '../deliveries.js';
import { useCursorList } from './cursor-list.js';
import { INTERVALS } from './intervals.js';
import { keys } from './keys.js';

/** Events to choose from where one is looked at closely. */
const LATEST = 50;

/** As many events as the core tells the receipts of at once. */
const RECEIPTS_AT_ONCE = 100;

/** Types of events a site has had lately. */
export function useEventTypes(siteId: string) {
  const api = useCoreApi();
  return useQuery({ queryKey: keys.site.eventTypes(siteId), queryFn: async () => (await api.analytics.eventTypes(siteId)).items });
}

/** A site's events, newest first. @param type empty: all */
export function useEvents(siteId: string, type: string) {
  const api = useCoreApi();
  return useCursorList(keys.site.events(siteId, type), (cursor) => api.analytics.events(siteId, { event_type: type, cursor }));
}

/** The newest events of a site, to try something on. */
export function useLatestEvents(siteId: string) {
  const api = useCoreApi();
  return useQuery({ queryKey: keys.site.latestEvents(siteId), queryFn: async () => (await api.analytics.events(siteId, { limit: LATEST })).items });
}

/** One event; null: it is not stored any more. @param known where it is at hand already. @param eventId undefined: none is asked for */
export function useEvent(siteId: string, eventId: string | undefined, known?: StoredEvent) {
  const api = useCoreApi();
  return useQuery({
    queryKey: keys.site.event(siteId, eventId ?? ''),
    queryFn: async () => (await api.analytics.events(siteId, { event_id: eventId })).items[0] ?? null,
    enabled: eventId !== undefined && known === undefined,
    ...(known === undefined ? {} : { initialData: known }),
  });
}

/** States in which something is still to come. */
const OPEN: readonly DeliveryState[] = ['pending', 'sending', 'retrying'];

/** What became of these events of a site, by event id; asked for again until nothing is on its way. */
export function useReceipts(siteId: string, eventIds: readonly string[]): ReadonlyMap<string, readonly Receipt[]> {
  const api = useCoreApi();
  const chunks = Array.from({ length: Math.ceil(eventIds.length / RECEIPTS_AT_ONCE) }, (_, index) => eventIds.slice(index * RECEIPTS_AT_ONCE, (index + 1) * RECEIPTS_AT_ONCE));
  const answers = useQueries({
    queries: chunks.map((ids) => ({
      queryKey: keys.site.receiptsOf(siteId, ids),
      queryFn: async () => byEvent(ids, (await api.receipts(siteId, ids)).items),
      placeholderData: keepPreviousData<ReadonlyMap<string, readonly Receipt[]>>,
      refetchInterval: ({ state }: { state: { data?: ReadonlyMap<string, readonly Receipt[]> | undefined } }) => (isOpen(state.data) ? INTERVALS.receipts : (false as const)),
    })),
  });
  return new Map(answers.flatMap(({ data }) => (data === undefined ? [] : [...data])));
}

const byEvent = (ids: readonly string[], receipts: readonly Receipt[]): ReadonlyMap<string, readonly Receipt[]> => new Map(ids.map((id) => [id, receipts.filter(({ event_id }) => event_id === id)]));

const isOpen = (receipts: ReadonlyMap<string, readonly Receipt[]> | undefined): boolean => receipts === undefined || [...receipts.values()].flat().some(({ state }) => OPEN.includes(state));
