import { idsOf, type Platform, TOKEN } from '@warp/plugin-sdk/testing';
import { startLinkedInStandIn, type LinkedInStandIn } from './stand-in.js';

const platform: Platform<LinkedInStandIn> = {
  plugin: 'linkedin',
  secretName: 'access_token',
  deduplicates: false,
  start: async () => {
    const vendor = await startLinkedInStandIn(TOKEN, { id: '506336348', conversions: { 104012: { conversionMethod: 'CONVERSIONS_API', enabled: true } } });
    return {
      vendor,
      counted: () => idsOf(vendor.received),
      refused: () => vendor.refused,
      settings: { ad_account_id: '506336348', conversions: ['purchase=104012'], endpoint: vendor.url },
    };
  },
};

export default platform;
