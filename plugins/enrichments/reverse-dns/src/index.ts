import { defineEnrichment, isPublicAddress, Type } from '@warp/plugin-sdk';
import { combine } from './combine.js';
import { openLookup } from './lookup.js';

/** The name an address resolves to, as evidence of whose it is. */
export default defineEnrichment({
  contract: 1,
  id: 'reverse-dns',
  name: 'Host name',
  vendorDocs: 'https://www.rfc-editor.org/rfc/rfc1035#section-3.5',
  settings: Type.Object({}),
  needs: ['organisation'],
  provides: ['organisation'],
  startsOff: 'Visitors’ addresses go to your name server, and from there to those of their networks’ owners.',
  key: ({ ipAddress }) => (ipAddress !== undefined && isPublicAddress(ipAddress) ? ipAddress : null),
  open: () => Promise.resolve(openLookup()),
  combine,
  cache: { hitSeconds: 86_400, missSeconds: 86_400, shared: true },
  batch: { maxKeys: 1000 },
  budgetMs: 500,
  examples: [
    {
      title: 'a provider’s line',
      key: '91.42.28.61',
      names: ['p5b2a1c3d.dip0.t-ipconnect.de'],
      gives: { is: 'found', fields: { organisation: { kind: 'isp', confidence: 0.9, evidence: 'host name: a provider’s in t-ipconnect.de' } } },
    },
    {
      title: 'an office’s gateway',
      key: '198.51.100.7',
      names: ['vpn.acme-corp.de'],
      gives: { is: 'found', fields: { organisation: { domain: 'acme-corp.de', kind: 'business', confidence: 0.65, evidence: 'host name: “vpn” in acme-corp.de' } } },
    },
    { title: 'an address without a name', key: '198.51.100.8', names: [], gives: { is: 'none' } },
  ],
});
