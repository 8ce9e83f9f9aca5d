import { jsonRequest, type Context, type HttpDelivery, type HttpRequest, type Outcome } from '@warp/plugin-sdk';
import type { MicrosoftEvent } from './map.js';
import { outcomeOfRequest, readAnswer, VALIDATION_ERROR } from './read.js';
import type { MicrosoftSettings } from './settings.js';

/** Microsoft Advertising's Conversions API. It has no address to try events at. */
export const delivery: HttpDelivery<MicrosoftSettings, MicrosoftEvent> = {
  via: 'http',
  request: requestFor,
  read: readAnswer,
};

export function requestFor(batch: readonly MicrosoftEvent[], { endpoint, tag_id, access_token }: MicrosoftSettings): HttpRequest {
  return jsonRequest(
    `${endpoint.replace(/\/$/, '')}/v1/${tag_id}/events`,
    // Otherwise one invalid event would keep all others out.
    { data: batch, continueOnValidationError: true, dataProvider: 'Warp' },
    { headers: { authorization: `Bearer ${access_token}` } },
  );
}

/**
 * “Test connection”: a request without events, which no event can come of. Microsoft looks at the token before it looks at the
 * rest, so a complaint about the missing events says that the token is good for this tag.
 */
export async function check(settings: MicrosoftSettings, context: Context): Promise<Outcome> {
  const outcome = outcomeOfRequest(await context.http(requestFor([], settings)));
  return outcome.is === 'permanent' && outcome.code === VALIDATION_ERROR ? { is: 'delivered' } : outcome;
}
