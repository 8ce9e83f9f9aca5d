import { reportedEvents, secret, Type, type Static } from '@warp/plugin-sdk';

export const settings = Type.Object({
  // Whoever knows the address can post, so all of it is a secret.
  webhook_url: secret('Webhook URL', {
    pattern: '^https?://[^\\s/]+/\\S+$',
    errorMessage: 'A webhook URL looks like https://….api.powerplatform.com/…&sig=…; Teams shows it in the channel’s menu under Workflows. Copy it as a whole.',
    'x-recipient': true,
    // Where workflows have their triggers, the older ones too.
    'x-vendor-hosts': ['*.api.powerplatform.com', '*.logic.azure.com'],
    description: 'Teams › the channel’s menu › Workflows › “Send webhook alerts to a channel”. The workflow must take requests of anyone; copy its URL as a whole.',
    'x-placeholder': 'https://….api.powerplatform.com/…&sig=…',
  }),
  events: reportedEvents(),
});

export type TeamsSettings = Static<typeof settings>;
