import { defineDestination } from '@warp/plugin-sdk';
import { check, delivery } from './delivery.js';
import { erase } from './erase.js';
import { examples } from './examples.js';
import { map } from './map.js';
import { settings } from './settings.js';

/** Any HTTPS address, for those who build their own. */
export default defineDestination({
  contract: 1,
  id: 'webhook',
  name: 'Webhook',
  vendorDocs: 'https://www.rfc-editor.org/rfc/rfc2104',
  settings,
  consent: ['analytics'],
  limits: { batch: { maxEvents: 100, maxBytes: 900_000 }, maxAgeHours: 168, concurrency: 4 },
  map,
  delivery,
  check,
  erase,
  examples,
});
