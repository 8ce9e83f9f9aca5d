import { defineDestination, withoutSettings } from '@warp/plugin-sdk';
import { check, delivery } from './delivery.js';
import { examples } from './examples.js';
import { map } from './map.js';
import { settings } from './settings.js';

/** Microsoft Advertising: advertisements on Bing, Edge, MSN and Outlook. */
export default defineDestination({
  contract: 1,
  id: 'microsoft-ads',
  name: 'Microsoft Advertising Conversions API',
  vendorDocs: 'https://learn.microsoft.com/en-us/advertising/guides/uet-conversion-api-integration',
  settings,
  // A person's own country completes their number, else the site's: one rule for all destinations.
  migrate: withoutSettings('phone_country_code'),
  consent: ['marketing'],
  // 1,000 events a request, the last seven days: the guide's reference. An hour less, for the way there.
  limits: { batch: { maxEvents: 1000, maxBytes: 1_000_000 }, maxAgeHours: 167, concurrency: 4 },
  map,
  delivery,
  check,
  examples,
});
