import type { WarpEvent } from '@warp/contracts';
import { describe, expect, it } from '@jest/globals';
import { assignedFields, assignedNames, eventField, fieldAssignmentPattern, type FieldValue } from './event-fields.js';
import { exampleEvent } from './example-event.js';

const HASH = 'b5fc85e55755f9e0d030a10ab4429b6b2944855f9a0d60077fe832becbc41d72';

describe('a value of an event by its name', () => {
  it.each<[string, Partial<WarpEvent>, FieldValue | undefined]>([
    ['first_name', {}, 'Ada'],
    ['last_name', { user: { lastName: '  ' } }, undefined],
    ['phone', { user: { phone: HASH } }, undefined],
    ['city', { user: { city: ' Köln ' } }, 'Köln'],
    ['company', { organisation: { name: 'Acme', kind: 'business' } }, 'Acme'],
    ['company', { organisation: { name: 'Acme', kind: 'business', confidence: 0.6 } }, 'Acme'],
    ['company', { organisation: { name: 'Uni', kind: 'education', confidence: 0.9 } }, undefined],
    ['company', { organisation: { name: 'Ministry', kind: 'government' } }, undefined],
    ['company', { organisation: { name: 'Perhaps', kind: 'business', confidence: 0.5 } }, undefined],
    ['company', { organisation: { name: 'Telco', kind: 'isp' } }, undefined],
    ['company', { organisation: { name: 'Nobody knows' } }, undefined],
    ['company_domain', { organisation: { domain: 'Acme.Example', kind: 'business' } }, 'acme.example'],
    ['visit_country', {}, 'DE'],
    ['user_id', {}, 'customer-7'],
    ['channel', {}, 'organic'],
    ['campaign', {}, undefined],
    ['event_time', {}, '2026-11-23T12:00:00.000Z'],
    ['event_time', { timestampMs: Date.UTC(2030, 0, 1) }, '2026-11-23T12:00:01.000Z'],
    ['event_data.value', {}, 40.5],
    ['event_data.newsletter', { eventData: { newsletter: false } }, false],
    ['event_data.a.b', { eventData: { 'a.b': 'c' } }, 'c'],
    ['event_data.items', {}, undefined],
    ['event_data.toString', {}, undefined],
    ['toString', {}, undefined],
  ])('%s', (name, overrides, value) => expect(eventField(exampleEvent(overrides), name)).toBe(value));
});

describe('assignments', () => {
  const assignments = ['first_name=firstname', 'last_name=lastname', 'event_data.plan=plan', 'event_type=plan'];

  it('fill a vendor’s fields; of two that fill one, the last counts', () =>
    expect(assignedFields(exampleEvent({ eventData: { plan: 'Pro' }, user: { firstName: 'Ada' } }), assignments)).toEqual({ firstname: 'Ada', plan: 'purchase' }));

  it('name each field once', () => expect(assignedNames(assignments)).toEqual(['firstname', 'lastname', 'plan']));

  it.each([
    ['first_name=firstname', true],
    ['event_data.plan-b=plan', true],
    ['surname=lastname', false],
    ['event_data.=plan', false],
    ['first_name', false],
    ['first_name=', false],
    ['first_name=First Name', false],
  ])('%s: %s', (assignment, isOne) => expect(new RegExp(fieldAssignmentPattern('[a-z]+')).test(assignment)).toBe(isOne));
});
