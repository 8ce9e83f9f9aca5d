import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useCoreApi } from '../api-context.js';
import type { DeadLetterFilter } from '../core-api.js';
import type { ReplayFilter } from '../deliveries.js';
import { CHANGES, useChange } from './changes.js';
import { useCursorList } from './cursor-list.js';
import { INTERVALS } from './intervals.js';
import { keys } from './keys.js';

/** Dead letters that are shown before somebody asks for more. */
const DEAD_LETTERS_AT_ONCE = 20;

/** Every destination one sees, over the last 24 hours. */
export function useDestinationFigures() {
  const api = useCoreApi();
  return useQuery({ queryKey: keys.deliveries.destinations, queryFn: async () => (await api.deliveries.destinations()).items, refetchInterval: INTERVALS.destination });
}

/** What failed, by destination and reason. */
export function useDeadLetterGroups() {
  const api = useCoreApi();
  return useQuery({ queryKey: keys.deliveries.groups, queryFn: async () => (await api.deliveries.deadLetterGroups()).items, refetchInterval: INTERVALS.deliveries });
}

/** What failed, one by one. */
export function useDeadLetters(filter: DeadLetterFilter) {
  const api = useCoreApi();
  return useCursorList(keys.deliveries.deadLetters(filter), (cursor) => api.deliveries.deadLetters(filter, { cursor, limit: DEAD_LETTERS_AT_ONCE }));
}

/** A destination of a site. */
export interface ReplayTarget {
  readonly siteId: string;
  readonly destinationId: string;
}

/** What a replay would send again; nothing is sent by it. */
export function useReplayReport({ siteId, destinationId }: ReplayTarget, filter: ReplayFilter) {
  const api = useCoreApi();
  return useQuery({
    queryKey: keys.deliveries.replay(destinationId, filter),
    queryFn: () => api.deliveries.replay(siteId, destinationId, filter, true),
    placeholderData: keepPreviousData,
    // It is the question before something is sent.
    staleTime: 0,
    gcTime: 0,
  });
}

export const useReplay = ({ siteId, destinationId }: ReplayTarget) =>
  useChange(
    (api, filter: ReplayFilter) => api.deliveries.replay(siteId, destinationId, filter, false),
    () => CHANGES.replayed(siteId, destinationId),
  );

/** How far a replay is; asked for until nothing of it is pending. */
export function useReplayProgress({ siteId, destinationId }: ReplayTarget, replayId: string) {
  const api = useCoreApi();
  return useQuery({
    queryKey: keys.deliveries.replayProgress(replayId),
    queryFn: () => api.deliveries.replayProgress(siteId, destinationId, replayId),
    refetchInterval: ({ state }) => (state.data?.waiting === 0 ? false : INTERVALS.replay),
  });
}
