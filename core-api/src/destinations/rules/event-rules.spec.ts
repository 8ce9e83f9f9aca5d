import { describe, expect, it } from '@jest/globals';
import { exampleEvent } from '@warp/plugin-sdk';
import type { Condition, EventRule } from '../../database/entities/event-selection.js';
import { applyRules, isKnownField } from './event-rules.js';

const event = exampleEvent({ eventType: 'purchase', eventData: { value: 40.5, currency: 'EUR', coupon: 'MAY' }, user: { email: 'a@example.org' } });
const rule = (fields: Partial<EventRule>): EventRule => ({ event: 'purchase', ...fields });

describe('rules of a destination', () => {
  it('leave other events alone', () => expect(applyRules(event, [rule({ event: 'page_view', send: false })])).toEqual(event));

  it('rename, set, and remove, without touching the recorded event', () => {
    const before = JSON.stringify(event);
    const changed = applyRules(event, [
      rule({ rename: 'order', set: [{ parameter: 'amount', from: 'event_data.value' }, { parameter: 'tier', value: 'gold' }], remove: ['coupon', 'value'] }),
    ]);
    expect(changed).toMatchObject({ eventType: 'order', eventData: { currency: 'EUR', amount: 40.5, tier: 'gold' } });
    expect(Object.keys(changed!.eventData)).toEqual(['currency', 'amount', 'tier']);
    expect(JSON.stringify(event)).toBe(before);
  });

  it('set nothing where the field they copy is missing', () =>
    expect(applyRules(event, [rule({ set: [{ parameter: 'x', from: 'event_data.nothing' }] })])!.eventData).not.toHaveProperty('x'));

  it('apply in order, all to the event as it was recorded', () => {
    const changed = applyRules(event, [rule({ rename: 'order' }), rule({ set: [{ parameter: 'second', value: true }] }), rule({ event: 'order', send: false })]);
    expect(changed).toMatchObject({ eventType: 'order', eventData: { second: true } });
  });

  it.each<[Condition, boolean]>([
    [{ field: 'event_data.value', test: 'greater', value: 40 }, true],
    [{ field: 'event_data.value', test: 'greater', value: 40.5 }, false],
    [{ field: 'event_data.value', test: 'less', value: 41 }, true],
    [{ field: 'event_data.currency', test: 'equals', value: 'EUR' }, true],
    [{ field: 'event_data.currency', test: 'not_equals', value: 'EUR' }, false],
    [{ field: 'event_data.coupon', test: 'exists' }, true],
    [{ field: 'event_data.coupon', test: 'missing' }, false],
    [{ field: 'event_data.toString', test: 'exists' }, false],
    [{ field: 'page_url', test: 'contains', value: '/thanks' }, true],
    [{ field: 'geo.country', test: 'equals', value: 'DE' }, true],
    [{ field: 'consent.marketing', test: 'equals', value: true }, true],
  ])('leave out where %j holds: %s', (condition, holds) => {
    expect(applyRules(event, [rule({ event: '*', when: [condition], send: false })])).toEqual(holds ? undefined : event);
  });

  it('need all of their conditions', () =>
    expect(applyRules(event, [rule({ when: [{ field: 'event_data.coupon', test: 'exists' }, { field: 'event_data.nothing', test: 'exists' }], send: false })])).toEqual(event));

  it('never see personal fields', () => {
    for (const field of ['user', 'user.email', 'ip_address', 'user_agent', 'visitor_id', '__proto__', 'constructor']) expect(isKnownField(field)).toBe(false);
  });
});
