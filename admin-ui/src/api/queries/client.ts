import { QueryClient } from '@tanstack/react-query';
import { ApiError } from '../transport.js';

/** An answer this fresh is not asked for again when a second part of the page wants it too. */
const FRESH_MS = 3_000;

/** What is on no page any more is kept this long: on return it shows at once and is refreshed behind. */
const KEPT_MS = 30 * 60_000;

/** Tries after the first. */
const RETRIES = 2;

/** The cache of answers, with the habits of every query. */
export const createQueryClient = (): QueryClient =>
  new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: FRESH_MS,
        gcTime: KEPT_MS,
        // What the core refused it refuses again; what did not arrive may arrive now.
        retry: (failures, error) => failures < RETRIES && isPassing(error),
        retryDelay: (failures) => 500 * 2 ** failures,
        // Otherwise a browser that believes to be offline shows skeletons for ever.
        networkMode: 'always',
      },
      mutations: { networkMode: 'always' },
    },
  });

/** Whether a failure may be over in a moment. */
const isPassing = (error: Error): boolean => error instanceof ApiError && error.isUnreachable;
