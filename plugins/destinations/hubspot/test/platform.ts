import { type Platform, TOKEN } from '@warp/plugin-sdk/testing';
import { startHubspotStandIn, type HubspotStandIn } from './stand-in.js';

const platform: Platform<HubspotStandIn> = {
  plugin: 'hubspot',
  secretName: 'access_token',
  deduplicates: true,
  keepsPeople: true,
  start: async () => {
    const vendor = await startHubspotStandIn(TOKEN);
    vendor.define('contacts', 'last_order', { type: 'string' });
    return {
      vendor,
      counted: () => vendor.records('contacts').map((contact) => contact['last_order'] ?? 'none'),
      refused: () => vendor.refused,
      settings: {
        properties: ['first_name=firstname', 'last_name=lastname', 'zip=zip', 'event_data.transaction_id=last_order'],
        endpoint: vendor.url,
      },
    };
  },
};

export default platform;
