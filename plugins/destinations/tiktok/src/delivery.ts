import { jsonRequest, type Context, type HttpDelivery, type HttpRequest, type Outcome } from '@warp/plugin-sdk';
import type { TiktokEvent } from './map.js';
import { INVALID, outcomeOfAnswer, readAnswer } from './read.js';
import type { TiktokSettings } from './settings.js';

/** TikTok's Events API 2.0. It answers 200 to nearly everything; the verdict is in the answer's code. */
export const delivery: HttpDelivery<TiktokSettings, TiktokEvent> = {
  via: 'http',
  request: requestFor,
  read: readAnswer,
};

export function requestFor(batch: readonly TiktokEvent[], settings: TiktokSettings): HttpRequest {
  return jsonRequest(
    `${settings.endpoint.replace(/\/$/, '')}/open_api/v1.3/event/track/`,
    {
      event_source: 'web',
      event_source_id: settings.pixel_code,
      ...(settings.test_event_code && { test_event_code: settings.test_event_code }),
      data: batch,
    },
    { headers: { 'access-token': settings.access_token } },
  );
}

/**
 * “Test connection”: a request without events. TikTok looks at the token before it looks at the rest, so a complaint about the
 * missing events says that the token is good.
 */
export async function check(settings: TiktokSettings, context: Context): Promise<Outcome> {
  const outcome = outcomeOfAnswer(await context.http(requestFor([], settings)));
  return outcome.is === 'permanent' && outcome.code === INVALID ? { is: 'delivered' } : outcome;
}
