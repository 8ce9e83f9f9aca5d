import { useEffect } from 'react';

/** The title in the browser's tab: what is looked at first, the product last. Parts that are not known yet are left away. */
export function useTitle(...parts: readonly (string | undefined)[]): void {
  const title = [...parts.filter((part) => part !== undefined && part !== ''), 'Warp'].join(' · ');
  useEffect(() => {
    document.title = title;
  }, [title]);
}
