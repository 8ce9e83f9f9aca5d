import { exampleEvent, type DestinationExample } from '@warp/plugin-sdk';
import type { GoogleAdsSettings } from '../settings.js';
import { exampleSettings as settings } from './settings.js';

const destination = { operatingAccount: { accountType: 'GOOGLE_ADS', accountId: '1234567890' }, productDestinationId: '111222333' };

const post = (event: object, to: object = destination) => ({
  method: 'POST' as const,
  url: 'https://datamanager.googleapis.com/v1/events:ingest',
  headers: { 'content-type': 'application/json', authorization: 'Bearer example-access-token' },
  body: JSON.stringify({ destinations: [to], events: [event], encoding: 'HEX' }),
});

const answer = (status: number, body: unknown) => ({ status, headers: {}, body: JSON.stringify(body) });

/** Hashes by `printf '%s' ada@example.com | openssl dgst -sha256`, likewise +4930123456, ada and example. */
const email = { emailAddress: 'b5fc85e55755f9e0d030a10ab4429b6b2944855f9a0d60077fe832becbc41d72' };
const phone = { phoneNumber: 'a909469fabf3f43d0b7b6c42a85a6e7e8ceb36c7a2f0f1b9c15b80dc16384cb7' };
const address = {
  address: {
    givenName: 'fdee430d40bd57deeac186cd9790033d0f06f909a8806e7ce6e717ab7c7d5029',
    familyName: '50d858e0985ecc7f60418aaf0cc5ab587f42c2570a884095a9e8ccacd0f6545c',
    regionCode: 'DE',
    postalCode: '10115',
  },
};

const granted = { adUserData: 'CONSENT_GRANTED', adPersonalization: 'CONSENT_GRANTED' };

const sale = {
  transactionId: '1001',
  eventTimestamp: '2026-11-23T12:00:00.000Z',
  eventSource: 'WEB',
  userData: { userIdentifiers: [email] },
  consent: granted,
  conversionValue: 40.5,
  currency: 'EUR',
  cartData: { items: [{ merchantProductId: 'shirt', quantity: 2, unitPrice: 20.25 }] },
};

export const dataManagerExamples: readonly DestinationExample<GoogleAdsSettings>[] = [
  {
    title: 'a purchase, known by the e-mail address; what becomes of it Google says later',
    event: exampleEvent(),
    settings,
    gives: post(sale),
    answer: answer(200, { requestId: 'e1f2-a3b4' }),
    outcome: { is: 'accepted', vendorRef: 'e1f2-a3b4', checkAfterMs: 1_800_000 },
  },
  {
    title: 'a new customer who clicked an advertisement, through a manager account, with products of a Merchant Center',
    event: exampleEvent({
      ids: { gclid: 'Cj0KCQiA-example' },
      user: { email: 'ada@example.com', phone: '+49 (0)30 123456', firstName: 'Ada', lastName: 'Example', country: 'de', zip: ' 10115 ' },
      eventData: { transaction_id: '1001', value: 40.5, currency: 'EUR', customer_type: 'new', items: [{ item_id: 'shirt', price: 20.25, quantity: 2 }] },
    }),
    settings: { ...settings, login_customer_id: '999-888-7777', merchant_id: '12345', merchant_feed_label: 'DE', merchant_feed_language: 'de', ad_personalization: false },
    gives: post(
      {
        ...sale,
        adIdentifiers: { gclid: 'Cj0KCQiA-example' },
        userData: { userIdentifiers: [email, phone, address] },
        consent: { adUserData: 'CONSENT_GRANTED', adPersonalization: 'CONSENT_DENIED' },
        cartData: { merchantId: '12345', merchantFeedLabel: 'DE', merchantFeedLanguageCode: 'de', ...sale.cartData },
        userProperties: { customerType: 'NEW' },
      },
      { ...destination, loginAccount: { accountType: 'GOOGLE_ADS', accountId: '9998887777' } },
    ),
    answer: answer(400, {
      error: {
        code: 400,
        message: 'There was a problem with the request.',
        status: 'INVALID_ARGUMENT',
        details: [
          { '@type': 'type.googleapis.com/google.rpc.ErrorInfo', reason: 'INVALID_ARGUMENT', domain: 'datamanager.googleapis.com', metadata: { requestId: 't-1' } },
          {
            '@type': 'type.googleapis.com/google.rpc.BadRequest',
            fieldViolations: [{ field: 'events.events[0].user_data.user_identifiers[2].address.postal_code', description: 'Postal code is not valid.', reason: 'INVALID_POSTAL_CODE' }],
          },
        ],
      },
    }),
    outcome: {
      is: 'permanent',
      code: 'google_ads_invalid_postal_code',
      message: 'Google does not know the postal code.',
      field: 'user_data.user_identifiers[2].address.postal_code',
    },
  },
  {
    title: 'a lead of an unknown visitor; the click on this very page goes before the one remembered',
    event: exampleEvent({ eventType: 'generate_lead', eventData: {}, ids: { gclid: 'older' }, user: {}, pageUrl: 'https://shop.example/?wbraid=CkAKCAj-example' }),
    settings,
    gives: post(
      {
        transactionId: 'purchase:example:1001',
        eventTimestamp: '2026-11-23T12:00:00.000Z',
        eventSource: 'WEB',
        adIdentifiers: { wbraid: 'CkAKCAj-example' },
        consent: granted,
      },
      { ...destination, productDestinationId: '444555666' },
    ),
    answer: answer(429, {
      error: {
        code: 429,
        status: 'RESOURCE_EXHAUSTED',
        details: [{ '@type': 'type.googleapis.com/google.rpc.ErrorInfo', reason: 'RATE_LIMIT_EXCEEDED', domain: 'googleapis.com', metadata: { quota_limit: 'IngestRequestsPerDayPerProject' } }],
      },
    }),
    outcome: { is: 'throttled', code: 'google_ads_quota', message: 'The quota of the Google Cloud project is used up.', retryAfterMs: 3_600_000 },
  },
  {
    title: 'an event without a conversion action stays at home',
    event: exampleEvent({ eventType: 'page_view', eventData: {} }),
    settings,
    gives: { is: 'skip', code: 'google_ads_not_mapped', message: 'No conversion action is set for page_view.' },
  },
  {
    title: 'a purchase of nobody known',
    event: exampleEvent({ user: { country: 'DE' }, ids: {} }),
    settings,
    gives: { is: 'skip', code: 'google_ads_no_identifier', message: 'Neither a click on an advertisement nor contact details are known for Google to go by.' },
  },
];
