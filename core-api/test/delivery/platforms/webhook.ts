import { startWebhookStandIn } from '../../stand-ins/webhook.js';
import { idsOf, type Platform, TOKEN } from './platform.js';

export async function webhook(): Promise<Platform> {
  const vendor = await startWebhookStandIn(TOKEN);
  return {
    plugin: 'webhook',
    vendor,
    counted: () => idsOf(vendor.received),
    refused: vendor.refused,
    settings: { url: `${vendor.url}/hook` },
    secretName: 'secret',
    deduplicates: false,
  };
}
