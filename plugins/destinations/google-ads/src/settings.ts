import { choice, secret, text, toggle, Type, type Static } from '@warp/plugin-sdk';

const ACCOUNT = '[0-9]{3}-?[0-9]{3}-?[0-9]{4}';

const CONVERSION_ACTION = 'A conversion action is written as event=ID, such as purchase=123456789. The ID is the ctId in the address of the action’s page in Google Ads.';

export const settings = Type.Object({
  customer_id: text('Customer ID', {
    pattern: `^${ACCOUNT}$`,
    errorMessage: 'A customer ID has ten digits, such as 123-456-7890; you find it in the upper right corner of Google Ads.',
    description: 'Of the account that gets the conversions: ten digits in the upper right corner of Google Ads.',
    'x-placeholder': '123-456-7890',
  }),
  login_customer_id: text('Manager account', {
    default: '',
    pattern: `^(${ACCOUNT})?$`,
    errorMessage: 'The customer ID of a manager account has ten digits, such as 123-456-7890. Leave it empty when there is none.',
    description: 'Customer ID of the manager account whose user connects. Empty when that user belongs to the account itself.',
  }),
  conversion_actions: Type.Array(Type.String({ pattern: '^[A-Za-z][A-Za-z0-9_.-]{0,99}=[0-9]{1,20}$', errorMessage: CONVERSION_ACTION }), {
    title: 'Conversion actions',
    description:
      'Event and ID of its conversion action, as purchase=123456789, separated by commas. The ID is the ctId in the address of the action’s page in Google Ads. Other events are left out.',
    minItems: 1,
    maxItems: 100,
    'x-recipient': false,
  }),
  action_type: choice('Kind of the conversion actions', ['upload_clicks', 'webpage'], {
    default: 'upload_clicks',
    description:
      'upload_clicks: imported from clicks, so Warp is their only source. webpage: counted by the Google tag, and Warp adds what the tag missed; both must name the same transaction ID.',
  }),
  ad_personalization: toggle('Personalised advertising', {
    default: true,
    description: 'The visitors’ agreement to marketing covers personalised advertising. Off: Google may measure by these conversions, not aim by them.',
  }),
  merchant_id: text('Merchant Center ID', {
    default: '',
    'x-recipient': false,
    pattern: '^[0-9]{0,20}$',
    errorMessage: 'A Merchant Center ID has only digits, such as 123456789; you find it in the upper right corner of Merchant Center.',
    description: 'Ties the items of a purchase to products of this Merchant Center.',
  }),
  merchant_feed_label: text('Feed label', {
    default: '',
    'x-recipient': false,
    pattern: '^[A-Z0-9_-]{0,20}$',
    errorMessage: 'A feed label has at most 20 capital letters, digits, “_” and “-”, such as DE; Merchant Center shows it with each data source.',
    description: 'Of the products’ feed, often the country, for example DE.',
  }),
  merchant_feed_language: text('Feed language', {
    default: '',
    'x-recipient': false,
    pattern: '^([a-z]{2})?$',
    errorMessage: 'A feed language is a code of two small letters, such as de.',
    description: 'Of the products’ feed, for example de.',
  }),
  api: choice('API', ['data_manager', 'click_upload'], {
    default: 'data_manager',
    description: 'click_upload is the older upload of the Google Ads API. Google takes it only from who used it before June 2026.',
  }),
  developer_token: secret('Developer token', {
    default: '',
    description: 'For the older upload only. Google Ads › Admin › API Center of the manager account.',
  }),
  client_id: text('OAuth client ID', {
    minLength: 1,
    errorMessage: 'Enter the OAuth client ID; you find it in the Google Cloud console under APIs & Services › Credentials.',
    description: 'Google Cloud console › APIs & Services › Credentials, in a project with the Data Manager API enabled.',
  }),
  client_secret: secret('OAuth client secret', {
    minLength: 1,
    errorMessage: 'Enter the OAuth client secret; the Google Cloud console shows it beside the client ID.',
  }),
  access_token: secret('Access token', { description: 'Filled in when the Google account is connected.' }),
  endpoint: text('Server', { format: 'uri', default: 'https://datamanager.googleapis.com' }),
  ads_endpoint: text('Server of the older upload', { format: 'uri', default: 'https://googleads.googleapis.com' }),
  accounts_endpoint: text('Server that asks the owner', { format: 'uri', default: 'https://accounts.google.com' }),
  token_endpoint: text('Server of the tokens', { format: 'uri', default: 'https://oauth2.googleapis.com' }),
});

export type GoogleAdsSettings = Static<typeof settings>;

/** Google Ads shows customer IDs with dashes and takes them without. */
export const accountId = (customerId: string): string => customerId.replaceAll('-', '');

export const base = (endpoint: string): string => endpoint.replace(/\/$/, '');
