import type { ReactNode } from 'react';

/** What a file `<Component>.gallery.tsx` exports: each state of the component by its name. */
export interface Gallery {
  readonly title: string;
  readonly examples: Readonly<Record<string, () => ReactNode>>;
}
