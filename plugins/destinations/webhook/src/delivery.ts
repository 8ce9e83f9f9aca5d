import { hmacSha256Hex, jsonRequest, outcomeOfStatus, type Context, type HttpDelivery, type HttpRequest, type Outcome } from '@warp/plugin-sdk';
import type { WebhookItem } from './map.js';
import type { WebhookSettings } from './settings.js';

/** Signed JSON to the owner's own address. */
export const delivery: HttpDelivery<WebhookSettings, WebhookItem> = {
  via: 'http',
  // The time of the newest event stands for now: a retried request stays the same to the byte.
  request: (batch, settings) => signedRequest(bodyOf(batch), Math.max(...batch.map(({ receivedAtMs }) => receivedAtMs)), settings),
};

/** “Test connection”: a signed request without events, so that nobody takes an example for an order. */
export async function check(settings: WebhookSettings, context: Context): Promise<Outcome> {
  return outcomeOfStatus(await context.http(signedRequest(bodyOf([]), context.now().getTime(), settings)));
}

const bodyOf = (batch: readonly WebhookItem[]): object => ({ events: batch.map((item) => item.body) });

/** @param timeMs when it is signed; ms since 1970 */
export function signedRequest(content: object, timeMs: number, { url, secret }: WebhookSettings): HttpRequest {
  const body = JSON.stringify(content);
  const timestamp = String(Math.floor(timeMs / 1000));
  const headers = { 'x-warp-timestamp': timestamp, 'x-warp-signature': hmacSha256Hex(secret, `${timestamp}\n${body}`) };
  return { ...jsonRequest(url, undefined, { headers }), body };
}
