import { jsonRequest, type Context, type HttpDelivery, type HttpRequest, type Outcome } from '@warp/plugin-sdk';
import { messageOf, part, run, type Part } from './card.js';
import { outcomeOfAnswer, readAnswer } from './read.js';
import type { TeamsSettings } from './settings.js';

/** A workflow of Teams: one card per request, a part per event. */
export const delivery: HttpDelivery<TeamsSettings, Part> = {
  via: 'http',
  request: requestFor,
  read: readAnswer,
};

export function requestFor(batch: readonly Part[], { webhook_url }: TeamsSettings): HttpRequest {
  return jsonRequest(webhook_url, messageOf(batch));
}

/** “Test connection”: a message that says what it is, so that its owner sees where messages arrive. */
export async function check(settings: TeamsSettings, context: Context): Promise<Outcome> {
  const hello = part([[run('Warp is connected. Messages about your website appear here.')]]);
  return outcomeOfAnswer(await context.http(requestFor([hello], settings)));
}
