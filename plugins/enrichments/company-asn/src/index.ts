import { addressBytes, defineEnrichment, Type, type Found } from '@warp/plugin-sdk';
import { kindOf } from './kind.js';
import { NetworkTable, type System } from './network-table.js';

/** The organisation behind an address, by the autonomous system that announces it; the table travels with the package. */
export default defineEnrichment({
  contract: 1,
  id: 'company-asn',
  name: 'Organisation by network',
  vendorDocs: 'https://github.com/sapics/ip-location-db/tree/main/asn',
  settings: Type.Object({}),
  needs: [],
  provides: ['organisation'],
  key: ({ ipAddress }) => ipAddress ?? null,
  open: () => {
    const table = NetworkTable.open();
    return Promise.resolve({ find: (addresses: readonly string[]) => addresses.map((address) => find(table, address)) });
  },
  cache: { hitSeconds: 86_400, missSeconds: 86_400 },
  batch: { maxKeys: 1000 },
  budgetMs: 200,
  attribution: 'Networks by RouteViews and DB-IP|https://www.routeviews.org',
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
            evidence: 'AS680 Verein zur Foerderung eines Deutschen Forschungsnetzes e.V.',
          },
        },
      },
    },
    { title: 'an address of a private network', key: '192.168.1.1', gives: { is: 'none' } },
    { title: 'no address', key: 'nowhere', gives: { is: 'none' } },
  ],
});

function find(table: NetworkTable, address: string): Found {
  const bytes = addressBytes(address);
  const system = bytes === null ? undefined : table.find(bytes);
  return system === undefined ? { is: 'none' } : { is: 'found', fields: { organisation: organisationOf(system) } };
}

const organisationOf = (system: System) => ({
  name: system.name,
  asn: system.asn,
  ...kindOf(system),
  evidence: `AS${system.asn} ${system.name}`,
});
