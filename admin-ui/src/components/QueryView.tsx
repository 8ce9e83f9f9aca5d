import type { ReactNode } from 'react';
import { ApiError } from '../api/transport.js';
import { ErrorBoundary } from './ErrorBoundary.js';
import { PanelFailure } from './Failure.js';
import { ErrorState } from './States.js';

/** What a view needs to know of a query. */
export interface QueryState<T> {
  /** undefined: none has come yet. */
  readonly data: T | undefined;
  readonly error: Error | null;
  readonly refetch: () => unknown;
}

export interface QueryViewProps<T> {
  readonly query: QueryState<T>;
  /** In the shape of what comes. */
  readonly skeleton: ReactNode;
  readonly children: (data: T) => ReactNode;
}

/**
 * Draws a query in each of its states. What has come once stays while it is refreshed behind, also when that fails: the frame
 * says that the core is away.
 */
export function QueryView<T>({ query: { data, error, refetch }, skeleton, children }: QueryViewProps<T>) {
  if (data !== undefined && !isRefused(error))
    return (
      <ErrorBoundary
        draws={data}
        failure={(failed, retry) => (
          <PanelFailure
            error={failed}
            onRetry={() => {
              retry();
              void refetch();
            }}
          />
        )}
      >
        <Drawn data={data} draw={children} />
      </ErrorBoundary>
    );
  return error === null ? <>{skeleton}</> : <ErrorState message={error.message} onRetry={() => void refetch()} />;
}

/** What was there is gone, or not for this person any more: what was shown of it holds no longer. */
const isRefused = (error: Error | null): boolean => error instanceof ApiError && [403, 404, 410].includes(error.status);

/** A component of its own, so that what drawing throws is caught. */
const Drawn = <T,>({ data, draw }: { data: T; draw: (data: T) => ReactNode }) => <>{draw(data)}</>;
