import { describe, expect, it } from '@jest/globals';
import { defineEnrichment, secret, text, Type, type EnrichmentPlugin } from '@warp/plugin-sdk';
import { readinessOf, type StoredEnrichment } from './readiness.js';

const plugin = (own: Partial<EnrichmentPlugin> = {}): EnrichmentPlugin => ({
  ...defineEnrichment({
    contract: 1,
    id: 'source',
    name: 'Source',
    vendorDocs: 'https://vendor.example',
    settings: Type.Object({ token: secret('Access token', { minLength: 4 }), region: Type.Optional(text('Region')) }),
    needs: [],
    provides: ['geo'],
    key: () => null,
    open: () => Promise.resolve({ find: () => [] }),
    cache: { hitSeconds: 1, missSeconds: 1 },
    batch: { maxKeys: 1 },
    budgetMs: 1,
    examples: [],
  }),
  ...own,
});

const stored = (settings: object, enabled: boolean | null = null): StoredEnrichment => ({ enabled, settings: settings as Record<string, unknown>, savedAt: 0 });

describe('an enrichment', () => {
  it('whose required setting is missing waits for it, by its title', () => {
    expect(readinessOf(plugin(), undefined)).toEqual({ is: 'not_configured', message: 'It waits for: Access token.' });
    expect(readinessOf(plugin(), stored({ region: 'eu' }))).toEqual({ is: 'not_configured', message: 'It waits for: Access token.' });
  });

  it('with its settings is ready, and its secrets are known as such', () =>
    expect(readinessOf(plugin(), stored({ token: 'abcd', region: 'eu' }))).toEqual({ is: 'ready', settings: { token: 'abcd', region: 'eu' }, secrets: ['abcd'] }));

  it('needs nothing stored when it needs no settings', () => expect(readinessOf(plugin({ settings: Type.Object({}) }), undefined)).toMatchObject({ is: 'ready' }));

  it('is off when it was turned off, whatever its settings', () => expect(readinessOf(plugin(), stored({ token: 'abcd' }, false))).toEqual({ is: 'off' }));

  it('that starts off is off until it is turned on', () => {
    const careful = plugin({ settings: Type.Object({}), startsOff: 'It tells others.' });
    expect(readinessOf(careful, undefined)).toEqual({ is: 'off' });
    expect(readinessOf(careful, stored({}, true))).toMatchObject({ is: 'ready' });
  });

  it('reads settings of an earlier version', () => {
    const migrated = plugin({ migrate: (old) => ({ token: (old as { key: string }).key }) });
    expect(readinessOf(migrated, stored({ key: 'abcd' }))).toMatchObject({ is: 'ready', settings: { token: 'abcd' } });
  });
});
