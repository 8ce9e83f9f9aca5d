import { ordersIn, type Platform } from '@warp/plugin-sdk/testing';
import { startTeamsStandIn, type TeamsStandIn } from './stand-in.js';

const platform: Platform<TeamsStandIn> = {
  plugin: 'teams',
  secretName: 'webhook_url',
  deduplicates: false,
  start: async () => {
    const vendor = await startTeamsStandIn();
    return {
      vendor,
      counted: () => vendor.received.flatMap(({ links }) => links.flatMap(ordersIn)),
      refused: () => vendor.refused,
      settings: {},
      credentials: { right: vendor.webhookUrl, expired: `${vendor.webhookUrl}-of-old` },
    };
  },
};

export default platform;
