import { describe, expect, it } from '@jest/globals';
import { applyChanges, checkedChange, type FieldChange } from './field-changes.js';

describe('a change of a failed event', () => {
  it.each<[string, FieldChange, object, object]>([
    ['sets a field', { op: 'set', field: 'event_type', value: 'purchase' }, { a: 1 }, { a: 1, event_type: 'purchase' }],
    ['sets one inside an object', { op: 'set', field: 'event_data.value', value: 5 }, { event_data: { a: 1 } }, { event_data: { a: 1, value: 5 } }],
    ['sets one inside an object that is not there yet', { op: 'set', field: 'event_data.value', value: 5 }, {}, { event_data: { value: 5 } }],
    ['sets one of every item', { op: 'set', field: 'event_data.items[].quantity', value: 1 }, { event_data: { items: [{ item_id: 'a' }, 7] } }, { event_data: { items: [{ item_id: 'a', quantity: 1 }, 7] } }],
    ['renames a field', { op: 'rename', field: 'event', to: 'event_type' }, { event: 'x' }, { event_type: 'x' }],
    ['moves one to another object', { op: 'rename', field: 'value', to: 'event_data.value' }, { value: 5 }, { event_data: { value: 5 } }],
    ['renames one of every item', { op: 'rename', field: 'event_data.items[].id', to: 'event_data.items[].item_id' }, { event_data: { items: [{ id: 'a' }, {}] } }, { event_data: { items: [{ item_id: 'a' }, {}] } }],
    ['removes a field', { op: 'remove', field: 'timestamp' }, { timestamp: 1, a: 1 }, { a: 1 }],
    ['removes one of every item', { op: 'remove', field: 'event_data.items[].note' }, { event_data: { items: [{ note: 'n', a: 1 }] } }, { event_data: { items: [{ a: 1 }] } }],
    ['changes nothing where there is nothing to rename', { op: 'rename', field: 'a.b', to: 'c' }, { x: 1 }, { x: 1 }],
    ['changes nothing where there is nothing to remove', { op: 'remove', field: 'a.b' }, { x: 1 }, { x: 1 }],
    ['does not take what every object inherits for a field', { op: 'rename', field: 'constructor', to: 'event_type' }, { x: 1 }, { x: 1 }],
  ])('%s', (_, change, before, after) => {
    const given = structuredClone(before);
    expect(applyChanges(given, [change])).toEqual(after);
    expect(given).toEqual(before);
  });

  it('sets a field called __proto__ as any other', () => {
    const changed = applyChanges({}, [{ op: 'set', field: '__proto__.polluted', value: 1 }]) as object;
    expect(Object.keys(changed)).toEqual(['__proto__']);
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
  });

  it.each([
    [{ op: 'set', field: 'a' }, 'changes.0.value'],
    [{ op: 'rename', field: 'a' }, 'changes.0.to'],
    [{ op: 'rename', field: 'a[].b', to: 'c.b' }, 'changes.0.to'],
  ] as const)('%j is refused by its field', (change, field) => {
    expect(() => checkedChange(change, 0)).toThrow(expect.objectContaining({ status: 400, errors: [expect.objectContaining({ field })] }));
  });
});
