import { describe, expect, it } from '@jest/globals';
import type { WarpEvent } from '@warp/contracts';
import { summaryOf, type EventSummary } from './event-summary.js';
import { exampleEvent } from './example-event.js';

const summary = (overrides: Partial<WarpEvent>): EventSummary => summaryOf(exampleEvent(overrides));

describe('what a chat is told of an event', () => {
  it('is its name, value, page, and country', () =>
    expect(summary({})).toEqual({ title: 'Purchase', value: '40.5 EUR', page: 'Thank you', link: 'https://shop.example/thanks', country: 'DE' }));

  it.each<[string, Partial<WarpEvent>, Partial<EventSummary>]>([
    ['the name in words', { eventType: 'newsletter.sign_up' }, { title: 'Newsletter sign up' }],
    ['a value without a currency it does not know', { eventData: { value: 1234.567 } }, { value: '1,234.57' }],
    ['a value of nothing', { eventData: { value: 0, currency: 'EUR' } }, { value: '0 EUR' }],
    ['the path of a page without a title', { pageTitle: ' ' }, { page: '/thanks' }],
    ['no query and no fragment', { pageUrl: 'https://shop.example/a?email=ada#b' }, { link: 'https://shop.example/a' }],
    ['no e-mail address in a title', { pageTitle: 'Hello ada@example.com' }, { page: 'Hello …' }],
    ['a title on one line', { pageTitle: 'a\n\u0000\u202Eb' }, { page: 'a b' }],
    ['a title cut between characters', { pageTitle: '😀'.repeat(200) }, { page: `${'😀'.repeat(119)}…` }],
    ['the company of a business’s network', { organisation: { name: 'Smith & Sons', kind: 'business' } }, { organisation: 'Smith & Sons' }],
  ])('has %s', (_, overrides, expected) => expect(summary(overrides)).toMatchObject(expected));

  it.each<[string, Partial<WarpEvent>, keyof EventSummary]>([
    ['an address that names somebody', { pageUrl: 'https://shop.example/u/ada%40example.com' }, 'link'],
    ['what is no web address', { pageUrl: 'javascript:alert(1)' }, 'link'],
    ['half an address', { pageUrl: `https://shop.example/${'a'.repeat(300)}` }, 'link'],
    ['the name of an internet provider', { organisation: { name: 'Telco', kind: 'isp' } }, 'organisation'],
    ['a value nobody gave', { eventData: {} }, 'value'],
    ['a country nobody knows', { geo: {} }, 'country'],
  ])('has not %s', (_, overrides, key) => expect(summary(overrides)).not.toHaveProperty(key));
});
