import { defineDestination } from '@warp/plugin-sdk';
import { check, delivery } from './delivery.js';
import { examples } from './examples.js';
import { map } from './map.js';
import { settings } from './settings.js';

/** LinkedIn advertisements. */
export default defineDestination({
  contract: 1,
  id: 'linkedin',
  name: 'LinkedIn Conversions API',
  vendorDocs: 'https://learn.microsoft.com/en-us/linkedin/marketing/integrations/ads-reporting/conversions-api',
  settings,
  consent: ['marketing'],
  // 5,000 events a request. 90 days less a day: an event that grows too old on its way refuses its whole request. 600 requests a
  // minute, for all that use the token.
  limits: { batch: { maxEvents: 5000, maxBytes: 1_000_000 }, maxAgeHours: 89 * 24, concurrency: 4 },
  map,
  delivery,
  check,
  examples,
});
