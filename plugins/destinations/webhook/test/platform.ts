import { idsOf, type Platform, TOKEN } from '@warp/plugin-sdk/testing';
import { startWebhookStandIn, type WebhookStandIn } from './stand-in.js';

const platform: Platform<WebhookStandIn> = {
  plugin: 'webhook',
  secretName: 'secret',
  deduplicates: false,
  start: async () => {
    const vendor = await startWebhookStandIn(TOKEN);
    return {
      vendor,
      counted: () => idsOf(vendor.received),
      refused: () => vendor.refused,
      settings: { url: `${vendor.url}/hook` },
    };
  },
};

export default platform;
