import { jsonRequest, type DeliveryMode, type HttpRequest } from '@warp/plugin-sdk';
import { base, type GoogleAdsSettings } from '../settings.js';
import { dataManagerDestination, type DataManagerEvent } from './event.js';

/** Accounts stand in the body: this API takes no headers but the token's (…/devguides/concepts/destinations). */
export function ingestRequest(action: string, events: readonly DataManagerEvent[], settings: GoogleAdsSettings, mode: DeliveryMode): HttpRequest {
  return jsonRequest(
    `${base(settings.endpoint)}/v1/events:ingest`,
    {
      destinations: [dataManagerDestination(action, settings)],
      events,
      encoding: 'HEX',
      ...(mode === 'validate' && { validateOnly: true }),
    },
    { headers: { authorization: `Bearer ${settings.access_token}` } },
  );
}
