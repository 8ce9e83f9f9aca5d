/** What a core says of a site and its destinations, as GET /api/site has it. */
export const SITE = {
  site_id: 's1',
  name: 'Test shop',
  domains: ['shop.example', 'www.shop.example'],
  status: 'active',
  state: 'active',
  state_reason: 'Last event 5 minutes ago.',
  script_id: 'shop4711',
  get last_event_at(): string {
    return new Date(Date.now() - 5 * 60_000).toISOString();
  },
  events_today: 1912,
  config: { trusted_proxies: [] as readonly string[] },
  destinations: [
    { id: 'd1', plugin: 'ga4', name: 'GA4', enabled: true, status: 'active', status_reason: null, state: 'healthy', state_reason: 'All 223 events of the last hour were delivered.' },
    { id: 'd2', plugin: 'meta-capi', name: 'Meta', enabled: true, status: 'paused', status_reason: 'The access token is over.', state: 'paused', state_reason: 'The access token is over.' },
    { id: 'd3', plugin: 'webhook', name: 'Old hook', enabled: false, status: 'active', status_reason: null, state: 'off', state_reason: 'Switched off.' },
  ],
  core_version: '0.1.0',
};
