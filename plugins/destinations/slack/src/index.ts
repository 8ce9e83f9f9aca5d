import { defineDestination } from '@warp/plugin-sdk';
import { check, delivery } from './delivery.js';
import { examples } from './examples.js';
import { map } from './map.js';
import { settings } from './settings.js';

/** Slack. */
export default defineDestination({
  contract: 1,
  id: 'slack',
  name: 'Slack',
  vendorDocs: 'https://docs.slack.dev/messaging/sending-messages-using-incoming-webhooks',
  settings,
  // Nothing personal is in a message.
  consent: [],
  // Slack shows at most 50 blocks; ten events are as many as somebody reads at once. One message a second and webhook, so one
  // request at a time. Yesterday's events are no news.
  limits: { batch: { maxEvents: 10, maxBytes: 60_000 }, maxAgeHours: 24, concurrency: 1 },
  map,
  delivery,
  check,
  examples,
});
