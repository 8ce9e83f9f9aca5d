import { idsOf, type Platform, TOKEN } from '@warp/plugin-sdk/testing';
import { startPinterestStandIn, type PinterestStandIn } from './stand-in.js';

const platform: Platform<PinterestStandIn> = {
  plugin: 'pinterest',
  secretName: 'access_token',
  deduplicates: true,
  start: async () => {
    const vendor = await startPinterestStandIn(TOKEN, '549755885175');
    return {
      vendor,
      counted: () => idsOf(vendor.received),
      refused: () => vendor.refused,
      settings: { ad_account_id: '549755885175', endpoint: vendor.url },
    };
  },
};

export default platform;
