import { secret, text, toggle, Type, type Static } from '@warp/plugin-sdk';

export const settings = Type.Object({
  url: text('Address', { format: 'uri', pattern: '^https?://', 'x-placeholder': 'https://example.com/hooks/warp' }),
  secret: secret('Signing secret', { minLength: 16, description: 'At least 16 characters; your server checks the signature with it.' }),
  include_user: toggle('Include personal fields', { default: false, description: 'E-mail, phone, name and address in the clear.' }),
});

export type WebhookSettings = Static<typeof settings>;
