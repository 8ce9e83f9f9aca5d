import { describe, expect, it } from '@jest/globals';
import type { EventRule } from '../../api/event-rules.js';
import { type DraftRule, draftOf, EMPTY_CONDITION, EMPTY_PARAMETER, EMPTY_RULE, ruleOf } from './draft.js';

describe('a rule', () => {
  it.each<[string, EventRule]>([
    ['for every event', { event: '*' }],
    ['that leaves out', { event: 'scroll', send: false }],
    ['that renames', { event: 'purchase', rename: 'order' }],
    ['with conditions', { event: 'purchase', when: [{ field: 'event_data.value', test: 'greater', value: 40.5 }, { field: 'geo.country', test: 'exists' }], send: false }],
    ['with text that looks like a number', { event: '*', when: [{ field: 'event_data.transaction_id', test: 'equals', value: '1001' }], rename: 'x' }],
    ['with a switch', { event: '*', when: [{ field: 'consent.marketing', test: 'not_equals', value: false }], rename: 'x' }],
    ['that sets and removes', { event: 'purchase', set: [{ parameter: 'amount', from: 'event_data.value' }, { parameter: 'tier', value: 3 }], remove: ['tax', 'coupon'] }],
  ])('%s is the same after it was edited without a change', (_, rule) => expect(ruleOf(draftOf(rule))).toEqual(rule));
});

describe('a draft', () => {
  it.each<[string, Partial<DraftRule>, Partial<EventRule>]>([
    ['drops the value of a test without one', { when: [{ ...EMPTY_CONDITION, field: 'geo', test: 'missing', text: 'left over' }] }, { when: [{ field: 'geo', test: 'missing' }] }],
    ['compares sizes as numbers', { when: [{ ...EMPTY_CONDITION, field: 'event_data.value', test: 'less', text: ' 15 ' }] }, { when: [{ field: 'event_data.value', test: 'less', value: 15 }] }],
    ['searches for text', { when: [{ ...EMPTY_CONDITION, field: 'page_url', test: 'contains', kind: 'number', text: '7' }] }, { when: [{ field: 'page_url', test: 'contains', value: '7' }] }],
    ['sends no value that is no number', { when: [{ ...EMPTY_CONDITION, field: 'event_data.value', test: 'greater', text: 'much' }] }, { when: [{ field: 'event_data.value', test: 'greater' }] }],
    ['keeps an empty text', { when: [{ ...EMPTY_CONDITION, field: 'event_data.coupon' }] }, { when: [{ field: 'event_data.coupon', test: 'equals', value: '' }] }],
    ['takes a parameter from a field or a value, never both', { set: [{ ...EMPTY_PARAMETER, parameter: 'a', by: 'field', from: 'page_url', text: 'left over' }] }, { set: [{ parameter: 'a', from: 'page_url' }] }],
    ['splits names at commas', { remove: ' tax,, coupon ,' }, { remove: ['tax', 'coupon'] }],
    ['changes nothing of what it leaves out', { send: false, rename: 'order', remove: 'tax' }, { send: false }],
  ])('%s', (_, draft, rule) => expect(ruleOf({ ...EMPTY_RULE, event: 'purchase', ...draft })).toEqual({ event: 'purchase', ...rule }));
});
