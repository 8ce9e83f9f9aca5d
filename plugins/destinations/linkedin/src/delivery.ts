import { jsonRequest, type Context, type HttpDelivery, type HttpRequest, type Outcome } from '@warp/plugin-sdk';
import { conversionIds } from './conversions.js';
import type { LinkedInEvent } from './map.js';
import { outcomeOfConversion, readAnswer } from './read.js';
import type { LinkedInSettings } from './settings.js';

/** A new version comes every month and each lives for at least a year (…/linkedin/marketing/versioning); this one is of August 2026. */
export const API_VERSION = '202608';

/** LinkedIn's Conversions API. It has no address to try events at. */
export const delivery: HttpDelivery<LinkedInSettings, LinkedInEvent> = {
  via: 'http',
  request: requestFor,
  read: readAnswer,
};

export function requestFor(batch: readonly LinkedInEvent[], settings: LinkedInSettings): HttpRequest {
  return jsonRequest(
    `${rest(settings)}/conversionEvents`,
    { elements: batch },
    { headers: { ...headers(settings), 'x-restli-method': 'BATCH_CREATE' } },
  );
}

/** “Test connection”: reads each conversion, which sends no event. */
export async function check(settings: LinkedInSettings, context: Context): Promise<Outcome> {
  for (const id of conversionIds(settings)) {
    const outcome = outcomeOfConversion(await context.http(conversionRequest(id, settings)), id);
    if (outcome.is !== 'delivered') return outcome;
  }
  return { is: 'delivered' };
}

const conversionRequest = (id: string, settings: LinkedInSettings): HttpRequest => ({
  method: 'GET',
  url: `${rest(settings)}/conversions/${id}?account=${encodeURIComponent(`urn:li:sponsoredAccount:${settings.ad_account_id}`)}`,
  headers: headers(settings),
});

const rest = ({ endpoint }: LinkedInSettings): string => `${endpoint.replace(/\/$/, '')}/rest`;

const headers = ({ access_token }: LinkedInSettings): Readonly<Record<string, string>> => ({
  authorization: `Bearer ${access_token}`,
  'linkedin-version': API_VERSION,
  'x-restli-protocol-version': '2.0.0',
});
