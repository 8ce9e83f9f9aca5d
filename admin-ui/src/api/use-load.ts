import { useCallback, useEffect, useState } from 'react';

export type Loaded<T> =
  | { readonly is: 'loading'; readonly before?: T }
  | { readonly is: 'ready'; readonly data: T }
  | { readonly is: 'failed'; readonly message: string };

/** Loads on mount, when `key` changes, and on `reload`. What was there stays until the new is. */
export function useLoad<T>(key: string, load: () => Promise<T>): readonly [Loaded<T>, () => void] {
  const [state, setState] = useState<Loaded<T>>({ is: 'loading' });
  const [turn, setTurn] = useState(0);
  useEffect(() => {
    let current = true;
    setState((before) => (before.is === 'ready' ? { is: 'loading', before: before.data } : { is: 'loading' }));
    load().then(
      (data) => current && setState({ is: 'ready', data }),
      (error: Error) => current && setState({ is: 'failed', message: error.message }),
    );
    return () => {
      current = false;
    };
    // `load` is a new function each time; what it loads is named by `key`.
  }, [key, turn]);
  return [state, useCallback(() => setTurn((before) => before + 1), [])];
}

/** The data to show: the newest there is. */
export const dataOf = <T>(state: Loaded<T>): T | undefined => (state.is === 'ready' ? state.data : state.is === 'loading' ? state.before : undefined);
