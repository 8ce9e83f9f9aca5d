import { type QueryKey, useInfiniteQuery, useQueryClient, type InfiniteData } from '@tanstack/react-query';
import type { Page } from '../deliveries.js';

/** A list, newest first, that grows by pages. */
export interface CursorList<T> {
  readonly data: readonly T[] | undefined;
  readonly error: Error | null;
  readonly refetch: () => unknown;
  /** Whether the next page is on its way. */
  readonly busy: boolean;
  /** Asks for the next page; undefined: there is none. */
  readonly onMore: (() => void) | undefined;
  /** Begins again with the first page: what is new stands there. */
  readonly restart: () => void;
}

/** @param key what is listed: another key is another list */
export function useCursorList<T>(key: QueryKey, load: (cursor: string | undefined) => Promise<Page<T>>, options: { readonly refetchInterval?: number } = {}): CursorList<T> {
  const client = useQueryClient();
  const { data, error, refetch, isFetchingNextPage, hasNextPage, fetchNextPage } = useInfiniteQuery({
    queryKey: key,
    queryFn: ({ pageParam }) => load(pageParam),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ next_cursor }) => next_cursor ?? undefined,
    select: itemsOf<T>,
    ...options,
  });
  return {
    data,
    error,
    refetch,
    busy: isFetchingNextPage,
    onMore: hasNextPage ? () => void fetchNextPage() : undefined,
    restart: () => {
      client.setQueryData<InfiniteData<Page<T>, string | undefined>>(key, (before) => before && { pages: before.pages.slice(0, 1), pageParams: before.pageParams.slice(0, 1) });
      void client.invalidateQueries({ queryKey: key });
    },
  };
}

const itemsOf = <T,>({ pages }: InfiniteData<Page<T>, unknown>): readonly T[] => pages.flatMap(({ items }) => items);
