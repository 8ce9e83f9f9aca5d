import { secret, text, Type, type Static } from '@warp/plugin-sdk';

export const settings = Type.Object({
  tag_id: text('UET tag ID', {
    pattern: '^[0-9]{1,20}$',
    errorMessage: 'A UET tag ID has only digits, such as 123456789; you find it in Microsoft Advertising › Conversions › UET tag.',
    description: 'Microsoft Advertising › Conversions › UET tag.',
    'x-placeholder': '123456789',
  }),
  access_token: secret('Conversions API token', {
    minLength: 1,
    errorMessage: 'Enter the token of the Conversions API; you copy it in Microsoft Advertising › Conversions › UET tag › edit the tag › Set up tagging.',
    description: 'The same page › edit the tag › Set up tagging › Use Conversions API › Copy token.',
  }),
  endpoint: text('Server', { format: 'uri', default: 'https://capi.uet.microsoft.com' }),
});

export type MicrosoftSettings = Static<typeof settings>;
