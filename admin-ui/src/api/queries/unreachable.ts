import { type QueryClient, useQueryClient } from '@tanstack/react-query';
import { useCallback, useSyncExternalStore } from 'react';
import { ApiError } from '../transport.js';

/** When what is on the screen could not be refreshed any more, because the core gives no answer; undefined: it does. */
export interface Unreachable {
  /** ms since 1970. */
  readonly since: number | undefined;
  readonly retry: () => void;
}

export function useUnreachable(): Unreachable {
  const client = useQueryClient();
  const subscribe = useCallback((onChange: () => void) => client.getQueryCache().subscribe(onChange), [client]);
  const since = useSyncExternalStore(subscribe, () => sinceWhen(client));
  return { since, retry: () => void client.refetchQueries({ type: 'active', predicate: ({ state: { error } }) => isUnreachable(error) }) };
}

/** The newest of the answers that are shown although the next one did not come says when the core was last there. */
function sinceWhen(client: QueryClient): number | undefined {
  const old = client
    .getQueryCache()
    .findAll({ type: 'active' })
    .filter(({ state: { error, data } }) => data !== undefined && isUnreachable(error));
  return old.length === 0 ? undefined : Math.max(...old.map(({ state }) => state.dataUpdatedAt));
}

const isUnreachable = (error: unknown): boolean => error instanceof ApiError && error.isUnreachable;
