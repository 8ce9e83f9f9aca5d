import type { EventId, SiteId, WarpEvent } from '@warp/contracts';

/** A complete purchase, for examples, tests and “test connection”; nobody real. */
const PURCHASE: WarpEvent = {
  eventId: 'purchase:example:1001' as EventId,
  eventType: 'purchase',
  siteId: '019abc00-0000-7000-8000-000000000001' as SiteId,
  timestampMs: Date.UTC(2026, 10, 23, 12, 0, 0),
  receivedAtMs: Date.UTC(2026, 10, 23, 12, 0, 1),
  visitorId: '019abc00-0000-7000-8000-0000000000aa',
  sessionId: '019abc00-0000-7000-8000-0000000000bb',
  sessionStartedAtMs: Date.UTC(2026, 10, 23, 11, 50, 0),
  userId: 'customer-7',
  pageUrl: 'https://shop.example/thanks?order=1001',
  referrer: 'https://www.google.com/',
  pageTitle: 'Thank you',
  screen: '1920x1080',
  language: 'en-GB',
  timezone: 'Europe/Berlin',
  consent: { analytics: true, marketing: true },
  ids: { gaClientId: '1234567890.1700000000', gaSessionId: '1763898600', fbp: 'fb.1.1763898600000.1234567890' },
  user: { email: 'ada@example.com', firstName: 'Ada', lastName: 'Example', country: 'DE' },
  ipAddress: '203.0.113.7',
  userAgent: 'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36',
  eventData: {
    value: 40.5,
    currency: 'EUR',
    transaction_id: '1001',
    engagement_time_msec: 1200,
    items: [{ item_id: 'shirt', item_name: 'Shirt', item_category: 'Clothes', price: 20.25, quantity: 2 }],
  },
  source: { channel: 'organic', source: 'google', medium: 'organic' },
  device: { category: 'desktop', browser: 'Chrome', browserVersion: '140.0.0.0', os: 'Linux' },
  geo: { country: 'DE', region: 'Berlin', city: 'Berlin', latitude: 52.52, longitude: 13.4 },
  bot: { score: 0, reasons: [] },
  missing: [],
};

/** The example purchase with other values, frozen to the last level. */
export const exampleEvent = (overrides: Partial<WarpEvent> = {}): WarpEvent => deepFreeze({ ...structuredClone(PURCHASE), ...overrides });

function deepFreeze<T>(value: T): T {
  if (typeof value === 'object' && value !== null) {
    Object.values(value).forEach(deepFreeze);
    Object.freeze(value);
  }
  return value;
}
