import { exampleEvent, type DestinationExample } from '@warp/plugin-sdk';
import type { WebhookSettings } from './settings.js';

const settings: WebhookSettings = { url: 'https://hooks.example/warp', secret: 'sixteen characters', include_user: false };

const body = JSON.stringify({
  events: [
    {
      event_id: 'purchase:example:1001',
      event_type: 'purchase',
      site_id: '019abc00-0000-7000-8000-000000000001',
      timestamp: '2026-11-23T12:00:00.000Z',
      visitor_id: '019abc00-0000-7000-8000-0000000000aa',
      session_id: '019abc00-0000-7000-8000-0000000000bb',
      user_id: 'customer-7',
      page_url: 'https://shop.example/thanks?order=1001',
      page_title: 'Thank you',
      referrer: 'https://www.google.com/',
      language: 'en-GB',
      event_data: {
        value: 40.5,
        currency: 'EUR',
        transaction_id: '1001',
        engagement_time_msec: 1200,
        items: [{ item_id: 'shirt', item_name: 'Shirt', item_category: 'Clothes', price: 20.25, quantity: 2 }],
      },
      consent: { analytics: true, marketing: true },
      source: { channel: 'organic', source: 'google', medium: 'organic' },
      device: { category: 'desktop', browser: 'Chrome', browserVersion: '140.0.0.0', os: 'Linux' },
      geo: { country: 'DE', region: 'Berlin', city: 'Berlin', latitude: 52.52, longitude: 13.4 },
      bot_score: 0,
    },
  ],
});

export const examples: readonly DestinationExample<WebhookSettings>[] = [
  {
    title: 'a purchase, signed, without personal fields',
    event: exampleEvent(),
    settings,
    gives: {
      method: 'POST',
      url: 'https://hooks.example/warp',
      headers: {
        'content-type': 'application/json',
        'x-warp-timestamp': '1795435201',
        // printf '1795435201\n<body>' | openssl dgst -sha256 -hmac 'sixteen characters'
        'x-warp-signature': 'a1b93d5f464f376b6289af876a052d6d03ef581ac0bfba422c1b785ced6b2bb8',
      },
      body,
    },
    answer: { status: 200, headers: {}, body: 'ok' },
    outcome: { is: 'delivered' },
  },
];
