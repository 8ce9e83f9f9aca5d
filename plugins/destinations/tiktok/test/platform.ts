import { idsOf, type Platform, TOKEN } from '@warp/plugin-sdk/testing';
import { startTiktokStandIn, type TiktokStandIn } from './stand-in.js';

const platform: Platform<TiktokStandIn> = {
  plugin: 'tiktok',
  secretName: 'access_token',
  deduplicates: true,
  start: async () => {
    const vendor = await startTiktokStandIn(TOKEN, 'C4A1B2C3D4E5F6G7H8I9');
    return {
      vendor,
      counted: () => idsOf(vendor.received),
      refused: () => vendor.refused,
      settings: { pixel_code: 'C4A1B2C3D4E5F6G7H8I9', endpoint: vendor.url },
    };
  },
};

export default platform;
