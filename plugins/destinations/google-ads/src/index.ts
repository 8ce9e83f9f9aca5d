import { defineDestination, withoutSettings } from '@warp/plugin-sdk';
import { check, delivery } from './delivery.js';
import { examples } from './examples.js';
import { map } from './map.js';
import { oauth } from './oauth.js';
import { settings } from './settings.js';

/** Google Ads conversions. */
export default defineDestination({
  contract: 1,
  id: 'google-ads',
  name: 'Google Ads',
  vendorDocs: 'https://developers.google.com/data-manager/api/devguides/events/google-ads/offline',
  settings,
  // A person's own country completes their number, else the site's: one rule for all destinations.
  migrate: withoutSettings('phone_country_code'),
  consent: ['marketing'],
  // Google takes 2,000 conversions and 300 requests a minute for the whole Cloud project (…/data-manager/api/devguides/limits).
  // A request's status names no conversion, so a lost one is searched for in parts, sixteen at a time: 250 are two rounds at most.
  // Click ids are good for 90 days.
  limits: { batch: { maxEvents: 250, maxBytes: 1_000_000 }, maxAgeHours: 90 * 24, concurrency: 2 },
  map,
  delivery,
  check,
  oauth,
  examples,
});
