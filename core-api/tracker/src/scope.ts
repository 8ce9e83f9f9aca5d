import type { run } from './api.js';

export type Call = Parameters<typeof run>[0];

/** The function in `window`. The snippet's stub has the same shape, so calls and copies made before go on working. */
export interface Api {
  (...call: unknown[]): void;
  q: { push(call: Call): unknown };
  /** How the page's own code wants addresses written, where it knows what in them is private. */
  url?(address: string): string;
}

export const scope = window as unknown as Record<string, Api | boolean | undefined>;
