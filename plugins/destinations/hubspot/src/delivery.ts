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
export const hubspotRequest = (settings: HubspotSettings, path: string, body: unknown): HttpRequest =>
  jsonRequest(`${addressOf(settings)}/${path}`, body, { headers: authorization(settings) });

/** Of the server, without a slash at its end. */
export const addressOf = ({ endpoint }: HubspotSettings): string => endpoint.replace(/\/$/, '');

export const authorization = ({ access_token = '' }: HubspotSettings): Readonly<Record<string, string>> => ({ authorization: `Bearer ${access_token}` });
