import { defineDestination } from '@warp/plugin-sdk';
import { delivery } from './delivery.js';
import { examples } from './examples.js';
import { map } from './map.js';
import { settings } from './settings.js';

/** Google Analytics 4. */
export default defineDestination({
  contract: 1,
  id: 'ga4',
  name: 'Google Analytics 4',
  vendorDocs: 'https://developers.google.com/analytics/devguides/collection/protocol/ga4',
  settings,
  consent: ['analytics'],
  // 25 events, 130 kB, 72 h: reference, “Limitations”. A little below the size, for what surrounds the events.
  limits: { batch: { maxEvents: 25, maxBytes: 120_000 }, maxAgeHours: 72, concurrency: 8 },
  map,
  delivery,
  examples,
});
