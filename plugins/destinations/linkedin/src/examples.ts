import { exampleEvent, type DestinationExample } from '@warp/plugin-sdk';
import type { LinkedInSettings } from './settings.js';

const settings: LinkedInSettings = {
  ad_account_id: '506336348',
  access_token: 'example-token',
  conversions: ['purchase=104012', 'generate_lead=104013'],
  endpoint: 'https://api.linkedin.com',
};

const post = (event: object) => ({
  method: 'POST' as const,
  url: 'https://api.linkedin.com/rest/conversionEvents',
  headers: {
    'content-type': 'application/json',
    authorization: 'Bearer example-token',
    'linkedin-version': '202608',
    'x-restli-protocol-version': '2.0.0',
    'x-restli-method': 'BATCH_CREATE',
  },
  body: JSON.stringify({ elements: [event] }),
});

const purchase = {
  conversion: 'urn:lla:llaPartnerConversion:104012',
  conversionHappenedAt: 1795435200000,
  conversionValue: { currencyCode: 'EUR', amount: '40.5' },
  eventId: 'purchase:example:1001',
  user: {
    userIds: [
      // printf '%s' ada@example.com | openssl dgst -sha256
      { idType: 'SHA256_EMAIL', idValue: 'b5fc85e55755f9e0d030a10ab4429b6b2944855f9a0d60077fe832becbc41d72' },
      { idType: 'PLAINTEXT_IP_ADDRESS', idValue: '203.0.113.7' },
    ],
    userInfo: { firstName: 'Ada', lastName: 'Example', countryCode: 'DE' },
  },
};

export const examples: readonly DestinationExample<LinkedInSettings>[] = [
  {
    title: 'a purchase; the e-mail hashed, the name in the clear, the amount as text',
    event: exampleEvent(),
    settings,
    gives: post(purchase),
    answer: { status: 200, headers: {}, body: '{"elements":[{"status":201}]}' },
    outcome: { is: 'delivered' },
  },
  {
    title: 'a purchase of a conversion that does not exist',
    event: exampleEvent(),
    settings,
    gives: post(purchase),
    answer: { status: 403, headers: {}, body: '{"message":"No ad accounts found","status":403}' },
    outcome: {
      is: 'configuration',
      code: 'http_403',
      message: 'The access token may not send to one of the conversions, or LinkedIn does not know its ID.',
      setting: 'conversions',
    },
  },
  {
    title: 'a lead who came by an advertisement, at a company',
    event: exampleEvent({
      eventType: 'generate_lead',
      eventData: {},
      ids: { liFatId: '8f6b5f1e-0000-4000-8000-1234567890ab' },
      user: { firstName: 'Ada', lastName: 'Example' },
      ipAddress: '2001:db8::7',
      organisation: { name: 'Smith & Sons', kind: 'business' },
    }),
    settings,
    gives: post({
      conversion: 'urn:lla:llaPartnerConversion:104013',
      conversionHappenedAt: 1795435200000,
      eventId: 'purchase:example:1001',
      user: {
        userIds: [{ idType: 'LINKEDIN_FIRST_PARTY_ADS_TRACKING_UUID', idValue: '8f6b5f1e-0000-4000-8000-1234567890ab' }],
        userInfo: { firstName: 'Ada', lastName: 'Example', companyName: 'Smith & Sons', countryCode: 'DE' },
      },
    }),
    answer: {
      status: 400,
      headers: {},
      body: '{"message":"Conversion time should be within 90 days and not exceed current time, indices [0] (0-indexed).","status":400}',
    },
    outcome: { is: 'permanent', code: 'http_400', message: 'LinkedIn refused the event.' },
  },
  {
    title: 'an event without a conversion',
    event: exampleEvent({ eventType: 'page_view' }),
    settings,
    gives: { is: 'skip', code: 'linkedin_no_conversion', message: 'No conversion at LinkedIn is set for page_view.' },
  },
];
