import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import { useCoreApi } from '../api-context.js';
import type { NewSite } from '../connections.js';
import type { NumberedPage } from '../types.js';
import { CHANGES, useChange } from './changes.js';
import { FRESH_FOR, INTERVALS } from './intervals.js';
import { keys } from './keys.js';

const PAGE_SIZE = 50;

/** As many as the core gives at once. */
const MOST_AT_ONCE = 200;

/** Sites with this in their name, domain or script id, page by page. */
export function useSites(search: string) {
  const api = useCoreApi();
  const query = useInfiniteQuery({
    queryKey: keys.sites.list(search),
    queryFn: ({ pageParam }) => api.sites.list({ search, page: pageParam, page_size: PAGE_SIZE }),
    initialPageParam: 1,
    getNextPageParam: nextPage,
    placeholderData: keepPreviousData,
    refetchInterval: INTERVALS.sites,
    select: ({ pages }) => ({ items: pages.flatMap(({ items }) => items), total: pages.at(-1)?.total ?? 0 }),
  });
  return { ...query, onMore: query.hasNextPage ? () => void query.fetchNextPage() : undefined };
}

/** Every site's name by its id, as far as they have come; the rest follows by itself. */
export function useSiteNames(): ReadonlyMap<string, string> {
  const api = useCoreApi();
  const { data, hasNextPage, isFetching, isError, fetchNextPage } = useInfiniteQuery({
    queryKey: keys.sites.names,
    queryFn: ({ pageParam }) => api.sites.list({ search: '', page: pageParam, page_size: MOST_AT_ONCE }),
    initialPageParam: 1,
    getNextPageParam: nextPage,
    staleTime: FRESH_FOR.siteNames,
    select: namesOf,
  });
  useEffect(() => {
    if (hasNextPage && !isFetching && !isError) void fetchNextPage();
  }, [hasNextPage, isFetching, isError, fetchNextPage]);
  return data ?? NO_NAMES;
}

/** A site; asked for every few seconds until its first event arrives. */
export function useSite(id: string) {
  const api = useCoreApi();
  return useQuery({
    queryKey: keys.sites.one(id),
    queryFn: () => api.sites.get(id),
    refetchInterval: ({ state }) => (state.data?.state === 'not_installed' ? INTERVALS.installation : false),
  });
}

export function useDeletedSites() {
  const api = useCoreApi();
  return useQuery({ queryKey: keys.sites.deleted, queryFn: async () => (await api.sites.deleted()).items });
}

export const useAddSite = () => useChange((api, site: NewSite) => api.sites.add(site), CHANGES.sites);

export const useDeleteSite = () => useChange((api, { id, confirm }: { id: string; confirm: string }) => api.sites.remove(id, confirm), CHANGES.sites);

export const useRestoreSite = () => useChange((api, id: string) => api.sites.restore(id), CHANGES.sites);

const nextPage = ({ page, page_size, total }: NumberedPage<unknown>): number | undefined => (page * page_size < total ? page + 1 : undefined);

const NO_NAMES: ReadonlyMap<string, string> = new Map();

const namesOf = ({ pages }: { readonly pages: readonly NumberedPage<{ readonly id: string; readonly name: string }>[] }): ReadonlyMap<string, string> =>
  new Map(pages.flatMap(({ items }) => items.map(({ id, name }): [string, string] => [id, name])));
