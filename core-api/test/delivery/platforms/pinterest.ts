import { startPinterestStandIn } from '../../stand-ins/pinterest.js';
import { idsOf, type Platform, TOKEN } from './platform.js';

export async function pinterest(): Promise<Platform> {
  const vendor = await startPinterestStandIn(TOKEN, '549755885175');
  return {
    plugin: 'pinterest',
    vendor,
    counted: () => idsOf(vendor.received),
    refused: vendor.refused,
    settings: { ad_account_id: '549755885175' },
    secretName: 'access_token',
    deduplicates: true,
  };
}
