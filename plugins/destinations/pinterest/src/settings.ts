import { choice, secret, text, toggle, Type, type Static } from '@warp/plugin-sdk';

export const settings = Type.Object({
  ad_account_id: text('Ad account ID', {
    pattern: '^[0-9]{1,18}$',
    description: 'Ads Manager › the menu of your ad account.',
    'x-placeholder': '549755885175',
  }),
  access_token: secret('Conversion access token', { minLength: 1, description: 'Ads Manager › Conversions › Conversions API.' }),
  other_events: choice('Events Pinterest has no name for', ['leave_out', 'custom'], {
    default: 'leave_out',
    description: 'custom: all of them count together as Pinterest’s event “custom”.',
  }),
  limited_data_processing: toggle('Limited Data Processing', {
    default: false,
    description: 'Asks Pinterest to limit what it does with events of people whose US state has a privacy law.',
  }),
  phone_country_code: text('Country code of phone numbers', {
    default: '',
    'x-recipient': false,
    pattern: '^([1-9][0-9]{0,2})?$',
    description: 'Put before phone numbers that were typed in without one, for example 49. Pinterest matches complete numbers only.',
  }),
  endpoint: text('Server', { format: 'uri', default: 'https://api.pinterest.com' }),
});

export type PinterestSettings = Static<typeof settings>;
