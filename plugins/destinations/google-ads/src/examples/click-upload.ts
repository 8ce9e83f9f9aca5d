import { exampleEvent, type DestinationExample } from '@warp/plugin-sdk';
import type { GoogleAdsSettings } from '../settings.js';
import { exampleSettings } from './settings.js';

const settings: GoogleAdsSettings = { ...exampleSettings, api: 'click_upload' };

const post = (conversion: object, headers: object = {}) => ({
  method: 'POST' as const,
  url: 'https://googleads.googleapis.com/v26/customers/1234567890:uploadClickConversions',
  headers: { 'content-type': 'application/json', authorization: 'Bearer example-access-token', 'developer-token': 'example-developer-token', ...headers },
  body: JSON.stringify({ conversions: [conversion], partialFailure: true }),
});

const sale = {
  gclid: 'Cj0KCQiA-example',
  conversionAction: 'customers/1234567890/conversionActions/111222333',
  conversionDateTime: '2026-11-23 12:00:00+00:00',
  orderId: '1001',
  conversionEnvironment: 'WEB',
  // By `printf '%s' ada@example.com | openssl dgst -sha256`.
  userIdentifiers: [{ hashedEmail: 'b5fc85e55755f9e0d030a10ab4429b6b2944855f9a0d60077fe832becbc41d72' }],
  consent: { adUserData: 'GRANTED', adPersonalization: 'GRANTED' },
  conversionValue: 40.5,
  currencyCode: 'EUR',
  cartData: { items: [{ productId: 'shirt', quantity: 2, unitPrice: 20.25 }] },
};

const partialFailure = (errorCode: object) => ({
  status: 200,
  headers: {},
  body: JSON.stringify({
    partialFailureError: {
      code: 3,
      message: 'Multiple errors in ‘details’.',
      details: [
        {
          '@type': 'type.googleapis.com/google.ads.googleads.v26.errors.GoogleAdsFailure',
          errors: [{ errorCode, message: 'As Google puts it.', location: { fieldPathElements: [{ fieldName: 'conversions', index: 0 }] } }],
        },
      ],
    },
    results: [{}],
    jobId: '4711',
  }),
});

export const clickUploadExamples: readonly DestinationExample<GoogleAdsSettings>[] = [
  {
    title: 'the older upload: a purchase by its click, through a manager account',
    event: exampleEvent({ ids: { gclid: 'Cj0KCQiA-example' } }),
    settings: { ...settings, login_customer_id: '999-888-7777' },
    gives: post(sale, { 'login-customer-id': '9998887777' }),
    answer: { status: 200, headers: {}, body: JSON.stringify({ results: [{ gclid: 'Cj0KCQiA-example' }], jobId: '4711' }) },
    outcome: { is: 'delivered', vendorRef: '4711' },
  },
  {
    title: 'the older upload: a click of an iPhone carries neither person nor cart',
    event: exampleEvent({ ids: { wbraid: 'CkAKCAj-example' } }),
    settings,
    gives: post({
      wbraid: 'CkAKCAj-example',
      conversionAction: sale.conversionAction,
      conversionDateTime: sale.conversionDateTime,
      orderId: sale.orderId,
      conversionEnvironment: sale.conversionEnvironment,
      consent: sale.consent,
      conversionValue: sale.conversionValue,
      currencyCode: sale.currencyCode,
    }),
    answer: partialFailure({ conversionUploadError: 'TOO_RECENT_EVENT' }),
    outcome: {
      is: 'throttled',
      code: 'google_ads_too_recent_event',
      message: 'The click is too recent for Google. The conversion is sent again in six hours.',
      retryAfterMs: 21_600_000,
    },
  },
  {
    title: 'the older upload is closed to who has not used it before',
    event: exampleEvent({ ids: { gclid: 'Cj0KCQiA-example' } }),
    settings,
    gives: post(sale),
    answer: {
      status: 200,
      headers: {},
      body: JSON.stringify({
        partialFailureError: { code: 7, details: [{ errors: [{ errorCode: { notAllowlistedError: 'CUSTOMER_NOT_ALLOWLISTED_FOR_THIS_FEATURE' }, message: 'Use the Data Manager API.' }] }] },
        results: [{}],
      }),
    },
    outcome: {
      is: 'configuration',
      code: 'google_ads_customer_not_allowlisted_for_this_feature',
      message: 'Google takes the older upload only from who used it before June 2026. Choose the Data Manager API.',
      setting: 'api',
    },
  },
  {
    title: 'the older upload knows nobody by the postal address alone',
    event: exampleEvent({ user: { firstName: 'Ada', lastName: 'Example', country: 'DE', zip: '10115' }, ids: {} }),
    settings,
    gives: { is: 'skip', code: 'google_ads_no_identifier', message: 'The older upload goes by clicks, e-mail addresses and phone numbers only; none is known.' },
  },
];
