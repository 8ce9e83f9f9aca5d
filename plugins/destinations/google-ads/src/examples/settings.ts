import type { GoogleAdsSettings } from '../settings.js';

export const exampleSettings: GoogleAdsSettings = {
  customer_id: '123-456-7890',
  login_customer_id: '',
  conversion_actions: ['purchase=111222333', 'generate_lead=444555666'],
  action_type: 'upload_clicks',
  ad_personalization: true,
  merchant_id: '',
  merchant_feed_label: '',
  merchant_feed_language: '',
  api: 'data_manager',
  developer_token: 'example-developer-token',
  client_id: 'example.apps.googleusercontent.com',
  client_secret: 'example-client-secret',
  access_token: 'example-access-token',
  endpoint: 'https://datamanager.googleapis.com',
  ads_endpoint: 'https://googleads.googleapis.com',
  accounts_endpoint: 'https://accounts.google.com',
  token_endpoint: 'https://oauth2.googleapis.com',
};
