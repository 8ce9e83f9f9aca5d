import { startMicrosoftStandIn } from '../../stand-ins/microsoft-ads.js';
import { idsOf, type Platform, TOKEN } from './platform.js';

export async function microsoftAds(): Promise<Platform> {
  const vendor = await startMicrosoftStandIn(TOKEN, '123456789');
  return {
    plugin: 'microsoft-ads',
    vendor,
    counted: () => idsOf(vendor.received),
    refused: vendor.refused,
    settings: { tag_id: '123456789' },
    secretName: 'access_token',
    deduplicates: true,
  };
}
