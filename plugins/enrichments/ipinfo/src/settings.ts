import { choice, secret, text, toggle, Type, type Static } from '@warp/plugin-sdk';

export const settings = Type.Object({
  token: secret('Access token', {
    minLength: 1,
    errorMessage: 'Enter the access token; your account at ipinfo.io shows it.',
    description: 'From your account at ipinfo.io.',
  }),
  api: choice('API', ['lite', 'core', 'legacy'], {
    default: 'lite',
    description: 'lite: free, country and network. core: the plans Core, Plus and Max. legacy: older plans, some of which know companies.',
  }),
  monthly_limit: Type.Optional(
    Type.Integer({ title: 'Most look-ups in a month', minimum: 1, 'x-recipient': false, description: 'Warp stops there. Left empty: no limit; IPinfo charges for what goes beyond a plan.' }),
  ),
  one_by_one: toggle('Ask for one address per request', { default: false, description: 'For tokens that may not use the batch API.' }),
  endpoint: Type.Optional(text('API address', { format: 'uri', 'x-placeholder': 'https://api.ipinfo.io', description: 'Only if IPinfo gave you another one.' })),
});

export type Settings = Static<typeof settings>;
export type Api = Settings['api'];
