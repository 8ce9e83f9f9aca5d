import { startGa4StandIn } from '../../stand-ins/ga4.js';
import { type Platform, TOKEN } from './platform.js';

export async function ga4(): Promise<Platform> {
  const vendor = await startGa4StandIn(TOKEN, 'G-TEST12345');
  return {
    plugin: 'ga4',
    vendor,
    counted: () => vendor.received.map(({ params }) => String(params['transaction_id'])),
    refused: vendor.ignored,
    settings: { measurement_id: 'G-TEST12345' },
    secretName: 'api_secret',
    deduplicates: false,
  };
}
