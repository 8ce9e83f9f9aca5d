import type { LookupContext } from '../author/enrichment.js';

/** What a source gets in a test: no network and no names, unless the test brings them; the time of 1970. */
export const lookupContext = (own: Partial<LookupContext> = {}): LookupContext => ({
  http: () => Promise.reject(new Error('An example needs no network.')),
  reverse: () => Promise.resolve([]),
  now: () => new Date(0),
  log: () => undefined,
  signal: AbortSignal.timeout(10_000),
  ...own,
});
