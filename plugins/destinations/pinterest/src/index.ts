import { defineDestination, withoutSettings } from '@warp/plugin-sdk';
import { delivery } from './delivery.js';
import { examples } from './examples.js';
import { map } from './map.js';
import { settings } from './settings.js';

/** Pinterest advertisements. */
export default defineDestination({
  contract: 1,
  id: 'pinterest',
  name: 'Pinterest Conversions API',
  vendorDocs: 'https://developers.pinterest.com/docs/api/v5/events-create',
  settings,
  // A person's own country completes their number, else the site's: one rule for all destinations.
  migrate: withoutSettings('phone_country_code'),
  consent: ['marketing'],
  // 1,000 events a request: the reference's maxItems. Its limit of age is not documented; a week is what other platforms take.
  limits: { batch: { maxEvents: 1000, maxBytes: 1_000_000 }, maxAgeHours: 168, concurrency: 4 },
  map,
  delivery,
  examples,
});
