import { exampleEvent, type DestinationExample } from '@warp/plugin-sdk';
import type { MetaSettings } from './settings.js';

const settings: MetaSettings = {
  pixel_id: '1234567890123456',
  access_token: 'example-token',
  test_event_code: '',
  data_processing: 'off',
  endpoint: 'https://graph.facebook.com',
};

const post = (event: object, more: object = {}) => ({
  method: 'POST' as const,
  url: 'https://graph.facebook.com/v25.0/1234567890123456/events',
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify({ data: [event], access_token: 'example-token', ...more }),
});

/** Hashes by `printf '%s' ada@example.com | openssl dgst -sha256`, likewise ada, example, de and customer-7. */
const user = {
  em: 'b5fc85e55755f9e0d030a10ab4429b6b2944855f9a0d60077fe832becbc41d72',
  fn: 'fdee430d40bd57deeac186cd9790033d0f06f909a8806e7ce6e717ab7c7d5029',
  ln: '50d858e0985ecc7f60418aaf0cc5ab587f42c2570a884095a9e8ccacd0f6545c',
  country: '959a45d44e6fcf58361ed004681556fe50129f2109e817dec098c00c9e5d2578',
  external_id: 'acade5fe58d0b5a805a02b8b3a546d8edd170eb78b8ec7b2cbfe0b9ebef2e6e1',
};

const browser = {
  client_ip_address: '203.0.113.7',
  client_user_agent: 'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36',
};

const event = {
  event_time: 1795435200,
  event_id: 'purchase:example:1001',
  action_source: 'website',
  event_source_url: 'https://shop.example/thanks?order=1001',
  referrer_url: 'https://www.google.com/',
};

const purchase = {
  event_name: 'Purchase',
  ...event,
  user_data: { ...user, ...browser, fbp: 'fb.1.1763898600000.1234567890' },
  custom_data: {
    value: 40.5,
    currency: 'EUR',
    content_ids: ['shirt'],
    content_type: 'product',
    contents: [{ id: 'shirt', quantity: 2, item_price: 20.25 }],
    content_name: 'Shirt',
    content_category: 'Clothes',
    order_id: '1001',
  },
};

export const examples: readonly DestinationExample<MetaSettings>[] = [
  {
    title: 'a purchase; people hashed, browsers in the clear',
    event: exampleEvent(),
    settings,
    gives: post(purchase),
    answer: { status: 200, headers: {}, body: '{"events_received":1,"messages":[],"fbtrace_id":"AbCdEf123"}' },
    outcome: { is: 'delivered', vendorRef: 'AbCdEf123' },
  },
  {
    title: 'a test under California’s rules',
    event: exampleEvent(),
    settings: { ...settings, test_event_code: 'TEST12345', data_processing: 'california' },
    gives: post(
      { ...purchase, data_processing_options: ['LDU'], data_processing_options_country: 1, data_processing_options_state: 1000 },
      { test_event_code: 'TEST12345' },
    ),
    answer: {
      status: 400,
      headers: {},
      body: '{"error":{"message":"Invalid parameter","type":"OAuthException","code":100,"error_subcode":2804003,"is_transient":false,"fbtrace_id":"A"}}',
    },
    outcome: { is: 'permanent', code: 'meta_100_2804003', message: 'The event is older than the seven days Meta accepts.', field: 'event_time' },
  },
  {
    title: 'a page view of an unknown visitor who came by an advertisement: the click id is in the address only',
    event: exampleEvent({
      eventType: 'page_view',
      eventData: {},
      ids: {},
      user: {},
      userId: '',
      pageUrl: 'https://shop.example/?fbclid=IwAR0AbC_dEf-1',
    }),
    settings,
    gives: post({
      event_name: 'PageView',
      ...event,
      event_source_url: 'https://shop.example/?fbclid=IwAR0AbC_dEf-1',
      user_data: { ...browser, fbc: 'fb.1.1795435200000.IwAR0AbC_dEf-1' },
    }),
    answer: { status: 400, headers: {}, body: '{"error":{"message":"Error validating access token","type":"OAuthException","code":190,"error_subcode":460}}' },
    outcome: {
      is: 'configuration',
      code: 'meta_190_460',
      message: 'Meta no longer accepts the access token. Generate a new one in Events Manager.',
      setting: 'access_token',
    },
  },
  {
    title: 'a purchase without a currency is not sent: Meta would refuse the whole request',
    event: exampleEvent({ eventData: { transaction_id: '1', value: 1 } }),
    settings,
    gives: { is: 'skip', code: 'meta_no_value', message: 'Meta takes a purchase only with its value and currency.' },
  },
];
