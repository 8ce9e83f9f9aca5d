import { jsonRequest, type Context, type HttpDelivery, type HttpRequest, type Outcome } from '@warp/plugin-sdk';
import type { MetaEvent } from './map.js';
import { outcomeOfAnswer, readAnswer } from './read.js';
import type { MetaSettings } from './settings.js';

/** Conversions API versions live for at least two years (…/conversions-api/using-the-api); this one is of February 2026. */
export const GRAPH_API_VERSION = 'v25.0';

/** Meta's Conversions API. A test event code is no validation: those events count too. */
export const delivery: HttpDelivery<MetaSettings, MetaEvent> = {
  via: 'http',
  request: requestFor,
  read: readAnswer,
};

/** The token travels in the body, where it reaches no log of addresses. */
export function requestFor(batch: readonly MetaEvent[], settings: MetaSettings): HttpRequest {
  return jsonRequest(`${datasetUrl(settings)}/events`, {
    data: batch,
    access_token: settings.access_token,
    ...(settings.test_event_code && { test_event_code: settings.test_event_code }),
  });
}

/** “Test connection”: reads the dataset's id, which sends no event. */
export async function check(settings: MetaSettings, context: Context): Promise<Outcome> {
  const response = await context.http({
    method: 'GET',
    url: `${datasetUrl(settings)}?fields=id`,
    headers: { authorization: `Bearer ${settings.access_token}` },
  });
  return outcomeOfAnswer(response);
}

const datasetUrl = ({ endpoint, pixel_id }: MetaSettings): string => `${endpoint.replace(/\/$/, '')}/${GRAPH_API_VERSION}/${pixel_id}`;
