import { describe, expect, it } from '@jest/globals';
import { exampleEvent, isSkip, type Context, type HttpResponse, type WarpEvent } from '@warp/plugin-sdk';
import { describePlugin } from '@warp/plugin-sdk/testing';
import { check, requestFor } from './delivery.js';
import plugin from './index.js';
import { map } from './map.js';
import { readAnswer } from './read.js';
import type { TiktokSettings } from './settings.js';
import type { TiktokUser } from './user.js';

describePlugin(plugin);

const settings: TiktokSettings = {
  pixel_code: 'C4A1B2C3D4E5F6G7H8I0',
  access_token: 'secret-token',
  purchase_event: 'Purchase',
  test_event_code: '',
  limited_data_use: false,
  endpoint: 'https://business-api.tiktok.com',
};

function mapped(overrides: Partial<WarpEvent>, more: Partial<TiktokSettings> = {}) {
  const item = map(exampleEvent(overrides), { ...settings, ...more });
  if (isSkip(item)) throw new Error(item.code);
  return item;
}

describe('TikTok’s names', () => {
  it.each([
    ['page_view', 'Pageview'],
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
    ['form_submit', 'SubmitForm'],
    ['sign_up', 'CompleteRegistration'],
    ['contact', 'Contact'],
    ['file_download', 'Download'],
    ['subscribe', 'Subscribe'],
    ['refund', 'refund'],
    ['constructor', 'constructor'],
  ])('%s is %s', (eventType, name) => expect(mapped({ eventType }).event).toBe(name));

  it('a purchase may keep the name the pixel uses', () =>
    expect(mapped({}, { purchase_event: 'CompletePayment' }).event).toBe('CompletePayment'));
});

describe('what TikTok could not use', () => {
  it.each<[string, Partial<WarpEvent>, string | undefined]>([
    ['a session’s start', { eventType: 'session_start' }, 'tiktok_no_counterpart'],
    ['time spent', { eventType: 'user_engagement' }, 'tiktok_no_counterpart'],
    ['no page', { pageUrl: '' }, 'tiktok_no_page_url'],
    ['half an address', { pageUrl: '/thanks' }, 'tiktok_no_page_url'],
    ['a name alone', { userId: '', ipAddress: '', user: { firstName: 'Ada' } }, 'tiktok_too_little_user_data'],
    ['a browser without its address', { userId: '', ipAddress: '', user: {} }, 'tiktok_too_little_user_data'],
    ['a browser with its address', { userId: '', user: {} }, undefined],
    ['a click', { userId: '', user: {}, ipAddress: '', ids: { ttclid: 'E.C.P.a' } }, undefined],
  ])('%s', (_, overrides, code) => {
    const item = map(exampleEvent(overrides), settings);
    expect(isSkip(item) ? item.code : undefined).toBe(code);
  });
});

/** Hashes by `printf '%s' <normalised> | openssl dgst -sha256`. */
describe('personal fields', () => {
  const ADA = 'b5fc85e55755f9e0d030a10ab4429b6b2944855f9a0d60077fe832becbc41d72';
  const PHONE = '1e231c66011e7a2d867a9cfae267a6aff103cf4913640b6e71a99850fc0ffbc8';
  const BERLIN = 'a909469fabf3f43d0b7b6c42a85a6e7e8ceb36c7a2f0f1b9c15b80dc16384cb7';

  it.each<[string, WarpEvent['user'], keyof TiktokUser, string | undefined]>([
    ['an e-mail, trimmed and lower case', { email: ' Ada@Example.com ' }, 'email', ADA],
    ['a hashed e-mail as it is', { email: ADA.toUpperCase() }, 'email', ADA],
    ['no e-mail', { email: ' ' }, 'email', undefined],
    ['something else than an e-mail', { email: 'unknown' }, 'email', undefined],
    ['a phone keeps its plus', { phone: '+1 (650) 555-1212' }, 'phone', PHONE],
    ['a phone with zeros', { phone: '001 650 555 1212' }, 'phone', PHONE],
    ['a phone’s bare digits, of an American', { phone: '16505551212', country: 'US' }, 'phone', PHONE],
    ['a phone’s bare digits, of somebody who gave no country', { phone: '16505551212' }, 'phone', undefined],
    ['a zero in brackets', { phone: '+49 (0)30 123456' }, 'phone', BERLIN],
    ['a national phone', { phone: '030 123456' }, 'phone', undefined],
    ['more digits than a phone has', { phone: '+1234567890123456' }, 'phone', undefined],
    ['a name without punctuation', { lastName: "O'Neill" }, 'last_name', 'fa0fd24b2d0175a5c48e1b82f4d707a8a95f5279c4abdc43fa2f19d8e30eb47d'],
    ['an accent stays', { firstName: 'Valéry' }, 'first_name', '08e1996b5dd49e62a4b4c010d44e4345592a863bb9f8e3976219bac29417149c'],
    ['a ZIP+4', { zip: '94035-1234', country: 'US' }, 'zip_code', '1794327a4d443904421f5ca1f3d72d0a62ba2f0770d80755ec2220fc0efb052e'],
    ['a postcode elsewhere', { zip: 'SW1A 1AA', country: 'GB' }, 'zip_code', '830e1d4b9838bab1f5c2acdb23e0b502ff13a9832c4632e8d67a1d43d3b7f614'],
  ])('%s', (_, user, key, hash) => expect(mapped({ user }).user[key]).toBe(hash));

  it('completes a national phone by the person’s country', () =>
    expect(mapped({ user: { phone: '030 / 12 34 56', country: 'DE' } }).user.phone).toBe(BERLIN));

  it('leaves the case of a customer’s id', () =>
    expect(mapped({ userId: 'Customer-7' }).user.external_id).toBe('fbbd6eda872934a2c800d7e4e3f6061a127f2a4ef52dfd42eb44327ca394a304'));

  it.each([
    ['https://shop.example/?ttclid=E.C.P.new', 'E.C.P.new'],
    ['https://shop.example/', 'E.C.P.old'],
  ])('takes the newest click: %s', (pageUrl, ttclid) => expect(mapped({ pageUrl, ids: { ttclid: 'E.C.P.old' } }).user.ttclid).toBe(ttclid));
});

describe('what an event was about', () => {
  it.each<[string, Partial<WarpEvent>, object | undefined]>([
    [
      'a checkout counts its items',
      { eventType: 'begin_checkout', eventData: { value: 9, currency: 'EUR', items: [{ item_id: 7, price: 2.5, quantity: 2, item_brand: 'B' }, { item_id: 'b' }, {}] } },
      { value: 9, currency: 'EUR', content_type: 'product', contents: [{ content_id: '7', brand: 'B', price: 2.5, quantity: 2 }, { content_id: 'b' }], num_items: 3 },
    ],
    ['a search carries its term', { eventType: 'search', eventData: { search_term: 'shoes' } }, { query: 'shoes', search_string: 'shoes' }],
    ['a value without currency stays at home', { eventType: 'lead', eventData: { value: 9 } }, undefined],
    ['a site’s own parameters stay at home', { eventType: 'lead', eventData: { email: 'ada@example.com' } }, undefined],
  ])('%s', (_, overrides, expected) => expect(mapped(overrides).properties).toEqual(expected));

  it('is dated in seconds, and never ahead of its receipt', () =>
    expect(mapped({ timestampMs: 1_795_435_260_000, receivedAtMs: 1_795_435_201_999 }).event_time).toBe(1_795_435_201));
});

const answer = (code: number, status = 200): HttpResponse => ({
  status,
  headers: {},
  body: JSON.stringify({ code, message: 'ada@example.com', request_id: 'R' }),
});

describe('TikTok’s answers', () => {
  it.each<[string, HttpResponse, object]>([
    ['taken', answer(0), { is: 'delivered', vendorRef: 'R' }],
    ['taken with remarks', answer(20001), { is: 'delivered' }],
    ['a wrong parameter', answer(40002), { is: 'permanent', code: 'tiktok_40002' }],
    ['no permission', answer(40001), { is: 'configuration', code: 'tiktok_40001', setting: 'pixel_code' }],
    ['an expired token', answer(40102), { is: 'configuration', code: 'tiktok_40102', setting: 'access_token' }],
    ['no token', answer(40104), { is: 'configuration', code: 'tiktok_40104', setting: 'access_token' }],
    ['a revoked token', answer(40105, 401), { is: 'configuration', code: 'tiktok_40105', setting: 'access_token' }],
    ['too many requests', answer(40100), { is: 'throttled', code: 'tiktok_40100', retryAfterMs: 30_000 }],
    ['a check of theirs that failed', answer(40700), { is: 'transient', code: 'tiktok_40700' }],
    ['a fault of theirs', answer(50000), { is: 'transient', code: 'tiktok_50000' }],
    ['a page instead of an answer', { status: 200, headers: {}, body: '<html>' }, { is: 'transient', code: 'tiktok_unreadable' }],
  ])('%s', (_, response, outcome) => {
    const [read] = readAnswer(response, [1]);
    expect(read).toMatchObject(outcome);
    expect(JSON.stringify(read)).not.toContain('ada@example.com');
  });

  it.each([40002, 20001])('returns a batch with code %d to be halved: the answer names no event', (code) =>
    expect(readAnswer(answer(code), [1, 2])).toMatchObject([{ is: 'transient', code: 'batch_refused' }, { is: 'transient', code: 'batch_refused' }]));

  it('does not halve a batch for a bad token', () =>
    expect(readAnswer(answer(40105), [1, 2]).map(({ is }) => is)).toEqual(['configuration', 'configuration']));
});

it('carries the token in a header', () => expect(requestFor([], settings).headers).toMatchObject({ 'access-token': 'secret-token' }));

it.each([
  ['a complaint about the missing events', 40002, 'delivered'],
  ['a complaint about the token', 40105, 'configuration'],
])('tests the connection without an event: %s', async (_, code, is) => {
  const context: Context = { http: () => Promise.resolve(answer(code)), now: () => new Date(0), log: () => undefined, signal: AbortSignal.timeout(1000) };
  expect((await check(settings, context)).is).toBe(is);
});
