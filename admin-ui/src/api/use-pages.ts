import { useState } from 'react';
import type { Page } from './deliveries.js';
import { dataOf, useLoad } from './use-load.js';

/** A list that grows by pages. */
export interface Pages<T> {
  /** undefined: the first page is not there yet. */
  readonly items: readonly T[] | undefined;
  /** Why a page did not come. */
  readonly fault: string | undefined;
  readonly busy: boolean;
  /** Asks for the next page; left out: there is none. */
  readonly onMore?: () => void;
  /** Begins again with the first page. */
  readonly reload: () => void;
}

/** Loads the first page on mount, when `key` changes, and on `reload`; the next ones as they are asked for. */
export function usePages<T>(key: string, load: (cursor: string | undefined) => Promise<Page<T>>): Pages<T> {
  const [first, reload] = useLoad(key, () => load(undefined));
  const begun = dataOf(first);
  const [more, setMore] = useState<{ readonly of: Page<T> | undefined; readonly pages: readonly Page<T>[]; readonly busy: boolean; readonly fault?: string }>({ of: undefined, pages: [], busy: false });
  // What was asked for before the list began again does not belong to it.
  const { pages, busy, fault } = more.of === begun ? more : { pages: [], busy: false, fault: undefined };
  const cursor = (pages.at(-1) ?? begun)?.next_cursor ?? null;
  const onMore = (): void => {
    if (cursor === null) return;
    setMore({ of: begun, pages, busy: true });
    load(cursor).then(
      (page) => setMore((now) => (now.of === begun ? { of: begun, pages: [...pages, page], busy: false } : now)),
      (error: Error) => setMore((now) => (now.of === begun ? { of: begun, pages, busy: false, fault: error.message } : now)),
    );
  };
  return {
    items: begun && [begun, ...pages].flatMap(({ items }) => items),
    fault: first.is === 'failed' ? first.message : fault,
    busy,
    ...(cursor === null ? {} : { onMore }),
    reload,
  };
}
