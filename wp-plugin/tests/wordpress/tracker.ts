import { readFileSync } from 'node:fs';
import { renderTracker, trackerConfigFor } from '../../../core-api/src/sites/tracker-script.js';
import type { StandInCore } from './stand-in-core.js';

/** The built tracker with a site's configuration inside, as the core hands it out for what it sends to. */
export const trackerOf =
  (core: StandInCore) =>
  (endpoint: string): string =>
    trackerFor(core.scriptId, endpoint);

export const trackerFor = (scriptId: string, endpoint: string): string =>
  renderTracker(
    readFileSync(new URL('../../../core-api/tracker/dist/tracker.js', import.meta.url), 'utf8'),
    trackerConfigFor(
      { scriptId, endpoint },
      {
        consent: { analytics: true, marketing: false, without_analytics: 'cookieless' },
        cookieless: false,
        respect_gpc: false,
        respect_dnt: false,
        script: { hash_routing: false, outbound: true, forms: true, engagement: true, downloads: true, scroll: true },
      },
    ),
  );
