import { defineDestination, withoutSettings } from '@warp/plugin-sdk';
import { check, delivery } from './delivery.js';
import { examples } from './examples.js';
import { map } from './map.js';
import { settings } from './settings.js';

/** Meta: Facebook and Instagram advertisements. */
export default defineDestination({
  contract: 1,
  id: 'meta-capi',
  name: 'Meta Conversions API',
  vendorDocs: 'https://developers.facebook.com/documentation/ads-commerce/conversions-api',
  settings,
  // A person's own country completes their number, else the site's: one rule for all destinations.
  migrate: withoutSettings('phone_country_code'),
  consent: ['marketing'],
  // 1,000 events: …/conversions-api/using-the-api. Seven days less an hour: an event that grows too old on its way refuses its
  // whole request.
  limits: { batch: { maxEvents: 1000, maxBytes: 1_000_000 }, maxAgeHours: 167, concurrency: 4 },
  map,
  delivery,
  check,
  examples,
});
