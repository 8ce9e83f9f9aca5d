import { choice, secret, text, toggle, Type, type Static } from '@warp/plugin-sdk';

export const settings = Type.Object({
  ad_account_id: text('Ad account ID', {
    pattern: '^[0-9]{1,18}$',
    errorMessage: 'An ad account ID has only digits, such as 549755885175; you find it in Ads Manager, in the menu of your ad account.',
    description: 'Ads Manager › the menu of your ad account.',
    'x-placeholder': '549755885175',
  }),
  access_token: secret('Conversion access token', {
    minLength: 1,
    errorMessage: 'Enter the conversion access token; you make one in Ads Manager › Conversions › Conversions API.',
    description: 'Ads Manager › Conversions › Conversions API.',
  }),
  other_events: choice('Events Pinterest has no name for', ['leave_out', 'custom'], {
    default: 'leave_out',
    description: 'custom: all of them count together as Pinterest’s event “custom”.',
  }),
  limited_data_processing: toggle('Limited Data Processing', {
    default: false,
    description: 'Asks Pinterest to limit what it does with events of people whose US state has a privacy law.',
  }),
  endpoint: text('Server', { format: 'uri', default: 'https://api.pinterest.com' }),
});

export type PinterestSettings = Static<typeof settings>;
