import { startTeamsStandIn } from '../../stand-ins/teams.js';
import { ordersIn, type Platform } from './platform.js';

export async function teams(): Promise<Platform> {
  const vendor = await startTeamsStandIn();
  return {
    plugin: 'teams',
    vendor,
    counted: () => vendor.received.flatMap(({ links }) => links.flatMap(ordersIn)),
    refused: vendor.refused,
    settings: {},
    secretName: 'webhook_url',
    credentials: { right: vendor.webhookUrl, expired: `${vendor.webhookUrl}-of-old` },
    deduplicates: false,
  };
}
