import { describe, expect, it } from '@jest/globals';
import { exampleEvent, isSkip, type Context, type HttpRequest, type HttpResponse, type WarpEvent } from '@warp/plugin-sdk';
import { describePlugin } from '@warp/plugin-sdk/testing';
import { check, requestFor } from './delivery.js';
import plugin from './index.js';
import { map } from './map.js';
import { readAnswer } from './read.js';
import type { MetaSettings } from './settings.js';

describePlugin(plugin);

const settings: MetaSettings = {
  pixel_id: '1234567890',
  access_token: 'secret-token',
  test_event_code: '',
  data_processing: 'off',
  endpoint: 'https://graph.facebook.com',
};

function mapped(overrides: Partial<WarpEvent>, more: Partial<MetaSettings> = {}) {
  const item = map(exampleEvent(overrides), { ...settings, ...more });
  if (isSkip(item)) throw new Error(item.code);
  return item;
}

describe('Meta’s names', () => {
  it.each([
    ['page_view', 'PageView'],
    ['view_item', 'ViewContent'],
    ['view_item_list', 'ViewContent'],
    ['search', 'Search'],
    ['add_to_cart', 'AddToCart'],
    ['add_to_wishlist', 'AddToWishlist'],
    ['begin_checkout', 'InitiateCheckout'],
    ['add_payment_info', 'AddPaymentInfo'],
    ['purchase', 'Purchase'],
    ['generate_lead', 'Lead'],
    ['lead', 'Lead'],
    ['form_submit', 'Lead'],
    ['sign_up', 'CompleteRegistration'],
    ['subscribe', 'Subscribe'],
    ['refund', 'refund'],
    ['constructor', 'constructor'],
  ])('%s is %s', (eventType, name) => expect(mapped({ eventType }).event_name).toBe(name));
});

describe('what Meta would refuse', () => {
  const unknown = { userId: '', ids: {}, ipAddress: '' };

  it.each<[string, Partial<WarpEvent>, string | undefined]>([
    ['a session’s start', { eventType: 'session_start' }, 'meta_no_counterpart'],
    ['time spent', { eventType: 'user_engagement' }, 'meta_no_counterpart'],
    ['a purchase without a value', { eventData: { currency: 'EUR' } }, 'meta_no_value'],
    ['a purchase without a currency', { eventData: { value: 3 } }, 'meta_no_value'],
    ['a purchase for nothing', { eventData: { value: 0, currency: 'EUR' } }, undefined],
    ['no page', { pageUrl: '' }, 'meta_no_page_url'],
    ['half an address', { pageUrl: '/thanks' }, 'meta_no_page_url'],
    ['no browser', { userAgent: '' }, 'meta_no_user_agent'],
    ['a city and a browser', { ...unknown, user: { city: 'Bonn', country: 'DE' } }, 'meta_too_little_user_data'],
    ['a birthday and a browser', { ...unknown, user: { dateOfBirth: '1997-02-16' } }, 'meta_too_little_user_data'],
    ['a birthday and a city', { ...unknown, user: { dateOfBirth: '1997-02-16', city: 'Bonn' } }, undefined],
    ['an IP address and a browser', { ...unknown, user: {}, ipAddress: '203.0.113.7' }, undefined],
  ])('%s', (_, overrides, code) => {
    const item = map(exampleEvent(overrides), settings);
    expect(isSkip(item) ? item.code : undefined).toBe(code);
  });
});

describe('what an event was about', () => {
  const items = [{ item_id: 7, price: 2.5, quantity: 2 }, { item_id: 'b' }, { item_name: 'without an id' }];

  it.each<[string, Partial<WarpEvent>, object | undefined]>([
    [
      'a checkout counts its items',
      { eventType: 'begin_checkout', eventData: { value: 9, currency: 'EUR', items } },
      {
        value: 9,
        currency: 'EUR',
        content_ids: ['7', 'b'],
        content_type: 'product',
        contents: [{ id: '7', quantity: 2, item_price: 2.5 }, { id: 'b', quantity: 1 }],
        num_items: 3,
      },
    ],
    ['a search carries its term', { eventType: 'search', eventData: { search_term: 'shoes' } }, { search_string: 'shoes' }],
    ['a value without currency stays at home', { eventType: 'lead', eventData: { value: 9 } }, undefined],
    ['a site’s own parameters stay at home', { eventType: 'lead', eventData: { email: 'ada@example.com' } }, undefined],
    ['half a piece has no place in contents', { eventType: 'view_item', eventData: { items: [{ item_id: 'a', quantity: 0.5 }] } }, { content_ids: ['a'], content_type: 'product' }],
  ])('%s', (_, overrides, expected) => expect(mapped(overrides).custom_data).toEqual(expected));

  it('is dated in seconds, and never ahead of its receipt', () => {
    expect(mapped({ timestampMs: 1_795_435_200_999 }).event_time).toBe(1_795_435_200);
    expect(mapped({ timestampMs: 1_795_435_260_000, receivedAtMs: 1_795_435_201_000 }).event_time).toBe(1_795_435_201);
  });

  it('lets Meta find out where limited data use applies', () => {
    expect(mapped({}, { data_processing: 'locate' })).toMatchObject({
      data_processing_options: ['LDU'],
      data_processing_options_country: 0,
      data_processing_options_state: 0,
    });
  });
});

const answer = (status: number, body: unknown, headers: Record<string, string> = {}): HttpResponse => ({ status, headers, body: JSON.stringify(body) });
const refusal = (code: number, more: object = {}) => answer(400, { error: { message: 'ada@example.com', type: 'OAuthException', code, ...more } });

describe('Meta’s answers', () => {
  it.each<[string, HttpResponse, object]>([
    ['counted', answer(200, { events_received: 1, fbtrace_id: 'T' }), { is: 'delivered', vendorRef: 'T' }],
    ['not counted', answer(200, { events_received: 0 }), { is: 'permanent', code: 'meta_not_received' }],
    ['a page instead of an answer', { status: 200, headers: {}, body: '<html>' }, { is: 'transient', code: 'meta_unreadable' }],
    ['a page of another fault', { status: 502, headers: {}, body: '<html>' }, { is: 'transient', code: 'http_502' }],
    ['unknown error', refusal(1), { is: 'transient', code: 'meta_1' }],
    ['service down', refusal(2), { is: 'transient', code: 'meta_2' }],
    ['application limit', refusal(341), { is: 'transient', code: 'meta_341' }],
    ['passing, as Meta says', refusal(9999, { is_transient: true }), { is: 'transient', code: 'meta_9999' }],
    ['too many calls', refusal(4), { is: 'throttled', code: 'meta_4', retryAfterMs: 300_000 }],
    ['too many calls of a user', refusal(17), { is: 'throttled', code: 'meta_17' }],
    ['too many calls of an account', refusal(80004), { is: 'throttled', code: 'meta_80004' }],
    ['too many calls, with a time', answer(429, { error: { code: 4 } }, { 'retry-after': '9' }), { is: 'throttled', retryAfterMs: 9000 }],
    ['an expired token', refusal(190, { error_subcode: 463 }), { is: 'configuration', code: 'meta_190_463', setting: 'access_token' }],
    ['no permission', refusal(200), { is: 'configuration', code: 'meta_200', setting: 'access_token' }],
    ['no such dataset', refusal(100, { error_subcode: 33 }), { is: 'configuration', code: 'meta_100_33', setting: 'pixel_id' }],
    ['blocked', refusal(368), { is: 'configuration', code: 'meta_368' }],
    ['too old', refusal(100, { error_subcode: 2804003 }), { is: 'permanent', code: 'meta_100_2804003', field: 'event_time' }],
    ['invalid', refusal(100, { error_subcode: 2804019 }), { is: 'permanent', code: 'meta_100_2804019', message: 'Meta refused the event (code 100_2804019).' }],
    ['too many parameters', refusal(105), { is: 'permanent', code: 'meta_105' }],
  ])('%s', (_, response, outcome) => {
    const [read] = readAnswer(response, [1]);
    expect(read).toMatchObject(outcome);
    expect(JSON.stringify(read)).not.toContain('ada@example.com');
  });

  it('returns a refused batch to be halved: the answer names no event', () => {
    expect(readAnswer(refusal(100, { error_subcode: 2804003 }), [1, 2]).map((outcome) => [outcome.is, 'code' in outcome && outcome.code])).toEqual([
      ['transient', 'batch_refused'],
      ['transient', 'batch_refused'],
    ]);
  });

  it('does not halve a batch for a bad token', () =>
    expect(readAnswer(refusal(190), [1, 2]).map(({ is }) => is)).toEqual(['configuration', 'configuration']));
});

it('keeps the token out of the address', () => {
  const request = requestFor([mapped({})], settings);
  expect(request.url).toBe('https://graph.facebook.com/v25.0/1234567890/events');
  expect(JSON.parse(request.body ?? '')).toMatchObject({ access_token: 'secret-token' });
});

it('tests the connection without an event', async () => {
  const asked: HttpRequest[] = [];
  const context: Context = {
    http: (request) => Promise.resolve((asked.push(request), answer(200, { id: '1234567890' }))),
    now: () => new Date(0),
    log: () => undefined,
    signal: AbortSignal.timeout(1000),
  };
  expect(await check(settings, context)).toEqual({ is: 'delivered' });
  expect(asked).toEqual([{ method: 'GET', url: 'https://graph.facebook.com/v25.0/1234567890?fields=id', headers: { authorization: 'Bearer secret-token' } }]);
});
