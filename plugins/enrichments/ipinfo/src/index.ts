import { defineEnrichment } from '@warp/plugin-sdk';
import { check } from './check.js';
import { combine } from './combine.js';
import { examples } from './examples.js';
import { keyOf } from './key.js';
import { openLookup } from './lookup.js';
import { settings } from './settings.js';

/** Place, network and organisation of an address, from IPinfo. */
export default defineEnrichment({
  contract: 1,
  id: 'ipinfo',
  name: 'IPinfo',
  vendorDocs: 'https://ipinfo.io/developers',
  settings,
  needs: [],
  provides: ['geo', 'organisation'],
  key: ({ ipAddress }, { api }) => (ipAddress === undefined ? null : keyOf(ipAddress, api)),
  open: (chosen) => Promise.resolve(openLookup(chosen)),
  combine,
  // Networks change hands rarely, and each look-up counts.
  cache: { hitSeconds: 3 * 86_400, missSeconds: 86_400, shared: true },
  // IPinfo takes 1,000; the answer of older plans is up to 2 KB for each, and the host reads 1 MB.
  batch: { maxKeys: 500 },
  budgetMs: 1_000,
  quota: ({ monthly_limit }) => ({ perMonth: monthly_limit ?? null }),
  check,
  attribution: 'IP address data powered by IPinfo|https://ipinfo.io',
  examples,
});
