import { secret, Type, type Static } from '@warp/plugin-sdk';

export const settings = Type.Object({
  // Whoever knows the address can post, so all of it is a secret.
  webhook_url: secret('Webhook URL', {
    pattern: '^https?://[^\\s/]+/\\S+$',
    description: 'api.slack.com/apps › your app › Incoming Webhooks › Add New Webhook. It posts into the channel you choose there.',
    'x-placeholder': 'https://hooks.slack.com/services/T…/B…/…',
  }),
  events: Type.Array(Type.String({ pattern: '^[A-Za-z][A-Za-z0-9_.-]{0,99}$' }), {
    title: 'Events to report',
    description: 'Names of events, separated by commas. Each of them becomes a message, so choose what somebody wants to read.',
    default: ['purchase', 'generate_lead', 'sign_up', 'form_submit'],
    minItems: 1,
    maxItems: 100,
  }),
});

export type SlackSettings = Static<typeof settings>;
