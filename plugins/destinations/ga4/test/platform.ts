import { type Platform, TOKEN } from '@warp/plugin-sdk/testing';
import { startGa4StandIn, type Ga4StandIn } from './stand-in.js';

const platform: Platform<Ga4StandIn> = {
  plugin: 'ga4',
  secretName: 'api_secret',
  deduplicates: false,
  ignoresCredentials: true,
  start: async () => {
    const vendor = await startGa4StandIn(TOKEN, 'G-TEST12345');
    return {
      vendor,
      counted: () => vendor.received.map(({ params }) => String(params['transaction_id'])),
      refused: () => vendor.ignored,
      settings: { measurement_id: 'G-TEST12345', endpoint: vendor.url },
    };
  },
};

export default platform;
