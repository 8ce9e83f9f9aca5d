import { defineEnrichment, Type } from '@warp/plugin-sdk';
import { openDatabases } from './database.js';

/** Country, region, city and coordinates, from DB-IP's free city database, which travels with the package. */
export default defineEnrichment({
  contract: 1,
  id: 'geo-dbip',
  name: 'Location by DB-IP',
  vendorDocs: 'https://db-ip.com/db/download/ip-to-city-lite',
  settings: Type.Object({}),
  needs: [],
  provides: ['geo'],
  // The whole address: the database tells single addresses apart, and the cache lives in memory only.
  key: ({ ipAddress }) => ipAddress ?? null,
  open: () => Promise.resolve(openDatabases()),
  cache: { hitSeconds: 86_400, missSeconds: 3_600 },
  batch: { maxKeys: 1000 },
  budgetMs: 200,
  attribution: 'IP geolocation by DB-IP|https://db-ip.com',
  examples: [
    {
      title: 'an address in the United States',
      key: '8.8.8.8',
      gives: { is: 'found', fields: { geo: { country: 'US', region: 'California', city: 'Mountain View', latitude: 37.422, longitude: -122.085 } } },
    },
    { title: 'an address of a private network', key: '192.168.1.1', gives: { is: 'none' } },
    { title: 'no address', key: 'nowhere', gives: { is: 'none' } },
  ],
});
