import { secret, text, toggle, Type, type Static } from '@warp/plugin-sdk';

export const settings = Type.Object({
  url: text('Address', {
    format: 'uri',
    pattern: '^https?://',
    errorMessage: 'The address begins with https:// or http://, such as https://example.com/hooks/warp.',
    'x-placeholder': 'https://example.com/hooks/warp',
  }),
  secret: secret('Signing secret', {
    minLength: 16,
    errorMessage: 'A signing secret has at least 16 characters. Make one up, for example with a password manager, and enter it on your server too.',
    description: 'At least 16 characters; your server checks the signature with it.',
  }),
  include_user: toggle('Include personal fields', { default: false, description: 'E-mail, phone, name and address in the clear.' }),
});

export type WebhookSettings = Static<typeof settings>;
