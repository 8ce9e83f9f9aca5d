import { describe, expect, it } from '@jest/globals';
import { errorsByField } from './errors.js';
import type { FieldSchema } from '../api/field-schema.js';
import { choicesOf, defaultText, type FieldKind, isRequired, kindOf } from './schema.js';
import { fromText, initialValues, partsOf, type Path, withValue } from './values.js';

describe('a field is drawn as', () => {
  it.each<[FieldKind, FieldSchema]>([
    ['text', { type: 'string' }],
    ['long-text', { type: 'string', 'x-control': 'textarea' }],
    ['long-text', { type: 'string', maxLength: 2_000 }],
    ['secret', { type: 'string', writeOnly: true }],
    ['secret', { type: 'string', 'x-control': 'secret' }],
    ['number', { type: 'integer' }],
    ['switch', { type: 'boolean' }],
    ['choice', { type: 'string', enum: ['a'] }],
    ['choice', { anyOf: [{ const: 'a' }, { const: 'b' }] }],
    ['radio', { type: 'string', enum: ['a'], 'x-control': 'radio' }],
    ['text', { type: 'string', 'x-control': 'select' }],
    ['text', { type: 'string', 'x-control': 'something-of-tomorrow' }],
    ['tokens', { type: 'array', items: { type: 'string' } }],
    ['checks', { type: 'array', items: { type: 'string', enum: ['a'] } }],
    ['items', { type: 'array', items: { type: 'object', properties: {} } }],
    ['group', { type: 'object', properties: {} }],
  ])('%s: %j', (kind, field) => expect(kindOf(field)).toBe(kind));
});

describe('choices', () => {
  it('are called what the schema calls them', () => {
    expect(choicesOf({ enum: ['upload_clicks', 'webpage'], 'x-enum-labels': { webpage: 'By the tag' } })).toEqual([{ value: 'upload_clicks', label: 'Upload clicks' }, { value: 'webpage', label: 'By the tag' }]);
    expect(choicesOf({ oneOf: [{ const: 1, title: 'One' }, { const: 2 }] })).toEqual([{ value: 1, label: 'One' }, { value: 2, label: '2' }]);
    expect(choicesOf({ anyOf: [{ type: 'string' }, { type: 'null' }] })).toEqual([]);
  });

  it('give a default its name', () => expect(defaultText({ enum: ['a'], 'x-enum-labels': { a: 'The first' }, default: 'a' })).toBe('The first'));
  it('never tell the default of a secret', () => expect(defaultText({ type: 'string', writeOnly: true, default: 'hunter2' })).toBeUndefined());
});

describe('a field has to be filled in', () => {
  it.each<[boolean, FieldSchema, readonly string[]]>([
    [true, { type: 'string' }, ['a']],
    [false, { type: 'string' }, []],
    [false, { type: 'string', default: '' }, ['a']],
    [false, { type: 'boolean' }, ['a']],
    [true, { type: 'array', minItems: 1 }, []],
  ])('%p: %j of %j', (required, field, names) => expect(isRequired('a', { required: names }, field)).toBe(required));
});

describe('values', () => {
  const schema: FieldSchema = {
    properties: {
      id: { type: 'string' },
      on: { type: 'boolean' },
      limit: { type: 'integer', default: 10 },
      server: { type: 'object', properties: { address: { type: 'string', default: 'https://a.example' }, region: { type: 'string' } } },
    },
  };

  it('begin as stored, else as the defaults, in groups as well', () => {
    expect(initialValues(schema)).toEqual({ on: false, limit: 10, server: { address: 'https://a.example' } });
    expect(initialValues(schema, { id: 'x', limit: 0, server: { region: 'eu' } })).toEqual({ id: 'x', on: false, limit: 0, server: { address: 'https://a.example', region: 'eu' } });
  });

  it.each<[Path, unknown, unknown]>([
    [['a'], 2, { a: 2, list: [{ b: 1 }, { b: 2 }] }],
    [['a'], undefined, { list: [{ b: 1 }, { b: 2 }] }],
    [['list', 1, 'b'], 9, { a: 1, list: [{ b: 1 }, { b: 9 }] }],
    [['new', 'deep'], 'x', { a: 1, list: [{ b: 1 }, { b: 2 }], new: { deep: 'x' } }],
  ])('with %j changed to %j', (path, value, expected) => {
    const before = { a: 1, list: [{ b: 1 }, { b: 2 }] };
    expect(withValue(before, path, value)).toEqual(expected);
    expect(before).toEqual({ a: 1, list: [{ b: 1 }, { b: 2 }] });
  });

  it.each([
    ['', 'integer', undefined],
    ['12', 'integer', 12],
    ['1,5', 'number', 1.5],
    ['much', 'number', 'much'],
    ['', 'string', undefined],
    [' a ', 'string', ' a '],
  ])('typed as %p into a field of type %s are %p', (text, type, value) => expect(fromText(text, { type })).toBe(value));

  it('pasted are parted by commas and lines', () => expect(partsOf('a, b,\n c\n\n')).toEqual(['a', 'b', 'c']));
});

describe('an error', () => {
  const schema: FieldSchema = {
    properties: {
      id: { type: 'string' },
      events: { type: 'array', items: { type: 'string' } },
      server: { properties: { address: { type: 'string' } } },
      maps: { type: 'array', items: { properties: { to: { type: 'string' } } } },
      token: { type: 'string' },
    },
  };
  it.each([
    ['settings.id', 'id'],
    ['settings.events.2', 'events'],
    ['settings.server.address', 'server.address'],
    ['settings.server.unknown', 'server'],
    ['settings.maps.0.to', 'maps.0.to'],
    ['settings.maps.0', 'maps.0'],
    ['settings.token', ''],
    ['settings.unknown', ''],
  ])('of %s is shown at %p', (field, place) => {
    expect([...errorsByField(schema, [{ field, rule: 'pattern', message: 'No.' }], 'settings.', ['token'])]).toEqual([[place, ['No.']]]);
  });

  it('of another part of the request is not the form’s', () => expect(errorsByField(schema, [{ field: 'name', rule: 'required', message: 'No.' }], 'settings.', []).size).toBe(0));
});
