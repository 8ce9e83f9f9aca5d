import { exampleEvent, type DestinationExample } from '@warp/plugin-sdk';
import type { PinterestSettings } from './settings.js';

const settings: PinterestSettings = {
  ad_account_id: '549755885175',
  access_token: 'example-token',
  other_events: 'leave_out',
  limited_data_processing: false,
  endpoint: 'https://api.pinterest.com',
};

const post = (event: object) => ({
  method: 'POST' as const,
  url: 'https://api.pinterest.com/v5/ad_accounts/549755885175/events',
  headers: { 'content-type': 'application/json', authorization: 'Bearer example-token' },
  body: JSON.stringify({ data: [event] }),
});

const browser = {
  client_ip_address: '203.0.113.7',
  client_user_agent: 'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36',
};

const event = { action_source: 'web', event_time: 1795435200, event_id: 'purchase:example:1001', language: 'en' };

const checkout = {
  event_name: 'checkout',
  ...event,
  event_source_url: 'https://shop.example/thanks?order=1001',
  user_data: {
    // printf '%s' ada@example.com | openssl dgst -sha256; likewise ada, example, de and customer-7
    em: ['b5fc85e55755f9e0d030a10ab4429b6b2944855f9a0d60077fe832becbc41d72'],
    fn: ['fdee430d40bd57deeac186cd9790033d0f06f909a8806e7ce6e717ab7c7d5029'],
    ln: ['50d858e0985ecc7f60418aaf0cc5ab587f42c2570a884095a9e8ccacd0f6545c'],
    country: ['959a45d44e6fcf58361ed004681556fe50129f2109e817dec098c00c9e5d2578'],
    external_id: ['acade5fe58d0b5a805a02b8b3a546d8edd170eb78b8ec7b2cbfe0b9ebef2e6e1'],
    ...browser,
  },
};

const bought = {
  value: '40.5',
  currency: 'EUR',
  content_ids: ['shirt'],
  contents: [{ id: 'shirt', item_price: '20.25', quantity: 2, item_name: 'Shirt', item_category: 'Clothes' }],
  content_name: 'Shirt',
  content_category: 'Clothes',
  num_items: 2,
  order_id: '1001',
};

export const examples: readonly DestinationExample<PinterestSettings>[] = [
  {
    title: 'a purchase; people hashed, browsers in the clear, amounts as text',
    event: exampleEvent(),
    settings,
    gives: post({ ...checkout, custom_data: bought }),
    answer: {
      status: 200,
      headers: {},
      body: '{"num_events_received":1,"num_events_processed":1,"events":[{"status":"processed","error_message":"","warning_message":""}]}',
    },
    outcome: { is: 'delivered' },
  },
  {
    title: 'a purchase with limited data processing that Pinterest could not process',
    event: exampleEvent(),
    settings: { ...settings, limited_data_processing: true },
    gives: post({ ...checkout, custom_data: { ...bought, opt_out_type: 'LDP' } }),
    answer: {
      status: 422,
      headers: {},
      body: '{"code":4196,"message":"Not all events were successfully processed.","details":{"events":[{"status":"failed","error_message":"…"}]}}',
    },
    outcome: { is: 'permanent', code: 'pinterest_failed', message: 'Pinterest could not process the event.' },
  },
  {
    title: 'a page view of an unknown visitor who came by an advertisement',
    event: exampleEvent({ eventType: 'page_view', eventData: {}, user: {}, userId: '', pageUrl: 'https://shop.example/?epik=dj0yJnU9AbC' }),
    settings,
    gives: post({
      event_name: 'page_visit',
      ...event,
      event_source_url: 'https://shop.example/?epik=dj0yJnU9AbC',
      user_data: { ...browser, click_id: 'dj0yJnU9AbC' },
    }),
    answer: { status: 401, headers: {}, body: '{"code":2,"message":"Authentication failed."}' },
    outcome: {
      is: 'configuration',
      code: 'pinterest_2',
      message: 'Pinterest no longer accepts the conversion access token. Generate a new one.',
      setting: 'access_token',
    },
  },
  {
    title: 'an event Pinterest has no name for',
    event: exampleEvent({ eventType: 'scroll' }),
    settings,
    gives: { is: 'skip', code: 'pinterest_no_counterpart', message: 'Pinterest has no event for scroll.' },
  },
];
