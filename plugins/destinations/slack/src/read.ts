import { outcomeOfStatus, type HttpResponse, type Outcome } from '@warp/plugin-sdk';

/**
 * Slack's refusals, a word of plain text in the body, that only the webhook's owner can put right
 * (docs.slack.dev/messaging/sending-messages-using-incoming-webhooks, “Handling errors”).
 */
const OWNERS_MATTER: Readonly<Record<string, string>> = {
  action_prohibited: 'A restriction of the workspace keeps the webhook from posting.',
  channel_is_archived: 'The channel is archived.',
  channel_not_found: 'The channel no longer exists.',
  invalid_token: 'Slack does not know the webhook’s URL.',
  no_active_hooks: 'The webhook is switched off.',
  no_service: 'The webhook was removed or switched off.',
  no_service_id: 'The webhook’s URL is not complete.',
  no_team: 'Slack does not know the workspace in the webhook’s URL.',
  posting_to_general_channel_denied: 'The webhook may not post to the workspace’s general channel.',
  team_disabled: 'The workspace is no longer active.',
  user_not_found: 'The person the webhook posts to no longer exists.',
};

/** One outcome per event. A message goes through or not as a whole, and Slack does not say which event's part it disliked. */
export function readAnswer(response: HttpResponse, batch: readonly unknown[]): readonly Outcome[] {
  const outcome = outcomeOfAnswer(response);
  return batch.map(() => (outcome.is === 'permanent' && batch.length > 1 ? REFUSED : outcome));
}

const REFUSED: Outcome = { is: 'transient', code: 'batch_refused', message: 'Slack refused the message because of one of its events.' };

export function outcomeOfAnswer(response: HttpResponse): Outcome {
  const { status, body } = response;
  const word = body.trim();
  if (status >= 200 && status < 300 && word === 'ok') return { is: 'delivered' };
  const sentence = Object.hasOwn(OWNERS_MATTER, word) ? OWNERS_MATTER[word] : undefined;
  if (sentence !== undefined) return misconfigured(`slack_${word}`, sentence);
  const outcome = outcomeOfStatus(response);
  // Anything else that answers kindly, or elsewhere, is not a webhook of Slack's.
  if (outcome.is === 'delivered' || outcome.is === 'configuration' || (status >= 300 && status < 400) || status === 404 || status === 410)
    return misconfigured(`http_${status}`, 'There is no Slack webhook behind this URL.');
  if (outcome.is === 'permanent' && /^[a-z_]{2,50}$/.test(word))
    return { is: 'permanent', code: `slack_${word}`, message: `Slack refused the message (${word}).` };
  return outcome;
}

const misconfigured = (code: string, sentence: string): Outcome => ({
  is: 'configuration',
  code,
  message: `${sentence} Create a new webhook and enter its URL.`,
  setting: 'webhook_url',
});
