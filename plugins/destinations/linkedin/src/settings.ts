import { secret, text, Type, type Static } from '@warp/plugin-sdk';

const CONVERSION = 'A conversion is written as event=ID, such as purchase=104012. The ID is shown in Campaign Manager › Conversion tracking.';

export const settings = Type.Object({
  ad_account_id: text('Ad account ID', {
    pattern: '^[0-9]{1,20}$',
    errorMessage: 'An ad account ID has only digits, such as 506336348; you find it in Campaign Manager, in the menu of your ad account.',
    description: 'Campaign Manager › the menu of your ad account.',
    'x-placeholder': '506336348',
  }),
  access_token: secret('Access token', {
    minLength: 1,
    errorMessage: 'Enter the access token; you make one in Campaign Manager › Data › Signals manager › Direct API.',
    description: 'Campaign Manager › Data › Signals manager › Direct API › Generate token. It ends one day; Warp tells you.',
  }),
  conversions: Type.Array(Type.String({ pattern: '^[A-Za-z][A-Za-z0-9_.-]{0,99} *= *[0-9]{1,20}$', errorMessage: CONVERSION }), {
    title: 'Conversions',
    description:
      'The name of an event, = and the ID of a conversion you made in Campaign Manager with the source Conversions API. Several are separated by commas: purchase=104012, generate_lead=104013. Other events are left out.',
    minItems: 1,
    maxItems: 50,
    'x-recipient': false,
  }),
  endpoint: text('Server', { format: 'uri', default: 'https://api.linkedin.com' }),
});

export type LinkedInSettings = Static<typeof settings>;
