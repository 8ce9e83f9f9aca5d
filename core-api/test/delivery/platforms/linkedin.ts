import { startLinkedInStandIn } from '../../stand-ins/linkedin.js';
import { idsOf, type Platform, TOKEN } from './platform.js';

export async function linkedin(): Promise<Platform> {
  const vendor = await startLinkedInStandIn(TOKEN, { id: '506336348', conversions: { 104012: { conversionMethod: 'CONVERSIONS_API', enabled: true } } });
  return {
    plugin: 'linkedin',
    vendor,
    counted: () => idsOf(vendor.received),
    refused: vendor.refused,
    settings: { ad_account_id: '506336348', conversions: ['purchase=104012'] },
    secretName: 'access_token',
    deduplicates: false,
  };
}
