import { useSyncExternalStore } from 'react';

/** Below this width tables become cards and the menu goes to the bottom. */
const NARROW = '(max-width: 779px)';

const subscribe = (changed: () => void): (() => void) => {
  const query = matchMedia(NARROW);
  query.addEventListener('change', changed);
  return () => query.removeEventListener('change', changed);
};

/** Whether the page is drawn for a phone. */
export const useIsNarrow = (): boolean => useSyncExternalStore(subscribe, () => matchMedia(NARROW).matches);
