import { expect, it } from '@jest/globals';
import type { Enriched } from '@warp/plugin-sdk';
import { patchOf } from './patch.js';

it.each([
  ['what was declared', { geo: { country: 'DE', latitude: 52.5 } }, { geo: { country: 'DE', latitude: 52.5 } }],
  ['no more than a column holds', { organisation: { name: 'x'.repeat(300) } }, { organisation: { name: 'x'.repeat(255) } }],
  ['no more of a city', { geo: { city: 'x'.repeat(300) } }, { geo: { city: 'x'.repeat(128) } }],
  ['nothing PostgreSQL refuses', { organisation: { name: 'a\0b\ud800' } }, { organisation: { name: 'ab\ufffd' } }],
  ['no half of a character that was cut', { organisation: { name: `${'x'.repeat(254)}😀` } }, { organisation: { name: `${'x'.repeat(254)}\ufffd` } }],
  ['no country that is none', { geo: { country: 'Germany', city: 'Berlin' } }, { geo: { city: 'Berlin' } }],
])('an event gets %s', (_, fields, expected) => expect(patchOf(fields as Enriched, ['geo', 'organisation'], () => undefined)).toEqual(expected));

it('an event gets no field that was not declared, and that is told', () => {
  const told: string[] = [];
  expect(patchOf({ geo: { country: 'DE' }, device: { category: 'tv' } }, ['geo'], (extra) => told.push(...extra))).toEqual({ geo: { country: 'DE' } });
  expect(told).toEqual(['device']);
});

it('what needs no change is the same object, so that a source’s answer for thousands of keys is kept once', () => {
  const fields: Enriched = { organisation: { name: 'Acme', asn: 64500, kind: 'business', confidence: 0.9, evidence: 'AS64500 Acme' } };
  expect(patchOf(fields, ['organisation'], () => undefined)).toBe(fields);
});
