import { describe, expect, it } from '@jest/globals';
import { exampleEvent, isSkip, type HttpResponse, type WarpEvent } from '@warp/plugin-sdk';
import { describePlugin } from '@warp/plugin-sdk/testing';
import { requestFor } from './delivery.js';
import plugin from './index.js';
import { map } from './map.js';
import { readAnswer } from './read.js';
import type { PinterestSettings } from './settings.js';
import type { UserData } from './user-data.js';

describePlugin(plugin);

const settings: PinterestSettings = {
  ad_account_id: '549755885175',
  access_token: 'secret-token',
  other_events: 'leave_out',
  limited_data_processing: false,
  endpoint: 'https://api.pinterest.com',
};

function mapped(overrides: Partial<WarpEvent>, more: Partial<PinterestSettings> = {}) {
  const item = map(exampleEvent(overrides), { ...settings, ...more });
  if (isSkip(item)) throw new Error(item.code);
  return item;
}

describe('Pinterest’s names', () => {
  it.each([
    ['page_view', 'page_visit'],
    ['view_item', 'page_visit'],
    ['view_item_list', 'view_category'],
    ['search', 'search'],
    ['add_to_cart', 'add_to_cart'],
    ['add_to_wishlist', 'add_to_wishlist'],
    ['begin_checkout', 'initiate_checkout'],
    ['add_payment_info', 'add_payment_info'],
    ['purchase', 'checkout'],
    ['generate_lead', 'lead'],
    ['lead', 'lead'],
    ['form_submit', 'lead'],
    ['sign_up', 'signup'],
    ['video_start', 'watch_video'],
    ['contact', 'contact'],
    ['subscribe', 'subscribe'],
  ])('%s is %s', (eventType, name) => expect(mapped({ eventType }).event_name).toBe(name));

  it.each([
    ['scroll', 'leave_out', undefined],
    ['scroll', 'custom', 'custom'],
    ['constructor', 'leave_out', undefined],
    ['session_start', 'custom', undefined],
    ['user_engagement', 'custom', undefined],
  ] as const)('%s with %s: %s', (eventType, other_events, name) => {
    const item = map(exampleEvent({ eventType }), { ...settings, other_events });
    expect(isSkip(item) ? undefined : item.event_name).toBe(name);
  });
});

it.each<[string, Partial<WarpEvent>, string | undefined]>([
  ['a name alone', { userId: '', ipAddress: '', user: { firstName: 'Ada' } }, 'pinterest_too_little_user_data'],
  ['a phone alone', { userId: '', ipAddress: '', user: { phone: '+16505551212' } }, 'pinterest_too_little_user_data'],
  ['a browser without its address', { ipAddress: '', user: {} }, 'pinterest_too_little_user_data'],
  ['an address without a browser', { userAgent: '', user: {} }, 'pinterest_too_little_user_data'],
  ['a browser with its address', { user: {} }, undefined],
  ['an e-mail', { ipAddress: '', userAgent: '' }, undefined],
])('whom Pinterest can find: %s', (_, overrides, code) => {
  const item = map(exampleEvent(overrides), settings);
  expect(isSkip(item) ? item.code : undefined).toBe(code);
});

/** Hashes by `printf '%s' <normalised> | openssl dgst -sha256`. */
describe('personal fields', () => {
  const ADA = 'b5fc85e55755f9e0d030a10ab4429b6b2944855f9a0d60077fe832becbc41d72';
  const PHONE = 'e323ec626319ca94ee8bff2e4c87cf613be6ea19919ed1364124e16807ab3176';
  const BERLIN = 'ac75546db905289f50bd750fd5648fec0719074ce391521b2372abeae9110668';

  it.each<[string, WarpEvent['user'], keyof UserData, string | undefined]>([
    ['an e-mail, trimmed and lower case', { email: ' Ada@Example.com ' }, 'em', ADA],
    ['a hashed e-mail as it is', { email: ADA.toUpperCase() }, 'em', ADA],
    ['no e-mail', { email: ' ' }, 'em', undefined],
    ['a phone without its plus', { phone: '+1 (650) 555-1212' }, 'ph', PHONE],
    ['a phone without its zeros', { phone: '001 650 555 1212' }, 'ph', PHONE],
    ['a phone’s bare digits, of an American', { phone: '16505551212', country: 'US' }, 'ph', PHONE],
    ['a phone’s bare digits, of somebody who gave no country', { phone: '16505551212' }, 'ph', undefined],
    ['a zero in brackets', { phone: '+49 (0)30 123456' }, 'ph', BERLIN],
    ['a national phone', { phone: '030 123456' }, 'ph', undefined],
    ['a name keeps its punctuation', { lastName: "O'Neill" }, 'ln', '4897794243f02aab17572801e8e9629de1efcf107bcc8671f97aeb3d565b3d68'],
    ['an accent stays', { firstName: 'Valéry' }, 'fn', '08e1996b5dd49e62a4b4c010d44e4345592a863bb9f8e3976219bac29417149c'],
    ['a birthday', { dateOfBirth: '1997-02-16' }, 'db', '01acdbf6ec7b4f478a225f1a246e5d6767eeab1a7ffa17f025265b5b94f40f0c'],
    ['a birthday that never was', { dateOfBirth: '1997-02-30' }, 'db', undefined],
    ['a gender', { gender: 'Female' }, 'ge', '252f10c83610ebca1a059c0bae8255eba2f95be4d1d7bcfa89d7248a82d9f111'],
    ['a third gender', { gender: 'non-binary' }, 'ge', '1b16b1df538ba12dc3f97edbb85caa7050d46c148134290feba80f8236c83db9'],
    ['no gender', { gender: 'constructor' }, 'ge', undefined],
    ['a city', { city: 'St. Ives' }, 'ct', '9f16c0c5205917fe79d37d313236d6252ba2629434fe909329cc6010c7ada077'],
    ['a state', { state: 'CA' }, 'st', '6959097001d10501ac7d54c0bdb8db61420f658f2922cc26e46d536119a31126'],
    ['a region by its name', { state: 'Bayern' }, 'st', undefined],
    ['a ZIP+4', { zip: '12345-6789', country: 'US' }, 'zp', '5994471abb01112afcc18159f6cc74b4f511b99806da59b3caf5a9c173cacfc5'],
    ['a postcode of digits', { zip: '010 115', country: 'RO' }, 'zp', 'a97c258408634d7f3982a0473b82ef10dd964c35913386888042e8350c15059d'],
    ['a postcode with letters', { zip: 'SW1A 1AA', country: 'GB' }, 'zp', undefined],
    ['a country', { country: 'US' }, 'country', '79adb2a2fce5c6ba215fe5f27f532d4e7edbac4b6a5e09e1ef3a08084a904621'],
  ])('%s', (_, user, key, hash) => expect(mapped({ user }).user_data[key]).toEqual(hash === undefined ? undefined : [hash]));

  it('completes a national phone by the person’s country', () =>
    expect(mapped({ user: { phone: '030 / 12 34 56', country: 'DE' } }).user_data.ph).toEqual([BERLIN]));
});

describe('what an event was about', () => {
  const items = [{ item_id: 7, price: 2.5, quantity: 2, item_brand: 'B' }, { item_id: 'b' }, {}];
  const half = [{ item_id: 'a', quantity: 0.5 }];

  it.each<[string, Partial<WarpEvent>, object | undefined]>([
    [
      'amounts are texts, counts are numbers',
      { eventType: 'add_to_cart', eventData: { value: 9, currency: 'EUR', items } },
      {
        value: '9',
        currency: 'EUR',
        content_ids: ['7', 'b'],
        contents: [{ id: '7', item_price: '2.5', quantity: 2, item_brand: 'B' }, { id: 'b' }],
        num_items: 3,
      },
    ],
    ['half a piece is no count', { eventType: 'view_item', eventData: { items: half } }, { content_ids: ['a'], contents: [{ id: 'a' }] }],
    ['a search carries its term', { eventType: 'search', eventData: { search_term: 'shoes' } }, { search_string: 'shoes' }],
    ['a value without currency stays at home', { eventType: 'lead', eventData: { value: 9 } }, undefined],
    ['a site’s own parameters stay at home', { eventType: 'lead', eventData: { email: 'ada@example.com' } }, undefined],
  ])('%s', (_, overrides, expected) => expect(mapped(overrides).custom_data).toEqual(expected));

  it('is dated in seconds, and never ahead of its receipt', () =>
    expect(mapped({ timestampMs: 1_795_435_260_000, receivedAtMs: 1_795_435_201_999 }).event_time).toBe(1_795_435_201));

  it.each([['en-GB', 'en'], ['DE', 'de'], ['fil-PH', undefined]])('says the language %s as %s', (language, expected) => expect(mapped({ language }).language).toBe(expected));
});

const answer = (status: number, body: unknown = {}): HttpResponse => ({ status, headers: {}, body: JSON.stringify(body) });
const event = (status: string) => ({ status, error_message: 'ada@example.com' });

describe('Pinterest’s answers', () => {
  it.each<[string, HttpResponse, object]>([
    ['processed', answer(200, { num_events_processed: 1, events: [event('processed')] }), { is: 'delivered' }],
    ['failed', answer(200, { num_events_processed: 0, events: [event('failed')] }), { is: 'permanent', code: 'pinterest_failed' }],
    ['counted only', answer(200, { num_events_processed: 1 }), { is: 'delivered' }],
    ['a page instead of an answer', { status: 200, headers: {}, body: '<html>' }, { is: 'transient', code: 'pinterest_unreadable' }],
    ['invalid', answer(400, { code: 4196, message: 'ada@example.com' }), { is: 'permanent', code: 'pinterest_4196' }],
    ['not authorised', answer(401, { code: 2 }), { is: 'configuration', code: 'pinterest_2', setting: 'access_token' }],
    ['not permitted', answer(403, { code: 29 }), { is: 'configuration', code: 'pinterest_29', setting: 'ad_account_id' }],
    ['no such account', answer(404), { is: 'configuration', code: 'http_404', setting: 'ad_account_id' }],
    ['too many calls', answer(429, { code: 8 }), { is: 'throttled', retryAfterMs: 30_000 }],
    ['ramped down', answer(503, { code: 4197 }), { is: 'transient', code: 'http_503' }],
  ])('%s', (_, response, outcome) => {
    const [read] = readAnswer(response, [1]);
    expect(read).toMatchObject(outcome);
    expect(JSON.stringify(read)).not.toContain('ada@example.com');
  });

  it.each([
    ['200', answer(200, { events: [event('failed'), event('processed')] })],
    ['422', answer(422, { code: 1, details: { events: [event('failed'), event('processed')] } })],
  ])('says of each event of a batch what became of it: %s', (_, response) =>
    expect(readAnswer(response, [1, 2]).map(({ is }) => is)).toEqual(['permanent', 'delivered']));

  it.each([
    ['400', answer(400, { code: 4196 })],
    ['422 without the events', answer(422, { code: 1, details: {} })],
    ['fewer processed than sent', answer(200, { num_events_processed: 1 })],
  ])('returns a batch to be halved when no event is named: %s', (_, response) =>
    expect(readAnswer(response, [1, 2])).toMatchObject([{ is: 'transient', code: 'batch_refused' }, { is: 'transient', code: 'batch_refused' }]));
});

it.each([
  ['live', 'https://api.pinterest.com/v5/ad_accounts/549755885175/events'],
  ['validate', 'https://api.pinterest.com/v5/ad_accounts/549755885175/events?test=true'],
] as const)('asks %s at %s', (mode, url) =>
  expect(requestFor([], settings, mode)).toMatchObject({ url, headers: { authorization: 'Bearer secret-token' } }));
