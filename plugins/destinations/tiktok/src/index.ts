import { defineDestination, withoutSettings } from '@warp/plugin-sdk';
import { check, delivery } from './delivery.js';
import { examples } from './examples.js';
import { map } from './map.js';
import { settings } from './settings.js';

/** TikTok advertisements. */
export default defineDestination({
  contract: 1,
  id: 'tiktok',
  name: 'TikTok Events API',
  vendorDocs: 'https://business-api.tiktok.com/portal/docs?id=1771100865818625',
  settings,
  // A person's own country completes their number, else the site's: one rule for all destinations.
  migrate: withoutSettings('phone_country_code'),
  consent: ['marketing'],
  // 1,000 events a request. 28 days is TikTok's longest attribution window:
  // nothing older is matched or reported.
  limits: { batch: { maxEvents: 1000, maxBytes: 1_000_000 }, maxAgeHours: 672, concurrency: 4 },
  map,
  delivery,
  check,
  examples,
});
