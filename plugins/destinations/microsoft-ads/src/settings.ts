import { secret, text, Type, type Static } from '@warp/plugin-sdk';

export const settings = Type.Object({
  tag_id: text('UET tag ID', {
    pattern: '^[0-9]{1,20}$',
    description: 'Microsoft Advertising › Conversions › UET tag.',
    'x-placeholder': '123456789',
  }),
  access_token: secret('Conversions API token', {
    minLength: 1,
    description: 'The same page › edit the tag › Set up tagging › Use Conversions API › Copy token.',
  }),
  phone_country_code: text('Country code of phone numbers', {
    default: '',
    'x-recipient': false,
    pattern: '^([1-9][0-9]{0,2})?$',
    description: 'Put before phone numbers that were typed in without one, for example 49. Microsoft matches complete numbers only.',
  }),
  endpoint: text('Server', { format: 'uri', default: 'https://capi.uet.microsoft.com' }),
});

export type MicrosoftSettings = Static<typeof settings>;
