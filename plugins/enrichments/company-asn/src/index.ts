import { defineEnrichment, Type } from '@warp/plugin-sdk';
import { openOrganisations } from './organisations.js';

/** The organisation behind an address, by the autonomous system that announces it; the table travels with the package. */
export default defineEnrichment({
  contract: 1,
  id: 'company-asn',
  name: 'Organisation by network',
  vendorDocs: 'https://github.com/sapics/ip-location-db/tree/main/asn',
  settings: Type.Object({}),
  needs: [],
  provides: ['organisation'],
  // The whole address: neighbours may belong to different systems, and the cache lives in memory only.
  key: ({ ipAddress }) => ipAddress ?? null,
  open: () => Promise.resolve(openOrganisations()),
  cache: { hitSeconds: 86_400, missSeconds: 86_400 },
  batch: { maxKeys: 1000 },
  budgetMs: 200,
  // DB-IP's licence asks for a link to its site, those of RouteViews and NRO for their names.
  attribution: 'IP to network data by DB-IP, RouteViews and NRO|https://db-ip.com',
  examples: [
    {
      title: 'a data centre',
      key: '8.8.8.8',
      gives: { is: 'found', fields: { organisation: { name: 'Google LLC', asn: 15169, kind: 'hosting', confidence: 0.95, evidence: 'AS15169 Google LLC' } } },
    },
    {
      title: 'a research network, over IPv6',
      key: '2001:638::1',
      gives: {
        is: 'found',
        fields: {
          organisation: {
            name: 'Verein zur Foerderung eines Deutschen Forschungsnetzes e.V.',
            asn: 680,
            kind: 'education',
            confidence: 0.95,
            domain: 'dfn.de',
            evidence: 'AS680 Verein zur Foerderung eines Deutschen Forschungsnetzes e.V.',
          },
        },
      },
    },
    { title: 'an address of a private network', key: '192.168.1.1', gives: { is: 'none' } },
    { title: 'no address', key: 'nowhere', gives: { is: 'none' } },
  ],
});
