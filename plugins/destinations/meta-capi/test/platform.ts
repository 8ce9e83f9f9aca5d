import { idsOf, type Platform, TOKEN } from '@warp/plugin-sdk/testing';
import { startMetaStandIn, type MetaStandIn } from './stand-in.js';

const platform: Platform<MetaStandIn> = {
  plugin: 'meta-capi',
  secretName: 'access_token',
  deduplicates: true,
  start: async () => {
    const vendor = await startMetaStandIn(TOKEN, '1234567890');
    return {
      vendor,
      counted: () => idsOf(vendor.received),
      refused: () => vendor.refused,
      settings: { pixel_id: '1234567890', endpoint: vendor.url },
    };
  },
};

export default platform;
