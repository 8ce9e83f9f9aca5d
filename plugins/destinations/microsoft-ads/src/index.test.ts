import { describe, expect, it } from '@jest/globals';
import { exampleEvent, isSkip, type Context, type HttpRequest, type HttpResponse, type WarpEvent } from '@warp/plugin-sdk';
import { describePlugin } from '@warp/plugin-sdk/testing';
import { check, requestFor } from './delivery.js';
import plugin from './index.js';
import { map } from './map.js';
import { readAnswer } from './read.js';
import type { MicrosoftSettings } from './settings.js';
import type { UserData } from './user-data.js';

describePlugin(plugin);

const settings: MicrosoftSettings = {
  tag_id: '123456789',
  access_token: 'secret-token',
  endpoint: 'https://capi.uet.microsoft.com/',
};

function mapped(overrides: Partial<WarpEvent> = {}) {
  const item = map(exampleEvent(overrides));
  if (isSkip(item)) throw new Error(item.code);
  return item;
}

describe('Microsoft’s names', () => {
  it.each([
    ['page_view', 'pageLoad', undefined],
    ['purchase', 'custom', 'purchase'],
    ['add_to_cart', 'custom', 'add_to_cart'],
    ['generate_lead', 'custom', 'generate_lead'],
    ['newsletter.joined', 'custom', 'newsletter.joined'],
    ['constructor', 'custom', 'constructor'],
  ])('%s is a %s event named %s', (eventType, type, name) => {
    const item = mapped({ eventType });
    expect([item.eventType, item.eventName]).toEqual([type, name]);
  });
});

describe('what Microsoft could not use', () => {
  it.each<[string, Partial<WarpEvent>, string | undefined]>([
    ['a session’s start', { eventType: 'session_start' }, 'microsoft_no_counterpart'],
    ['a page view without its page', { eventType: 'page_view', pageUrl: '' }, 'microsoft_no_page_url'],
    ['a page view with half an address', { eventType: 'page_view', pageUrl: '/thanks' }, 'microsoft_no_page_url'],
    ['a purchase without a page', { pageUrl: '' }, undefined],
    ['a browser with its address, of nobody', { visitorId: '', userId: '', user: {} }, 'microsoft_too_little_user_data'],
    ['a name alone', { visitorId: '', userId: '', user: { firstName: 'Ada' } }, 'microsoft_too_little_user_data'],
    ['a visitor’s id', { userId: '', user: {} }, undefined],
    ['a click', { visitorId: '', userId: '', user: {}, ids: { msclkid: 'dd4afccc-b1c9-4a4c-ad95-44dd7e5006ab' } }, undefined],
  ])('%s', (_, overrides, code) => {
    const item = map(exampleEvent(overrides));
    expect(isSkip(item) ? item.code : undefined).toBe(code);
  });
});

/** The first two hashes are those of Microsoft's guide; the others by `printf '%s' <normalised> | openssl dgst -sha256`. */
describe('personal fields', () => {
  const JOHN = 'ec81f3ac7b2b19675bab9d54cf416f9f18cff87c97da5cca82c0f0891bc40602';
  const PHONE = 'c59475d96e9f01d7d18d06cfad84dd02333207f02c0c2c5663ef2782cda0390e';
  const JANEDOE = '62a8040a00736e70808e43009b5c63c4f6229ced98f486d0968441b292b9858a';
  const BERLIN = 'a909469fabf3f43d0b7b6c42a85a6e7e8ceb36c7a2f0f1b9c15b80dc16384cb7';

  it.each<[string, WarpEvent['user'], keyof UserData, string | undefined]>([
    ['an e-mail', { email: 'john@contoso.com' }, 'em', JOHN],
    ['an e-mail, trimmed and lower case', { email: ' John@Contoso.com ' }, 'em', JOHN],
    ['an e-mail loses its dots and its alias, whoever the provider is', { email: 'Jane.Doe+Shop.ping@contoso.com' }, 'em', JANEDOE],
    ['an e-mail of which nothing is left', { email: '+shop@contoso.com' }, 'em', undefined],
    ['a hashed e-mail as it is', { email: JOHN.toUpperCase() }, 'em', JOHN],
    ['something else than an e-mail', { email: 'a@b@c' }, 'em', undefined],
    ['a phone keeps its plus', { phone: '+1 (425) 555-1234' }, 'ph', PHONE],
    ['a phone with zeros', { phone: '001 425 555 1234' }, 'ph', PHONE],
    ['a phone’s bare digits, of an American', { phone: '14255551234', country: 'US' }, 'ph', PHONE],
    ['a phone’s bare digits, of somebody who gave no country', { phone: '14255551234' }, 'ph', undefined],
    ['a zero in brackets', { phone: '+49 (0)30 123456' }, 'ph', BERLIN],
    ['a national phone', { phone: '030 123456' }, 'ph', undefined],
    ['more digits than a phone has', { phone: '+1234567890123456' }, 'ph', undefined],
  ])('%s', (_, user, key, hash) => expect(mapped({ user }).userData[key]).toBe(hash));

  it('completes a national phone by the person’s country', () =>
    expect(mapped({ user: { phone: '030 / 12 34 56', country: 'DE' } }).userData.ph).toBe(BERLIN));

  it('hashes a customer’s id and leaves its case', () =>
    expect(mapped({ userId: 'Customer-7' }).userData.externalId).toBe('fbbd6eda872934a2c800d7e4e3f6061a127f2a4ef52dfd42eb44327ca394a304'));

  const OLD = 'dd4afccc-b1c9-4a4c-ad95-44dd7e5006ab';
  const NEW = '0f8fad5bd9cb469fa16570867728950e';
  it.each<[string, string, string | undefined, string | undefined]>([
    ['the newest click', `https://shop.example/?msclkid=${NEW}`, OLD, NEW],
    ['the click remembered', 'https://shop.example/', OLD, OLD],
    ['the click remembered, when the page’s is none', 'https://shop.example/?msclkid=N', OLD, OLD],
    ['no click that is no UUID', 'https://shop.example/', 'dd4afcccb1c9a4cad9544dd7e5006', undefined],
  ])('takes %s', (_, pageUrl, msclkid, expected) => expect(mapped({ pageUrl, ids: msclkid === undefined ? {} : { msclkid } }).userData.msclkid).toBe(expected));
});

describe('what an event was about', () => {
  const items = [{ item_id: 7, price: 2.5, quantity: 2 }, { item_id: 'b', quantity: 0.5 }, { item_name: 'without an id' }];

  it.each<[string, Partial<WarpEvent>, object | undefined]>([
    [
      'a cart and its items',
      { eventType: 'view_cart', eventData: { value: 9, currency: 'EUR', items } },
      { value: 9, currency: 'EUR', items: [{ id: '7', price: 2.5, quantity: 2 }, { id: 'b' }], itemIds: ['7', 'b'], ecommTotalValue: 9, pageType: 'cart' },
    ],
    ['a search carries its term', { eventType: 'search', eventData: { search_term: 'shoes' } }, { pageType: 'searchresults', searchTerm: 'shoes' }],
    ['an event that may come from any page', { eventType: 'add_to_cart', eventData: { items: [{ item_id: 'a' }] } }, { items: [{ id: 'a' }], itemIds: ['a'] }],
    ['a lead has a value and no total', { eventType: 'generate_lead', eventData: { value: 9, currency: 'EUR' } }, { value: 9, currency: 'EUR' }],
    ['a page load has no value', { eventType: 'page_view', eventData: { value: 9, currency: 'EUR' } }, undefined],
    ['a value without currency stays at home', { eventType: 'lead', eventData: { value: 9 } }, undefined],
    ['a site’s own parameters stay at home', { eventType: 'lead', eventData: { email: 'ada@example.com' } }, undefined],
  ])('%s', (_, overrides, expected) => expect(mapped(overrides).customData).toEqual(expected));

  it('is dated in seconds, and never ahead of its receipt', () =>
    expect(mapped({ timestampMs: 1_795_435_260_000, receivedAtMs: 1_795_435_201_999 }).eventTime).toBe(1_795_435_201));

  it('passes a denial on', () => expect(mapped({ consent: { analytics: true, marketing: false } }).adStorageConsent).toBe('D'));

  it('leaves out a referrer that is no web address', () => expect(mapped({ referrer: 'android-app://com.example' })).not.toHaveProperty('referrerUrl'));
});

const answer = (status: number, body: unknown = '', headers: Record<string, string> = {}): HttpResponse => ({
  status,
  headers,
  body: typeof body === 'string' ? body : JSON.stringify(body),
});
const refusal = (index: number, errorCode: string, property: string, isWarning = false) => ({
  index,
  propertyName: `data[${index}].${property}`,
  attemptedValue: 'ada@example.com',
  errorMessage: 'ada@example.com',
  errorCode,
  isWarning,
});
const invalid = (...details: object[]) => ({ error: { code: 'ValidationError', message: 'ada@example.com', details } });

describe('Microsoft’s answers', () => {
  it.each<[string, HttpResponse, object]>([
    ['processed', answer(200, { eventsReceived: 1 }), { is: 'delivered' }],
    ['processed, without a word', answer(200), { is: 'delivered' }],
    ['processed without a field', answer(200, { eventsReceived: 1, ...invalid(refusal(0, 'InvalidSha256', 'userData.em', true)) }), { is: 'delivered' }],
    ['not processed', answer(200, { eventsReceived: 0 }), { is: 'permanent', code: 'microsoft_validation_error' }],
    ['a page instead of an answer', answer(200, '<html>'), { is: 'transient', code: 'microsoft_unreadable' }],
    ['invalid', answer(400, invalid(refusal(0, 'InvalidUrl', 'eventSourceUrl'))), { is: 'permanent', code: 'microsoft_invalid_url', field: 'eventSourceUrl' }],
    ['invalid twice', answer(400, invalid(refusal(0, 'Empty', 'eventTime'), refusal(0, 'InvalidEnumValue', 'eventType'))), { code: 'microsoft_empty', field: 'eventTime' }],
    ['invalid without a place', answer(400, invalid({ errorCode: 'Empty' })), { is: 'permanent', code: 'microsoft_validation_error' }],
    ['invalid with words of its own', answer(400, invalid(refusal(0, 'ada@example.com', 'ada@example.com'))), { is: 'permanent', message: 'Microsoft refused the event.' }],
    ['something else with status 400', answer(400, '<html>'), { is: 'permanent', code: 'http_400' }],
    ['a token of another tag', answer(401, { error: { code: 'Unauthorized' } }), { is: 'configuration', code: 'http_401', setting: 'access_token' }],
    ['forbidden', answer(403), { is: 'configuration', code: 'http_403', setting: 'access_token' }],
    ['no such tag', answer(404), { is: 'configuration', code: 'http_404', setting: 'tag_id' }],
    ['too many requests', answer(429, '', { 'retry-after': '9' }), { is: 'throttled', retryAfterMs: 9000 }],
    ['ill', answer(503, '<html>'), { is: 'transient', code: 'http_503' }],
  ])('%s', (_, response, outcome) => {
    const [read] = readAnswer(response, [1]);
    expect(read).toMatchObject(outcome);
    expect(JSON.stringify(read)).not.toContain('ada@example.com');
  });

  it.each<[string, HttpResponse, string[]]>([
    ['one of three is refused', answer(200, { eventsReceived: 2, ...invalid(refusal(1, 'InvalidEventTime', 'eventTime')) }), ['delivered', 'microsoft_invalid_event_time', 'delivered']],
    ['one of three is named, and two are refused', answer(200, { eventsReceived: 1, ...invalid(refusal(1, 'InvalidEventTime', 'eventTime')) }), ['batch_refused', 'microsoft_invalid_event_time', 'batch_refused']],
    ['all are refused, and only one is named', answer(400, invalid(refusal(2, 'Empty', 'eventTime'))), ['batch_refused', 'batch_refused', 'microsoft_empty']],
    ['all are refused, and none is named', answer(400, invalid()), ['batch_refused', 'batch_refused', 'batch_refused']],
    ['they are too much for one request', answer(413), ['batch_refused', 'batch_refused', 'batch_refused']],
    ['the token is wrong', answer(401), ['http_401', 'http_401', 'http_401']],
  ])('says of each event of a batch what became of it when %s', (_, response, codes) =>
    expect(readAnswer(response, [1, 2, 3]).map((outcome) => ('code' in outcome ? outcome.code : outcome.is))).toEqual(codes));
});

it('carries the token in a header', () =>
  expect(requestFor([mapped()], settings)).toMatchObject({
    url: 'https://capi.uet.microsoft.com/v1/123456789/events',
    headers: { authorization: 'Bearer secret-token' },
  }));

it.each([
  ['a complaint about the missing events', answer(400, invalid(refusal(0, 'Empty', 'data'))), 'delivered'],
  ['a complaint about the token', answer(401, { error: { code: 'Unauthorized' } }), 'configuration'],
  ['a complaint of somebody else', answer(400, 'Bad Request'), 'permanent'],
])('tests the connection without an event: %s', async (_, response, is) => {
  const asked: HttpRequest[] = [];
  const http = (request: HttpRequest) => Promise.resolve((asked.push(request), response));
  const context: Context = { http, now: () => new Date(0), log: () => undefined, signal: AbortSignal.timeout(1000) };
  expect((await check(settings, context)).is).toBe(is);
  expect(JSON.parse(asked[0]!.body!)).toMatchObject({ data: [] });
});
