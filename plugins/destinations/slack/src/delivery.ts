import { jsonRequest, type Context, type HttpDelivery, type HttpRequest, type Outcome } from '@warp/plugin-sdk';
import type { SlackItem } from './map.js';
import { outcomeOfAnswer, readAnswer } from './read.js';
import type { SlackSettings } from './settings.js';

/** Slack's incoming webhooks: one message per request, a section per event. */
export const delivery: HttpDelivery<SlackSettings, SlackItem> = {
  via: 'http',
  request: requestFor,
  read: readAnswer,
};

export function requestFor(batch: readonly SlackItem[], { webhook_url }: SlackSettings): HttpRequest {
  return jsonRequest(webhook_url, {
    text: batch.map(({ short }) => short).join('\n'),
    // `verbatim`: names and addresses inside a page's title become no links and call nobody.
    blocks: batch.map(({ full }) => ({ type: 'section', text: { type: 'mrkdwn', text: full, verbatim: true } })),
  });
}

/** “Test connection”: a message that says what it is, so that its owner sees where messages arrive. */
export async function check({ webhook_url }: SlackSettings, context: Context): Promise<Outcome> {
  return outcomeOfAnswer(await context.http(jsonRequest(webhook_url, { text: 'Warp is connected. Messages about your website appear here.' })));
}
