import { defineDestination } from '@warp/plugin-sdk';
import { check, delivery } from './delivery.js';
import { examples } from './examples.js';
import { map } from './map.js';
import { settings } from './settings.js';

/** Microsoft Teams. */
export default defineDestination({
  contract: 1,
  id: 'teams',
  name: 'Microsoft Teams',
  vendorDocs: 'https://learn.microsoft.com/en-us/connectors/teams/#microsoft-teams-webhook',
  settings,
  // Nothing personal is in a message.
  consent: [],
  // Teams shows about 28 KB, and a workflow that fails on more has already said it took it; ten events are as many as somebody
  // reads at once. Yesterday's events are no news.
  limits: { batch: { maxEvents: 10, maxBytes: 20_000 }, maxAgeHours: 24, concurrency: 1 },
  map,
  delivery,
  check,
  examples,
});
