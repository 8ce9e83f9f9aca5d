import { jsonRequest, type HttpDelivery, type HttpRequest } from '@warp/plugin-sdk';
import { readAnswer } from './read.js';
import { mergedRecords, type HubspotRecord } from './record.js';
import type { HubspotSettings } from './settings.js';

/** HubSpot's upsert in batches: contacts and companies travel in requests of their own. */
export const delivery: HttpDelivery<HubspotSettings, HubspotRecord> = {
  via: 'http',
  groupBy: ({ object }) => object,
  request: requestFor,
  read: readAnswer,
};

export function requestFor(batch: readonly HubspotRecord[], settings: HubspotSettings): HttpRequest {
  // With a trace id of its own for each input, HubSpot writes the good ones and says which were bad.
  const inputs = mergedRecords(batch).map(({ idProperty, id, properties }, index) => ({ idProperty, id, properties, objectWriteTraceId: String(index) }));
  return hubspotRequest(settings, `crm/objects/${settings.api_version}/${batch[0]?.object}/batch/upsert`, { inputs });
}

/** @param path below the server's address, without a slash before it */
export const hubspotRequest = ({ endpoint, access_token = '' }: HubspotSettings, path: string, body: unknown): HttpRequest =>
  jsonRequest(`${endpoint.replace(/\/$/, '')}/${path}`, body, { headers: { authorization: `Bearer ${access_token}` } });
