import { defineDestination, hmacSha256Hex, jsonRequest } from '@warp/plugin-sdk';
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
  limits: { batch: { maxEvents: 100, maxBytes: 900_000, maxWaitMs: 0 }, maxAgeHours: 168, concurrency: 4 },
  map,
  delivery: {
    via: 'http',
    request: (batch, { url, secret }) => {
      const body = JSON.stringify({ events: batch.map((item) => item.body) });
      // The time of the newest event stands for now: a retried request stays the same to the byte.
      const timestamp = String(Math.floor(Math.max(...batch.map(({ receivedAtMs }) => receivedAtMs)) / 1000));
      return {
        ...jsonRequest(url, undefined, {
          headers: { 'x-warp-timestamp': timestamp, 'x-warp-signature': hmacSha256Hex(secret, `${timestamp}\n${body}`) },
        }),
        body,
      };
    },
  },
  examples,
});
