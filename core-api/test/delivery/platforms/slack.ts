import { startSlackStandIn } from '../../stand-ins/slack.js';
import { ordersIn, type Platform } from './platform.js';

export async function slack(): Promise<Platform> {
  const vendor = await startSlackStandIn();
  return {
    plugin: 'slack',
    vendor,
    counted: () => vendor.received.flatMap(({ sections }) => sections.flatMap(ordersIn)),
    refused: vendor.refused,
    settings: {},
    secretName: 'webhook_url',
    credentials: { right: vendor.webhookUrl, expired: `${vendor.webhookUrl}-of-old` },
    deduplicates: false,
  };
}
