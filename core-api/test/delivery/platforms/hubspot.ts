import { startHubspotStandIn } from '../../stand-ins/hubspot.js';
import { type Platform, TOKEN } from './platform.js';

export async function hubspot(): Promise<Platform> {
  const vendor = await startHubspotStandIn(TOKEN);
  vendor.define('contacts', 'last_order', { type: 'string' });
  return {
    plugin: 'hubspot',
    vendor,
    counted: () => vendor.records('contacts').map((contact) => contact['last_order'] ?? 'none'),
    refused: vendor.refused,
    settings: { properties: ['first_name=firstname', 'last_name=lastname', 'zip=zip', 'event_data.transaction_id=last_order'] },
    secretName: 'access_token',
    deduplicates: true,
    keepsPeople: true,
  };
}
