import { jsonRequest, type DeliveryMode, type HttpDelivery, type HttpRequest } from '@warp/plugin-sdk';
import type { PinterestEvent } from './map.js';
import { readAnswer } from './read.js';
import type { PinterestSettings } from './settings.js';

/** Pinterest's Conversions API. With `test=true` it answers as usual and counts nothing. */
export const delivery: HttpDelivery<PinterestSettings, PinterestEvent> = {
  via: 'http',
  canValidate: true,
  request: requestFor,
  read: readAnswer,
};

export function requestFor(batch: readonly PinterestEvent[], settings: PinterestSettings, mode: DeliveryMode): HttpRequest {
  const { endpoint, ad_account_id, access_token } = settings;
  return jsonRequest(
    `${endpoint.replace(/\/$/, '')}/v5/ad_accounts/${ad_account_id}/events${mode === 'validate' ? '?test=true' : ''}`,
    { data: batch },
    { headers: { authorization: `Bearer ${access_token}` } },
  );
}
