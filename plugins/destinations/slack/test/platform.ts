import { ordersIn, type Platform } from '@warp/plugin-sdk/testing';
import { startSlackStandIn, type SlackStandIn } from './stand-in.js';

const platform: Platform<SlackStandIn> = {
  plugin: 'slack',
  secretName: 'webhook_url',
  deduplicates: false,
  start: async () => {
    const vendor = await startSlackStandIn();
    return {
      vendor,
      counted: () => vendor.received.flatMap(({ sections }) => sections.flatMap(ordersIn)),
      refused: () => vendor.refused,
      settings: {},
      credentials: { right: vendor.webhookUrl, expired: `${vendor.webhookUrl}-of-old` },
    };
  },
};

export default platform;
