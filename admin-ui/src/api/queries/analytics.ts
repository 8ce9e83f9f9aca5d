import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useCoreApi } from '../api-context.js';
import type { Period } from '../core-api.js';
import { INTERVALS } from './intervals.js';
import { keys } from './keys.js';

/** A period by the name under which its answers are kept; what it means is asked at each request, since today becomes yesterday. */
export interface NamedPeriod {
  readonly id: string;
  readonly now: () => Period;
}

/** All sites together. */
export function useOverview({ id, now }: NamedPeriod) {
  const api = useCoreApi();
  return useQuery({ queryKey: keys.overview.of(id), queryFn: () => api.analytics.overview(now()), placeholderData: keepPreviousData, refetchInterval: INTERVALS.overview });
}

export function useSiteAnalytics(siteId: string, { id, now }: NamedPeriod) {
  const api = useCoreApi();
  return useQuery({
    queryKey: keys.site.analytics(siteId, id),
    queryFn: () => api.analytics.site(siteId, now()),
    // Of the same site only: another one's numbers would pass for this one's.
    placeholderData: (before, query) => (query?.queryKey[1] === siteId ? before : undefined),
    refetchInterval: INTERVALS.overview,
  });
}
