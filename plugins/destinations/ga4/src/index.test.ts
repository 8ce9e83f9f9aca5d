import { describe, expect, it } from '@jest/globals';
import { exampleEvent, isSkip, type WarpEvent } from '@warp/plugin-sdk';
import { describePlugin } from '@warp/plugin-sdk/testing';
import plugin from './index.js';

describePlugin(plugin);

describe('what Google would leave out of its reports', () => {
  const skipped = (overrides: Partial<WarpEvent>) => {
    const mapped = plugin.map(exampleEvent(overrides), { measurement_id: 'G-ABC123', api_secret: 's', forms_as_leads: false, send_ip: false, debug_mode: false, endpoint: 'https://www.google-analytics.com' });
    return isSkip(mapped) ? mapped.code : undefined;
  };
  const items = [{ item_id: 'a' }];

  it.each<[string, Partial<WarpEvent>, string | undefined]>([
    ['a purchase without items', { eventData: { transaction_id: '1', value: 1, currency: 'EUR' } }, 'ga4_missing_items'],
    ['a purchase without a value', { eventData: { transaction_id: '1', currency: 'EUR', items } }, 'ga4_missing_value'],
    ['a value without a currency', { eventType: 'generate_lead', eventData: { value: 1 } }, 'ga4_missing_currency'],
    ['a search without its term', { eventType: 'search', eventData: {} }, 'ga4_missing_search_term'],
    ['a reserved prefix', { eventType: 'ga_test', eventData: {} }, 'ga4_reserved_name'],
    ['a name of 41 characters', { eventType: 'x'.repeat(41), eventData: {} }, 'ga4_name_too_long'],
    ['nothing wrong', { eventType: 'add_to_cart', eventData: { value: 1, currency: 'EUR', items } }, undefined],
  ])('%s: %s', (_, overrides, code) => expect(skipped(overrides)).toBe(code));
});
