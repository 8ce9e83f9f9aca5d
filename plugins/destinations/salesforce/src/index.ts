import { defineDestination } from '@warp/plugin-sdk';
import { check } from './check.js';
import { delivery } from './delivery.js';
import { erase } from './erase.js';
import { examples } from './examples.js';
import { map } from './map.js';
import { oauth } from './oauth.js';
import { settings } from './settings.js';

/** Salesforce: leads or contacts, and accounts of visitors' networks. */
export default defineDestination({
  contract: 1,
  id: 'salesforce',
  name: 'Salesforce',
  vendorDocs: 'https://developer.salesforce.com/docs/platform/api-rest/guide/resources-composite-sobjects-collections-upsert.html',
  settings,
  consent: ['marketing'],
  // 200 records a request: the reference. One request at a time: two at once may lock one record. How old an event is does not
  // matter to Salesforce; a week is what Warp takes in.
  limits: { batch: { maxEvents: 200, maxBytes: 1_000_000 }, maxAgeHours: 168, concurrency: 1 },
  map,
  delivery,
  oauth,
  check,
  erase,
  examples,
});
