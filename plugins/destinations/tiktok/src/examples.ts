import { exampleEvent, type DestinationExample } from '@warp/plugin-sdk';
import type { TiktokSettings } from './settings.js';

const settings: TiktokSettings = {
  pixel_code: 'C4A1B2C3D4E5F6G7H8I0',
  access_token: 'example-token',
  purchase_event: 'Purchase',
  test_event_code: '',
  limited_data_use: false,
  endpoint: 'https://business-api.tiktok.com',
};

const post = (event: object, more: object = {}) => ({
  method: 'POST' as const,
  url: 'https://business-api.tiktok.com/open_api/v1.3/event/track/',
  headers: { 'content-type': 'application/json', 'access-token': 'example-token' },
  body: JSON.stringify({ event_source: 'web', event_source_id: 'C4A1B2C3D4E5F6G7H8I0', ...more, data: [event] }),
});

const browser = {
  ip: '203.0.113.7',
  user_agent: 'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36',
  locale: 'en-GB',
};

const purchase = {
  event: 'Purchase',
  event_time: 1795435200,
  event_id: 'purchase:example:1001',
  user: {
    // printf '%s' ada@example.com | openssl dgst -sha256; likewise customer-7, ada and example
    email: 'b5fc85e55755f9e0d030a10ab4429b6b2944855f9a0d60077fe832becbc41d72',
    external_id: 'acade5fe58d0b5a805a02b8b3a546d8edd170eb78b8ec7b2cbfe0b9ebef2e6e1',
    first_name: 'fdee430d40bd57deeac186cd9790033d0f06f909a8806e7ce6e717ab7c7d5029',
    last_name: '50d858e0985ecc7f60418aaf0cc5ab587f42c2570a884095a9e8ccacd0f6545c',
    ...browser,
  },
  page: { url: 'https://shop.example/thanks?order=1001', referrer: 'https://www.google.com/' },
  properties: {
    value: 40.5,
    currency: 'EUR',
    content_type: 'product',
    contents: [{ content_id: 'shirt', content_name: 'Shirt', content_category: 'Clothes', price: 20.25, quantity: 2 }],
    order_id: '1001',
  },
};

export const examples: readonly DestinationExample<TiktokSettings>[] = [
  {
    title: 'a purchase; people hashed, browsers in the clear',
    event: exampleEvent(),
    settings,
    gives: post(purchase),
    answer: { status: 200, headers: {}, body: '{"code":0,"message":"OK","request_id":"20261123120000ABC","data":{}}' },
    outcome: { is: 'delivered', vendorRef: '20261123120000ABC' },
  },
  {
    title: 'a test with limited data use, under the name an older pixel sends',
    event: exampleEvent(),
    settings: { ...settings, purchase_event: 'CompletePayment', test_event_code: 'TEST12345', limited_data_use: true },
    gives: post({ ...purchase, event: 'CompletePayment', limited_data_use: true }, { test_event_code: 'TEST12345' }),
    answer: { status: 200, headers: {}, body: '{"code":40002,"message":"Invalid value for event_id: not a valid string.","request_id":"2026"}' },
    outcome: { is: 'permanent', code: 'tiktok_40002', message: 'TikTok refused the event (code 40002).' },
  },
  {
    title: 'a page view of an unknown visitor who came by an advertisement',
    event: exampleEvent({ eventType: 'page_view', eventData: {}, user: {}, userId: '', pageUrl: 'https://shop.example/?ttclid=E.C.P.AbC' }),
    settings,
    gives: post({
      event: 'Pageview',
      event_time: 1795435200,
      event_id: 'purchase:example:1001',
      user: { ttclid: 'E.C.P.AbC', ...browser },
      page: { url: 'https://shop.example/?ttclid=E.C.P.AbC', referrer: 'https://www.google.com/' },
    }),
    answer: { status: 200, headers: {}, body: '{"code":40105,"message":"Access token is incorrect or has been revoked.","request_id":"2026"}' },
    outcome: {
      is: 'configuration',
      code: 'tiktok_40105',
      message: 'TikTok no longer accepts the access token. Generate a new one in Events Manager.',
      setting: 'access_token',
    },
  },
  {
    title: 'a session’s start means nothing to TikTok',
    event: exampleEvent({ eventType: 'session_start' }),
    settings,
    gives: { is: 'skip', code: 'tiktok_no_counterpart', message: 'TikTok has no counterpart for session_start.' },
  },
];
