import { reportedEvents, secret, Type, type Static } from '@warp/plugin-sdk';

export const settings = Type.Object({
  // Whoever knows the address can post, so all of it is a secret.
  webhook_url: secret('Webhook URL', {
    pattern: '^https?://[^\\s/]+/\\S+$',
    errorMessage: 'A webhook URL looks like https://hooks.slack.com/services/T…/B…/…; you find it at api.slack.com/apps › your app › Incoming Webhooks.',
    'x-recipient': true,
    // The second is GovSlack's.
    'x-vendor-hosts': ['hooks.slack.com', 'hooks.slack-gov.com'],
    description: 'api.slack.com/apps › your app › Incoming Webhooks › Add New Webhook. It posts into the channel you choose there.',
    'x-placeholder': 'https://hooks.slack.com/services/T…/B…/…',
  }),
  events: reportedEvents(),
});

export type SlackSettings = Static<typeof settings>;
