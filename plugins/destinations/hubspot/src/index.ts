import { defineDestination } from '@warp/plugin-sdk';
import { check } from './check.js';
import { delivery } from './delivery.js';
import { erase } from './erase.js';
import { examples } from './examples.js';
import { map } from './map.js';
import { oauth } from './oauth.js';
import { settings } from './settings.js';

/** HubSpot: contacts, and companies of visitors' networks. */
export default defineDestination({
  contract: 1,
  id: 'hubspot',
  name: 'HubSpot',
  vendorDocs: 'https://developers.hubspot.com/docs/api-reference/2026-03/crm/objects/contacts/batch/upsert-contacts',
  settings,
  consent: ['marketing'],
  // 100 inputs a request: the reference. One request at a time: two at once may write one contact. How old an event is does not
  // matter to HubSpot; a week is what Warp takes in.
  limits: { batch: { maxEvents: 100, maxBytes: 1_000_000 }, maxAgeHours: 168, concurrency: 1 },
  map,
  delivery,
  oauth,
  check,
  erase,
  examples,
});
