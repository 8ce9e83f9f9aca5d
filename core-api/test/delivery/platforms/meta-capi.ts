import { startMetaStandIn } from '../../stand-ins/meta-capi.js';
import { idsOf, type Platform, TOKEN } from './platform.js';

export async function metaCapi(): Promise<Platform> {
  const vendor = await startMetaStandIn(TOKEN, '1234567890');
  return {
    plugin: 'meta-capi',
    vendor,
    counted: () => idsOf(vendor.received),
    refused: vendor.refused,
    settings: { pixel_id: '1234567890' },
    secretName: 'access_token',
    deduplicates: true,
  };
}
