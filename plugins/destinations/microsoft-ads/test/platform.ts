import { idsOf, type Platform, TOKEN } from '@warp/plugin-sdk/testing';
import { startMicrosoftStandIn, type MicrosoftStandIn } from './stand-in.js';

const platform: Platform<MicrosoftStandIn> = {
  plugin: 'microsoft-ads',
  secretName: 'access_token',
  deduplicates: true,
  start: async () => {
    const vendor = await startMicrosoftStandIn(TOKEN, '123456789');
    return {
      vendor,
      counted: () => idsOf(vendor.received),
      refused: () => vendor.refused,
      settings: { tag_id: '123456789', endpoint: vendor.url },
    };
  },
};

export default platform;
