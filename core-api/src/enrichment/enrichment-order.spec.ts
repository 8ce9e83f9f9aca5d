import { expect, it } from '@jest/globals';
import { defineEnrichment, secret, toggle, Type, type EnrichedKey, type EnrichmentPlugin, type TObject } from '@warp/plugin-sdk';
import { orderEnrichments } from './enrichment-order.js';

const FREE = Type.Object({ fast: toggle('Fast', { default: true }) });
const PAID = Type.Object({ token: secret('Token') });

const source = (id: string, needs: readonly EnrichedKey[], provides: readonly EnrichedKey[], settings: TObject = FREE): EnrichmentPlugin =>
  defineEnrichment({
    contract: 1,
    id,
    name: id,
    vendorDocs: 'https://vendor.example',
    settings,
    needs,
    provides,
    key: () => null,
    open: () => Promise.resolve({ find: () => [] }),
    cache: { hitSeconds: 1, missSeconds: 1 },
    batch: { maxKeys: 1 },
    budgetMs: 1,
    examples: [],
  });

it.each([
  ['a source that needs nothing comes first', [source('names', ['organisation'], ['organisation']), source('networks', [], ['organisation'])], ['networks', 'names'], []],
  ['of two that provide the same, the one that needs a key comes second', [source('a-paid', [], ['geo'], PAID), source('z-free', [], ['geo'])], ['z-free', 'a-paid'], []],
  [
    'what builds on a field comes after all who provide it',
    [source('names', ['organisation'], ['organisation']), source('paid', [], ['organisation'], PAID), source('free', [], ['organisation'])],
    ['free', 'paid', 'names'],
    [],
  ],
  ['what nobody provides leaves out who needs it', [source('names', ['organisation'], ['organisation'])], [], ['names']],
  ['a circle is left out', [source('a', ['geo'], ['device']), source('b', ['device'], ['geo'])], [], ['a', 'b']],
])('%s', (_, plugins, ordered, impossible) => {
  const order = orderEnrichments(plugins);
  expect(order.ordered.map(({ id }) => id)).toEqual(ordered);
  expect(order.impossible.map(({ id }) => id)).toEqual(impossible);
});
