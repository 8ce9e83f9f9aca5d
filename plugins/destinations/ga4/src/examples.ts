import { exampleEvent, type DestinationExample } from '@warp/plugin-sdk';
import type { Ga4Settings } from './settings.js';

const settings: Ga4Settings = {
  measurement_id: 'G-ABC123DEF4',
  api_secret: 'example-secret',
  forms_as_leads: false,
  send_ip: false,
  debug_mode: false,
  endpoint: 'https://www.google-analytics.com',
};

const request = {
  client_id: '1234567890.1700000000',
  consent: { ad_user_data: 'GRANTED', ad_personalization: 'GRANTED' },
  user_id: 'customer-7',
  user_agent: 'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36',
  user_location: { country_id: 'DE', city: 'Berlin' },
  timestamp_micros: 1795435200000000,
};

const post = (body: object) => ({
  method: 'POST' as const,
  url: 'https://www.google-analytics.com/mp/collect?measurement_id=G-ABC123DEF4&api_secret=example-secret',
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify(body),
});

const page = {
  page_location: 'https://shop.example/thanks?order=1001',
  page_referrer: 'https://www.google.com/',
  page_title: 'Thank you',
};

export const examples: readonly DestinationExample<Ga4Settings>[] = [
  {
    title: 'a purchase, with Google’s own client and session',
    event: exampleEvent(),
    settings,
    gives: post({
      ...request,
      events: [
        {
          name: 'purchase',
          params: {
            session_id: '1763898600',
            engagement_time_msec: 1200,
            items: [{ item_id: 'shirt', item_name: 'Shirt', item_category: 'Clothes', price: 20.25, quantity: 2 }],
            transaction_id: '1001',
            value: 40.5,
            currency: 'EUR',
            ...page,
          },
        },
      ],
    }),
    answer: { status: 204, headers: {}, body: '' },
    outcome: { is: 'delivered' },
  },
  {
    title: 'a page view without Google’s cookies or marketing consent: numbers of its own, the session’s start, denied',
    event: exampleEvent({ eventType: 'page_view', ids: {}, eventData: {}, consent: { analytics: true, marketing: false } }),
    settings,
    gives: post({
      ...request,
      client_id: '1367918211.1897693531',
      consent: { ad_user_data: 'DENIED', ad_personalization: 'DENIED' },
      events: [{ name: 'page_view', params: { session_id: '1795434600', engagement_time_msec: 1, ...page } }],
    }),
  },
  {
    title: 'a purchase without an order number is not sent: Google would merge all of them',
    event: exampleEvent({ eventData: { value: 1, currency: 'EUR', items: [{ item_id: 'a' }] } }),
    settings,
    gives: { is: 'skip', code: 'ga4_missing_transaction_id', message: 'Google leaves a purchase without transaction_id out of its reports.' },
  },
  {
    title: 'a name Google keeps for itself',
    event: exampleEvent({ eventType: 'session_start' }),
    settings,
    gives: { is: 'skip', code: 'ga4_reserved_name', message: 'Google keeps the event name “session_start” for itself.' },
  },
  {
    title: 'a body the validation address finds fault with',
    event: exampleEvent({ eventType: 'sign_up', eventData: {} }),
    settings,
    gives: post({
      ...request,
      events: [{ name: 'sign_up', params: { session_id: '1763898600', engagement_time_msec: 1, ...page } }],
    }),
    answer: {
      status: 200,
      headers: {},
      body: '{"validationMessages":[{"fieldPath":"events","description":"Event at index: [0] is wrong.","validationCode":"VALUE_INVALID"}]}',
    },
    outcome: { is: 'permanent', code: 'ga4_value_invalid', message: 'Event at index: [0] is wrong.', field: 'events' },
  },
];
