import { startTiktokStandIn } from '../../stand-ins/tiktok.js';
import { idsOf, type Platform, TOKEN } from './platform.js';

export async function tiktok(): Promise<Platform> {
  const vendor = await startTiktokStandIn(TOKEN, 'C4A1B2C3D4E5F6G7H8I9');
  return {
    plugin: 'tiktok',
    vendor,
    counted: () => idsOf(vendor.received),
    refused: vendor.refused,
    settings: { pixel_code: 'C4A1B2C3D4E5F6G7H8I9' },
    secretName: 'access_token',
    deduplicates: true,
  };
}
