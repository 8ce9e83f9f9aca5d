import { describe, expect, it } from '@jest/globals';
import { checkManifest } from './check-manifest.js';
import { choice, secret, text, toggle, Type } from '../author/settings.js';
import { validateSettings } from './validate-settings.js';

const A_MEASUREMENT_ID = 'A Measurement ID looks like G-ABC123DEF4; you find it under Admin › Data streams.';
const AN_ASSIGNMENT = 'Write it as event=number.';

const schema = Type.Object({
  measurement_id: Type.Optional(text('Measurement ID', { pattern: '^G-[A-Z0-9]{4,}$', minLength: 6, errorMessage: A_MEASUREMENT_ID })),
  key: Type.Optional(secret('API key', { minLength: 4, maxLength: 8 })),
  name: Type.Optional(text('Name', { minLength: 1 })),
  server: Type.Optional(text('Server', { format: 'uri' })),
  mode: Type.Optional(choice('Mode', ['fast', 'safe', 'off'], { default: 'fast' })),
  fast: toggle('Send at once', { default: true }),
  week_start: Type.Optional(Type.Union([Type.Literal('monday'), Type.Literal('sunday')], { title: 'First day of the week' })),
  limit: Type.Optional(Type.Integer({ title: 'Limit', minimum: 1, maximum: 10 })),
  events: Type.Optional(Type.Array(Type.String({ maxLength: 3 }), { title: 'Events', minItems: 1, maxItems: 2, uniqueItems: true })),
  actions: Type.Optional(Type.Array(Type.String({ pattern: '^[a-z]+=[0-9]+$', errorMessage: AN_ASSIGNMENT }), { title: 'Actions' })),
  consent: Type.Optional(Type.Object({ analytics: Type.Boolean({ title: 'Analytics allowed' }) }, { title: 'Consent' })),
});

describe('a setting that does not fit', () => {
  it.each<[string, object, string, string, string]>([
    ['a pattern', { measurement_id: 'UA-1-secret' }, 'measurement_id', 'minLength|pattern', A_MEASUREMENT_ID],
    ['text that is too short', { key: 'abc' }, 'key', 'minLength', '“API key” must have at least 4 characters.'],
    ['text that is too long', { key: 'abcdefghi' }, 'key', 'maxLength', '“API key” must have at most 8 characters.'],
    ['empty text', { name: '' }, 'name', 'minLength', '“Name” is required.'],
    ['no address', { server: 'nowhere' }, 'server', 'format', '“Server” must be a web address such as https://example.com.'],
    ['another word', { mode: 'slow' }, 'mode', 'enum', '“Mode” must be fast, safe or off.'],
    ['another literal', { week_start: 'friday' }, 'week_start', 'anyOf', '“First day of the week” must be monday or sunday.'],
    ['a number for a switch', { fast: 3 }, 'fast', 'type', '“Send at once” must be true or false.'],
    ['a fraction', { limit: 1.5 }, 'limit', 'type', '“Limit” must be a whole number.'],
    ['too little', { limit: 0 }, 'limit', 'minimum', '“Limit” must be at least 1.'],
    ['too much', { limit: 11 }, 'limit', 'maximum', '“Limit” must be at most 10.'],
    ['an empty list', { events: [] }, 'events', 'minItems', '“Events” must have at least 1 entry.'],
    ['a long list', { events: ['a', 'b', 'c'] }, 'events', 'maxItems', '“Events” must have at most 2 entries.'],
    ['an entry twice', { events: ['a', 'a'] }, 'events', 'uniqueItems', '“Events” must not have the same entry twice.'],
    ['a long entry', { events: ['a', 'long'] }, 'events.1', 'maxLength', 'Entry 2 of “Events” must have at most 3 characters.'],
    ['an entry against its pattern', { actions: ['a=1', 'b'] }, 'actions.1', 'pattern', `Entry 2: ${AN_ASSIGNMENT}`],
    ['a field of a group', { consent: { analytics: 'yes' } }, 'consent.analytics', 'type', '“Analytics allowed” must be true or false.'],
    ['a missing field of a group', { consent: {} }, 'consent.analytics', 'required', '“Analytics allowed” is required.'],
    ['a setting nobody knows', { more: 1 }, 'more', 'unknown', 'There is no setting “more”.'],
  ])('is said in one sentence: %s', (_, given, field, rule, message) => {
    const checked = validateSettings(schema, given);
    expect(checked.ok ? [] : checked.errors).toEqual([{ field, rule: expect.stringMatching(`^(${rule})$`), message }]);
  });

  it('and is missing says what it looks like', () => {
    const checked = validateSettings(Type.Object({ id: text('Measurement ID', { pattern: '^G-', errorMessage: A_MEASUREMENT_ID }) }), {});
    expect(checked.ok ? [] : checked.errors).toEqual([{ field: 'id', rule: 'required', message: `“Measurement ID” is required. ${A_MEASUREMENT_ID}` }]);
  });
});

describe('a pattern without a sentence', () => {
  const faults = (settings: unknown) => checkManifest({ kind: 'destination', settings }).filter((sentence) => sentence.includes('errorMessage'));
  const because = 'has a pattern, so it needs an errorMessage: what a person reads when the value does not fit.';
  it.each([
    ['of a setting', Type.Object({ id: text('Id', { pattern: '^a' }) }), [`settings.id ${because}`]],
    ['of a list’s entries', Type.Object({ ids: Type.Array(Type.String({ pattern: '^a' })) }), [`settings.ids[] ${because}`]],
    ['of a group’s field', Type.Object({ group: Type.Object({ id: text('Id', { pattern: '^a', errorMessage: '' }) }) }), [`settings.group.id ${because}`]],
    ['is fine with one', Type.Object({ id: text('Id', { pattern: '^a', errorMessage: 'An id begins with a.' }) }), []],
  ])('is refused: %s', (_, settings, expected) => expect(faults(settings)).toEqual(expected));
});
