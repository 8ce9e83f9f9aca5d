import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useOwnSiteApi } from '../api-context.js';
import type { NamedPeriod } from './analytics.js';
import { INTERVALS } from './intervals.js';
import { keys } from './keys.js';

/** The metrics of the WordPress site one is in. */
export function useOwnOverview({ id, now }: NamedPeriod) {
  const api = useOwnSiteApi();
  return useQuery({ queryKey: keys.ownSite.overview(id), queryFn: () => api.overview(now()), placeholderData: keepPreviousData });
}

/** Organisations that visited it. */
export function useOwnCompanies() {
  const api = useOwnSiteApi();
  return useQuery({ queryKey: keys.ownSite.companies, queryFn: async () => (await api.companies()).items });
}

/** How its deliveries are doing. */
export function useOwnHealth() {
  const api = useOwnSiteApi();
  return useQuery({ queryKey: keys.ownSite.health, queryFn: () => api.health() });
}

/** How many of its page views are recorded. */
export function useOwnLoss() {
  const api = useOwnSiteApi();
  return useQuery({ queryKey: keys.ownSite.loss, queryFn: async () => (await api.loss()).days });
}

/** Its newest events, asked for again and again: wp-admin connects to no other host. */
export function useOwnLive() {
  const api = useOwnSiteApi();
  return useQuery({ queryKey: keys.ownSite.live, queryFn: async () => (await api.live()).items, refetchInterval: INTERVALS.ownSiteLive });
}
