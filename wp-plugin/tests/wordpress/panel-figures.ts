/** What a core says of a site, with figures chosen by hand so that each is told from the others. */
const METRICS = {
  events: 912,
  sessions: 204,
  visitors: 173,
  page_views: 641,
  conversions: 17,
  bounce_rate: 0.42,
  avg_session_duration: 125,
  revenue: 1234.5,
  transactions: 9,
  average_order_value: 137.17,
};

const DAYS = ['2026-11-18', '2026-11-19', '2026-11-20', '2026-11-21', '2026-11-22', '2026-11-23', '2026-11-24'];

/** Answers of /api/site, by path. */
export const SITE_ANSWERS: Readonly<Record<string, unknown>> = {
  '/api/site/overview': {
    currency: 'EUR',
    metrics: METRICS,
    previous: { ...METRICS, visitors: 100, page_views: 641 },
    series: DAYS.map((day, index) => ({ time: `${day}T00:00:00Z`, events: 100 + 10 * index, sessions: 20, page_views: 80 })),
    channels: [
      { channel: 'organic', sessions: 120 },
      { channel: 'direct', sessions: 84 },
    ],
    sources: [{ source: 'google', medium: 'organic', sessions: 120, conversions: 11, revenue: 900 }],
    campaigns: [{ campaign: 'spring', sessions: 12, conversions: 2, revenue: 77 }],
    pages: {
      top: [{ path: '/hello-world/', count: 320 }],
      entry: [{ path: '/', count: 90 }],
      exit: [{ path: '/contact/', count: 45 }],
      conversion: [{ path: '/thanks/', count: 9 }],
    },
    geo: { countries: [{ name: 'DE', sessions: 150 }], regions: [], cities: [] },
    devices: { categories: [{ name: 'mobile', sessions: 140 }], browsers: [{ name: 'Firefox', sessions: 61 }], operating_systems: [], screens: [] },
    ecommerce: { products: [], funnel: [] },
  },
  '/api/site/events': {
    items: [
      {
        site_id: 's',
        event_id: 'e1',
        event_type: 'add_to_cart',
        timestamp: '2026-11-24T12:00:00Z',
        page_url: 'https://shop.example/shirt/?size=m',
        page_title: 'Shirt',
        geo: { country: 'DE', city: 'Berlin' },
        device: { browser: 'Firefox' },
        source: { channel: 'organic' },
      },
    ],
    next_cursor: null,
  },
  '/api/site/companies': {
    items: [
      {
        id: 'c1',
        name: 'Acme Corp',
        domain: 'acme.example',
        industry: null,
        location: 'DE',
        confidence: 0.8,
        evidence: 'network of Acme Corp',
        first_seen: '2026-11-20T12:00:00Z',
        last_seen: '2026-11-23T12:00:00Z',
        total_visits: 7,
        total_page_views: 31,
        sites_visited: 1,
        engagement_score: null,
      },
    ],
    total: 1,
    page: 1,
  },
  '/api/site/health': {
    destinations: [
      { destination_id: 'd1', name: 'GA4', plugin: 'ga4', state: 'healthy', state_reason: '880 of 882 events of the last 24 hours were delivered.', sent: 880, failed: 2, waiting: 0, success_rate: 0.998, last_success_at: '2026-11-24T11:59:00Z' },
      { destination_id: 'd2', name: 'Meta', plugin: 'meta-capi', state: 'paused', state_reason: 'The access token is over.', sent: 12, failed: 0, waiting: 31, success_rate: 1, last_success_at: null },
    ],
    not_delivered: [{ destination_id: 'd2', state: 'retrying', reason: 'destination_paused', sentence: 'The destination is paused until its settings are fixed.', events: 31 }],
    drops: [{ reason: 'bot', sentence: 'They look like automated visits.', events: 64 }],
  },
  '/api/site/loss': {
    days: [
      { day: '2026-11-23', renders: 120, script_page_views: 106, page_views: 109, consent_declined: 6, lost_share: 0.044 },
      { day: '2026-11-24', renders: 80, script_page_views: 70, page_views: 71, consent_declined: 4, lost_share: 0.066 },
    ],
  },
  '/api/site/pages': { items: [{ path: '/hello-world/', views: 320, visitors: 210 }] },
};
