import { describe, expect, it } from '@jest/globals';
import { exampleEvent, isSkip, type Context, type HttpRequest, type HttpResponse, type WarpEvent } from '@warp/plugin-sdk';
import { describePlugin, validateSettings } from '@warp/plugin-sdk/testing';
import { check, requestFor } from './delivery.js';
import plugin from './index.js';
import { map } from './map.js';
import { readAnswer } from './read.js';
import type { LinkedInSettings } from './settings.js';

describePlugin(plugin);

const settings: LinkedInSettings = {
  ad_account_id: '506336348',
  access_token: 'secret-token',
  conversions: ['purchase=104012', 'generate_lead = 104013', 'sign_up=104012'],
  endpoint: 'https://api.linkedin.com/',
};

function mapped(overrides: Partial<WarpEvent> = {}) {
  const item = map(exampleEvent(overrides), settings);
  if (isSkip(item)) throw new Error(item.code);
  return item;
}

describe('conversions', () => {
  it.each([
    ['purchase', 'urn:lla:llaPartnerConversion:104012'],
    ['generate_lead', 'urn:lla:llaPartnerConversion:104013'],
    ['sign_up', 'urn:lla:llaPartnerConversion:104012'],
    ['constructor', undefined],
    ['purchase2', undefined],
  ])('%s counts as %s', (eventType, conversion) => {
    const item = map(exampleEvent({ eventType }), settings);
    expect(isSkip(item) ? undefined : item.conversion).toBe(conversion);
  });

  it.each([
    ['purchase=104012', true],
    ['newsletter.joined = 104012', true],
    ['purchase', false],
    ['purchase=', false],
    ['purchase=urn:lla:llaPartnerConversion:104012', false],
  ])('“%s” is one: %s', (line, ok) => expect(validateSettings(plugin.settings, { ...settings, conversions: [line] }).ok).toBe(ok));
});

describe('whom LinkedIn could find', () => {
  const nobody: Partial<WarpEvent> = { user: {}, ids: {}, ipAddress: '' };

  it.each<[string, Partial<WarpEvent>, string | undefined]>([
    ['nobody', nobody, 'linkedin_too_little_user_data'],
    ['half a name', { ...nobody, user: { firstName: 'Ada', lastName: ' ' } }, 'linkedin_too_little_user_data'],
    ['a phone', { ...nobody, user: { phone: '+14255551234' } }, 'linkedin_too_little_user_data'],
    ['an address of the newer kind', { ...nobody, ipAddress: '2001:db8::7' }, 'linkedin_too_little_user_data'],
    ['an address', { ...nobody, ipAddress: '203.0.113.7' }, undefined],
    ['a whole name', { ...nobody, user: { firstName: 'Ada', lastName: 'Example' } }, undefined],
    ['a click', { ...nobody, ids: { liFatId: '8f6b5f1e-0000-4000-8000-1234567890ab' } }, undefined],
  ])('%s', (_, overrides, code) => {
    const item = map(exampleEvent(overrides), settings);
    expect(isSkip(item) ? item.code : undefined).toBe(code);
  });

  it('sends the list of ids even when it is empty', () =>
    expect(mapped({ ...nobody, user: { firstName: 'Ada', lastName: 'Example' }, geo: {} }).user).toEqual({ userIds: [], userInfo: { firstName: 'Ada', lastName: 'Example' } }));
});

/** Hashes by `printf '%s' <normalised> | openssl dgst -sha256`. */
describe('personal fields', () => {
  const ADA = 'b5fc85e55755f9e0d030a10ab4429b6b2944855f9a0d60077fe832becbc41d72';
  const LOVELACE = '853f1782f3ea2d989979386883d08910614006a64f4c44d272f203f9e45a7376';

  it.each([
    ['trimmed and lower case', ' Ada@Example.com ', ADA],
    ['without any spaces', 'ada @example.com', ADA],
    ['with its dots and its alias', 'Ada.Lovelace+Shop@example.com', LOVELACE],
    ['hashed already', ADA.toUpperCase(), ADA],
    ['no address at all', 'unknown', undefined],
  ])('an e-mail, %s', (_, email, hash) =>
    expect(mapped({ user: { email } }).user.userIds.find(({ idType }) => idType === 'SHA256_EMAIL')?.idValue).toBe(hash));

  it.each([
    ['https://shop.example/?li_fat_id=new-click', 'new-click'],
    ['https://shop.example/', 'old-click'],
  ])('takes the newest click: %s', (pageUrl, id) =>
    expect(mapped({ pageUrl, ids: { liFatId: 'old-click' } }).user.userIds).toContainEqual({ idType: 'LINKEDIN_FIRST_PARTY_ADS_TRACKING_UUID', idValue: id }));

  const ada = { firstName: ' Ada ', lastName: 'Example' };
  it.each<[string, Partial<WarpEvent>, object]>([
    ['the company of a business’s network', { user: ada, organisation: { name: 'Smith & Sons', kind: 'business' } }, { companyName: 'Smith & Sons', countryCode: 'DE' }],
    ['no internet provider', { user: ada, organisation: { name: 'Telco', kind: 'isp' } }, { countryCode: 'DE' }],
    ['the country somebody told before that of the network', { user: { ...ada, country: 'at' } }, { countryCode: 'AT' }],
    ['no country by its name', { user: { ...ada, country: 'Austria' }, geo: {} }, {}],
  ])('tells %s', (_, overrides, more) => expect(mapped(overrides).user.userInfo).toEqual({ firstName: 'Ada', lastName: 'Example', ...more }));
});

describe('what an event was about', () => {
  it.each<[string, WarpEvent['eventData'], object | undefined]>([
    ['an amount is a text', { value: 1234.5, currency: 'EUR' }, { currencyCode: 'EUR', amount: '1234.5' }],
    ['an amount of nothing', { value: 0, currency: 'EUR' }, { currencyCode: 'EUR', amount: '0' }],
    ['an amount without currency stays at home', { value: 9 }, undefined],
  ])('%s', (_, eventData, value) => expect(mapped({ eventData }).conversionValue).toEqual(value));

  it('is dated in milliseconds, and never ahead of its receipt', () =>
    expect(mapped({ timestampMs: 1_795_435_260_000, receivedAtMs: 1_795_435_201_999 }).conversionHappenedAt).toBe(1_795_435_201_999));

  it('carries nothing of the site’s own', () => expect(Object.keys(mapped()).sort()).toEqual(['conversion', 'conversionHappenedAt', 'conversionValue', 'eventId', 'user']));
});

const answer = (status: number, body: unknown, headers: Record<string, string> = {}): HttpResponse => ({ status, headers, body: JSON.stringify(body) });
const refusal = (status: number, message: string, more: object = {}) => answer(status, { message, status, ...more });
const late = (indices: string) => refusal(400, `Conversion time should be within 90 days and not exceed current time, indices [${indices}] (0-indexed).`);
const described =
  'Index: 1, ERROR :: /conversionValue/amount :: 19.9 cannot be coerced to String\nERROR :: /user/userIds/0/idValue :: ada@example.com\nIndex: 2, ERROR :: /eventId :: …\n';

describe('LinkedIn’s answers', () => {
  it.each<[string, HttpResponse, object]>([
    ['taken', answer(200, { elements: [{ status: 201 }] }), { is: 'delivered' }],
    ['not taken', answer(200, { elements: [{ status: 422 }] }), { is: 'permanent', code: 'http_422' }],
    ['ill for this event', answer(200, { elements: [{ status: 500 }] }), { is: 'transient' }],
    ['more events than were sent', answer(200, { elements: [{ status: 201 }, { status: 201 }] }), { is: 'transient', code: 'linkedin_unreadable' }],
    ['an event without a word', answer(200, { elements: [{}] }), { is: 'transient', code: 'linkedin_unreadable' }],
    ['a page instead of an answer', { status: 200, headers: {}, body: '<html>' }, { is: 'transient', code: 'linkedin_unreadable' }],
    ['too late', late('0'), { is: 'permanent', code: 'http_400' }],
    ['too late, with a code', refusal(400, '…', { code: 'INVALID_CONVERSION_TIME_FIELD_VALUE' }), { is: 'permanent', code: 'linkedin_invalid_conversion_time_field_value' }],
    ['wrong', refusal(422, described.replace('Index: 1', 'Index: 0')), { is: 'permanent', code: 'http_422', field: 'conversionValue.amount' }],
    [
      'a conversion of another source',
      refusal(400, "Incorrect conversions information provided. Conversion's method should be CONVERSIONS_API, indices [0] (0-indexed)"),
      { is: 'configuration', code: 'http_400', setting: 'conversions' },
    ],
    ['an unknown conversion', refusal(403, 'No ad accounts found'), { is: 'configuration', code: 'http_403', setting: 'conversions' }],
    ['no permission', refusal(403, '…', { code: 'USER_NOT_AUTHORIZED' }), { is: 'configuration', code: 'linkedin_user_not_authorized' }],
    ['a revoked token', refusal(401, '…', { serviceErrorCode: 65601, code: 'REVOKED_ACCESS_TOKEN' }), { is: 'configuration', code: 'linkedin_revoked_access_token', setting: 'access_token' }],
    ['a version switched off', refusal(426, '…', { code: 'NONEXISTENT_VERSION' }), { is: 'configuration', code: 'linkedin_nonexistent_version' }],
    ['too many requests', answer(429, {}, { 'retry-after': '9' }), { is: 'throttled', retryAfterMs: 9000 }],
    ['ill', refusal(503, '…'), { is: 'transient', code: 'http_503' }],
  ])('%s', (_, response, outcome) => {
    const [read] = readAnswer(response, [1]);
    expect(read).toMatchObject(outcome);
    expect(JSON.stringify(read)).not.toContain('ada@example.com');
  });

  it.each<[string, HttpResponse, string[]]>([
    ['one is taken', answer(200, { elements: [{ status: 400 }, { status: 201 }, { status: 429 }] }), ['http_400', 'delivered', 'http_429']],
    ['two are too late', late('0, 2'), ['http_400', 'batch_refused', 'http_400']],
    ['two are wrong', refusal(422, described), ['batch_refused', 'http_422', 'http_422']],
    ['none is named', refusal(400, 'No.'), ['batch_refused', 'batch_refused', 'batch_refused']],
    ['the token is wrong', refusal(401, '…'), ['http_401', 'http_401', 'http_401']],
  ])('says of each event of a batch what became of it when %s', (_, response, codes) =>
    expect(readAnswer(response, [1, 2, 3]).map((outcome) => ('code' in outcome ? outcome.code : outcome.is))).toEqual(codes));
});

it('carries the token in a header', () => expect(requestFor([mapped()], settings).headers).toMatchObject({ authorization: 'Bearer secret-token' }));

describe('tests the connection without an event', () => {
  const rule = (fields: object) => answer(200, { id: 104012, conversionMethod: 'CONVERSIONS_API', enabled: true, ...fields });

  it.each<[string, readonly HttpResponse[], object]>([
    ['two conversions', [rule({}), rule({})], { is: 'delivered' }],
    ['one made for the Insight Tag', [rule({}), rule({ conversionMethod: 'INSIGHT_TAG_URL_MATCH_RULES' })], { is: 'configuration', code: 'linkedin_wrong_source', setting: 'conversions' }],
    ['one that is switched off', [rule({ enabled: false })], { is: 'configuration', code: 'linkedin_disabled', setting: 'conversions' }],
    ['one that does not exist', [refusal(404, '…')], { is: 'configuration', code: 'http_404', message: 'LinkedIn knows no conversion 104012 in this ad account.' }],
    ['a token that expired', [refusal(401, '…', { code: 'EXPIRED_ACCESS_TOKEN' })], { is: 'configuration', setting: 'access_token' }],
    ['a page instead of an answer', [{ status: 200, headers: {}, body: '<html>' }], { is: 'transient' }],
  ])('%s', async (_, responses, outcome) => {
    const asked: HttpRequest[] = [];
    const http = (request: HttpRequest) => Promise.resolve(responses[asked.push(request) - 1]!);
    const context: Context = { http, now: () => new Date(0), log: () => undefined, signal: AbortSignal.timeout(1000) };
    expect(await check(settings, context)).toMatchObject(outcome);
    expect(asked[0]).toEqual({
      method: 'GET',
      url: 'https://api.linkedin.com/rest/conversions/104012?account=urn%3Ali%3AsponsoredAccount%3A506336348',
      headers: { authorization: 'Bearer secret-token', 'linkedin-version': '202608', 'x-restli-protocol-version': '2.0.0' },
    });
    expect(asked).toHaveLength(responses.length);
  });
});
