import { reportedEvents, secret, Type, type Static } from '@warp/plugin-sdk';

export const settings = Type.Object({
  // Whoever knows the address can post, so all of it is a secret.
  webhook_url: secret('Webhook URL', {
    pattern: '^https?://[^\\s/]+/\\S+$',
    description: 'api.slack.com/apps › your app › Incoming Webhooks › Add New Webhook. It posts into the channel you choose there.',
    'x-placeholder': 'https://hooks.slack.com/services/T…/B…/…',
  }),
  events: reportedEvents(),
});

export type SlackSettings = Static<typeof settings>;
