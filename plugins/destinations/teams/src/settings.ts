import { reportedEvents, secret, Type, type Static } from '@warp/plugin-sdk';

export const settings = Type.Object({
  // Whoever knows the address can post, so all of it is a secret.
  webhook_url: secret('Webhook URL', {
    pattern: '^https?://[^\\s/]+/\\S+$',
    description: 'Teams › the channel’s menu › Workflows › “Send webhook alerts to a channel”. The workflow must take requests of anyone; copy its URL as a whole.',
    'x-placeholder': 'https://….api.powerplatform.com/…&sig=…',
  }),
  events: reportedEvents(),
});

export type TeamsSettings = Static<typeof settings>;
