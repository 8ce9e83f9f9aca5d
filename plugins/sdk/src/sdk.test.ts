import { describe, expect, it } from '@jest/globals';
import { checkManifest } from './host/check-manifest.js';
import { checkPackage } from './host/check-package.js';
import { checkSettingsChange } from './host/check-settings-change.js';
import { cutBatches } from './host/cut-batches.js';
import { ConfigurationError, HttpUnavailable, outcomeOfError, PermanentError, ThrottledError } from './author/errors.js';
import { hashedField } from './author/hashing.js';
import { outcomeOfStatus, retryAfterMs } from './author/read-by-status.js';
import { choice, secret, text, toggle, Type } from './author/settings.js';
import { secretFields, withDefaults } from './host/stored-settings.js';
import { validateSettings } from './host/validate-settings.js';

const answer = (status: number, headers: Record<string, string> = {}) => ({ status, headers, body: '' });

describe('the default reader', () => {
  it.each([
    [200, 'delivered'],
    [204, 'delivered'],
    [400, 'permanent'],
    [401, 'configuration'],
    [403, 'configuration'],
    [404, 'permanent'],
    [408, 'transient'],
    [410, 'permanent'],
    [425, 'transient'],
    [429, 'throttled'],
    [500, 'transient'],
    [503, 'transient'],
  ])('reads %d as %s', (status, is) => expect(outcomeOfStatus(answer(status)).is).toBe(is));

  it.each([
    ['seconds', { 'retry-after': '120' }, 120_000],
    ['a date, against the answer’s own', { 'retry-after': 'Mon, 23 Nov 2026 12:00:30 GMT', date: 'Mon, 23 Nov 2026 12:00:00 GMT' }, 30_000],
    ['a date that has passed', { 'retry-after': 'Mon, 23 Nov 2026 11:00:00 GMT', date: 'Mon, 23 Nov 2026 12:00:00 GMT' }, 0],
    ['nothing', {}, 30_000],
    ['rubbish', { 'retry-after': 'soon' }, 30_000],
  ])('waits by %s', (_, headers, ms) => expect(retryAfterMs(answer(429, headers as Record<string, string>))).toBe(ms));
});

describe('cutting batches', () => {
  const limits = { maxEvents: 3, maxBytes: 10 };
  const cut = (sizes: number[]) => cutBatches(sizes, limits, (size) => size);

  it.each([
    ['by events', [1, 1, 1, 1], [[1, 1, 1], [1]], []],
    ['by bytes', [6, 4, 1], [[6, 4], [1]], []],
    ['and leaves out what fits nowhere', [4, 11, 4], [[4, 4]], [11]],
    ['nothing into nothing', [], [], []],
  ])('%s', (_, sizes, batches, tooLarge) => expect(cut(sizes)).toEqual({ batches, tooLarge }));
});

describe('settings', () => {
  const schema = Type.Object({
    id: text('Id', { pattern: '^[A-Z]+$' }),
    key: secret('Key', { minLength: 4 }),
    fast: toggle('Fast', { default: true }),
    mode: choice('Mode', ['a', 'b'], { default: 'a' }),
    url: Type.Optional(text('Address', { format: 'uri' })),
  });

  it('are filled with their defaults', () => {
    expect(validateSettings(schema, { id: 'X', key: 'abcd' })).toEqual({ ok: true, value: { id: 'X', key: 'abcd', fast: true, mode: 'a' } });
  });

  it('name each wrong field and its rule, never the value', () => {
    const checked = validateSettings(schema, { id: 'x', key: 'abc', mode: 'c', url: 'nowhere', more: 1 });
    expect(checked).toMatchObject({ ok: false });
    const errors = checked.ok ? [] : checked.errors;
    expect(errors.map(({ field, rule }) => [field, rule]).sort()).toEqual([
      ['id', 'pattern'],
      ['key', 'minLength'],
      ['mode', 'enum'],
      ['more', 'unknown'],
      ['url', 'format'],
    ]);
    expect(JSON.stringify(errors)).not.toContain('abc');
  });

  it('are completed by the defaults of those nobody gave', () =>
    expect(withDefaults(schema, { id: 'X', mode: 'b' })).toEqual({ id: 'X', fast: true, mode: 'b' }));

  it('know their secrets', () => expect(secretFields(schema)).toEqual(['key']));
});

describe('errors that speak for a batch', () => {
  it.each([
    [new HttpUnavailable('timeout', 'm'), { is: 'transient', code: 'timeout', message: 'm' }],
    [new ThrottledError('quota', 'm', 5), { is: 'throttled', code: 'quota', message: 'm', retryAfterMs: 5 }],
    [new ConfigurationError('key', 'm', 'api_key'), { is: 'configuration', code: 'key', message: 'm', setting: 'api_key' }],
    [new PermanentError('gone', 'm'), { is: 'permanent', code: 'gone', message: 'm' }],
    [new TypeError('m'), undefined],
  ])('%p', (error, outcome) => expect(outcomeOfError(error)).toEqual(outcome));
});

describe('the manifest check', () => {
  it.each([
    ['nothing', undefined, 'The default export is not a plugin.'],
    ['another contract', { kind: 'destination', contract: 2 }, 'contract must be 1.'],
    ['a bad id', { kind: 'destination', contract: 1, id: 'Bad Id' }, 'id must be lower-case letters, digits and dashes.'],
    ['no kind', { contract: 1, id: 'x' }, 'kind must be destination or enrichment: export what defineDestination or defineEnrichment returns.'],
    ['no mapping', { kind: 'destination', contract: 1, id: 'x' }, 'map is missing.'],
  ])('finds %s', (_, exported, fault) => expect(checkManifest(exported)).toContain(fault));
});

describe('the check of a package', () => {
  const needs = (range: string) => ({ peerDependencies: { '@warp/plugin-sdk': range } });
  it.each([
    ['a range that holds', needs('^1.2.0'), []],
    ['a dependency instead of a peer', { dependencies: { '@warp/plugin-sdk': '1.4.0' } }, []],
    ['a prerelease of the SDK', needs('>=1.4.0-beta'), []],
    ['a newer SDK', needs('^2.0.0'), ['It needs @warp/plugin-sdk ^2.0.0; this Warp has 1.4.0.']],
    ['a word', needs('newest'), ['“newest” is no range of versions of @warp/plugin-sdk.']],
    ['none', {}, ['package.json must name @warp/plugin-sdk among its peerDependencies, with the versions it works with.']],
  ])('judges %s', (_, manifest, faults) => expect(checkPackage(manifest, '1.4.0')).toEqual(faults));
});

describe('a change of settings', () => {
  const before = Type.Object({ id: text('Id'), note: Type.Optional(text('Note')), key: text('Key') });
  it.each([
    ['a new optional one', Type.Object({ id: text('Id'), note: Type.Optional(text('Note')), key: text('Key'), more: Type.Optional(text('More')) }), []],
    ['a new one with a default', Type.Object({ id: text('Id'), note: Type.Optional(text('Note')), key: text('Key'), more: text('More', { default: '' }) }), []],
    ['a new required one', Type.Object({ id: text('Id'), note: Type.Optional(text('Note')), key: text('Key'), more: text('More') }), ['The setting more became required: add a default or migrate.']],
    ['one that became required', Type.Object({ id: text('Id'), note: text('Note'), key: text('Key') }), ['The setting note became required: add a default or migrate.']],
    ['one that became secret', Type.Object({ id: text('Id'), note: Type.Optional(text('Note')), key: secret('Key') }), ['The setting key became secret: migrate, so that what was saved in the clear is sealed.']],
    ['one that is gone', Type.Object({ id: text('Id'), note: Type.Optional(text('Note')) }), ['The setting key is gone: saved destinations would be refused. Keep it or migrate.']],
  ])('judges %s', (_, after, faults) => expect(checkSettingsChange(before, after)).toEqual(faults));
});

it('knows the errors of another copy of the SDK: a plugin may bring its own', () => {
  const foreign = Object.assign(new Error('m'), { [Symbol.for('warp:delivery-error')]: true, outcome: { is: 'permanent', code: 'gone', message: 'm' } });
  expect(outcomeOfError(foreign)).toEqual({ is: 'permanent', code: 'gone', message: 'm' });
});

/** Hashes by `printf '%s' <normalised> | openssl dgst -sha256`. */
describe('a hashed field', () => {
  const ADA = 'b5fc85e55755f9e0d030a10ab4429b6b2944855f9a0d60077fe832becbc41d72';
  const ELODIE = '36bac2631d17463d569eaf1b869e7bf8d40e4636fd8b2b778ee93f504baf6691';
  it.each([
    ['normalised by its rule', ' Élodie ', ELODIE],
    ['hashed already', ADA.toUpperCase(), ADA],
    ['empty', '  ', undefined],
    ['that the rule leaves nothing of', '--', undefined],
    ['missing', undefined, undefined],
  ])('%s', (_, given, expected) => {
    const rule = (text: string) => text.toLowerCase().replace(/\p{P}/gu, '');
    expect(hashedField(given, rule)).toBe(expected);
  });
});
