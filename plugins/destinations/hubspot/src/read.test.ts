import { describe, expect, it } from '@jest/globals';
import type { HttpResponse } from '@warp/plugin-sdk';
import { readAnswer } from './read.js';
import type { HubspotRecord } from './record.js';

const contact = (id: string): HubspotRecord => ({ object: 'contacts', idProperty: 'email', id, properties: { plan: 'Pro' } });
const ada = contact('ada@example.com');
const bob = contact('bob@example.com');
const acme: HubspotRecord = { object: 'companies', idProperty: 'visitor_domain', id: 'acme.example', properties: { domain: 'acme.example' } };

const answer = (status: number, body: unknown = {}, headers: Record<string, string> = {}): HttpResponse => ({ status, headers, body: JSON.stringify(body) });

/** As HubSpot writes it: the faults as JSON inside the message. */
const invalid = (error: string, name: string, value = 'ada@example.com') => ({
  status: 'error',
  category: 'VALIDATION_ERROR',
  message: `Property values were not valid: ${JSON.stringify([{ isValid: false, message: `${value} is wrong`, error, name, portalId: 1 }])}`,
});

describe('HubSpot’s answer to one contact', () => {
  it.each<[string, HttpResponse, object]>([
    ['created', answer(201, { results: [{ id: '1', new: true }] }), { is: 'delivered' }],
    ['updated', answer(200, { results: [{ id: '1', new: false }] }), { is: 'delivered' }],
    ['a page instead of an answer', { status: 200, headers: {}, body: '<html>' }, { is: 'transient', code: 'hubspot_unreadable' }],
    ['a redirect', answer(302), { is: 'permanent', code: 'http_302' }],
    ['a bad address', answer(400, invalid('INVALID_EMAIL', 'email')), { is: 'permanent', code: 'hubspot_invalid_email', field: 'email' }],
    ['a bad number', answer(400, invalid('INVALID_INTEGER', 'plan')), { is: 'permanent', code: 'hubspot_invalid_integer', field: 'plan' }],
    [
      'an unknown property',
      answer(400, invalid('PROPERTY_DOESNT_EXIST', 'plan')),
      { is: 'configuration', code: 'hubspot_property_doesnt_exist', message: 'The property plan does not exist in HubSpot.', setting: 'properties' },
    ],
    [
      'a property that cannot be written',
      answer(400, { category: 'VALIDATION_ERROR', message: 'See errors.', errors: [invalid('READ_ONLY_VALUE', 'plan')] }),
      { is: 'configuration', code: 'hubspot_read_only_value', message: 'The property plan is read-only in HubSpot.', setting: 'properties' },
    ],
    ['words only', answer(400, { category: 'VALIDATION_ERROR', message: 'ada@example.com' }), { is: 'permanent', code: 'hubspot_validation_error' }],
    ['a code', answer(400, { message: 'no', errors: [{ code: 'INVALID_OPTION' }] }), { is: 'permanent', code: 'hubspot_invalid_option' }],
    ['a category of its own making', answer(400, { category: 'ada@example.com' }), { is: 'permanent', code: 'hubspot_refused' }],
    ['a token that expired', answer(401, { category: 'EXPIRED_AUTHENTICATION' }), { is: 'configuration', code: 'http_401', setting: 'access_token' }],
    ['a scope that is missing', answer(403, { category: 'MISSING_SCOPES' }), { is: 'configuration', message: 'The access token must have the scopes crm.objects.contacts.read and crm.objects.contacts.write.' }],
    ['no such version', answer(404), { is: 'configuration', setting: 'api_version' }],
    ['two writers', answer(409, { category: 'CONFLICT' }), { is: 'transient' }],
    ['a request too large', answer(413), { is: 'permanent', code: 'http_413' }],
    ['a locked record', answer(423), { is: 'throttled', retryAfterMs: 2_000 }],
    ['a move', answer(477, {}, { 'retry-after': '3600' }), { is: 'throttled', retryAfterMs: 3_600_000 }],
    ['the short limit', answer(429, { policyName: 'TEN_SECONDLY_ROLLING' }, { 'x-hubspot-ratelimit-interval-milliseconds': '8000' }), { is: 'throttled', retryAfterMs: 8_000 }],
    ['the short limit, without headers', answer(429, { policyName: 'TEN_SECONDLY_ROLLING' }), { is: 'throttled', retryAfterMs: 10_000 }],
    ['the daily limit', answer(429, { policyName: 'DAILY' }, { 'x-hubspot-ratelimit-interval-milliseconds': '10000' }), { is: 'throttled', retryAfterMs: 3_600_000 }],
    ['a limit that says how long', answer(429, { policyName: 'DAILY' }, { 'retry-after': '5' }), { is: 'throttled', retryAfterMs: 5_000 }],
    ['an overload', answer(524), { is: 'transient', code: 'http_524' }],
  ])('%s', (_, response, outcome) => {
    const [read] = readAnswer(response, [ada]);
    expect(read).toMatchObject(outcome);
    expect(JSON.stringify(read)).not.toContain('ada@example.com');
  });

  it('names no property that was not sent', () =>
    expect(readAnswer(answer(400, invalid('PROPERTY_DOESNT_EXIST', 'hs_hidden')), [ada])).toMatchObject([{ message: 'A property does not exist in HubSpot.' }]));

  it('counts for each of its events', () =>
    expect(readAnswer(answer(200, { results: [{}] }), [ada, ada, ada])).toEqual([{ is: 'delivered' }, { is: 'delivered' }, { is: 'delivered' }]));
});

describe('HubSpot’s answer to several contacts', () => {
  const blaming = (...traceIds: string[]) => ({ ...invalid('INVALID_EMAIL', 'email'), context: { objectWriteTraceId: traceIds } });
  const REFUSED = { is: 'transient', code: 'batch_refused' };

  it.each<[string, HttpResponse, object[]]>([
    ['one was bad', answer(207, { numErrors: 1, errors: [blaming('1')] }), [{ is: 'delivered' }, { is: 'permanent', code: 'hubspot_invalid_email' }, { is: 'delivered' }]],
    ['both were, for one reason', answer(207, { numErrors: 1, errors: [blaming('0', '1')] }), [{ is: 'permanent' }, { is: 'permanent' }, { is: 'permanent' }]],
    ['an error names nobody', answer(207, { numErrors: 1, errors: [invalid('INVALID_EMAIL', 'email')] }), [REFUSED, REFUSED, REFUSED]],
    ['an error names somebody else', answer(207, { numErrors: 1, errors: [blaming('7')] }), [REFUSED, REFUSED, REFUSED]],
    ['an error is not told', answer(207, { numErrors: 2, errors: [blaming('1')] }), [REFUSED, REFUSED, REFUSED]],
    ['the whole is refused', answer(400, invalid('INVALID_EMAIL', 'email')), [REFUSED, REFUSED, REFUSED]],
    ['the whole is refused for a property', answer(400, invalid('PROPERTY_DOESNT_EXIST', 'plan')), [{ is: 'configuration' }, { is: 'configuration' }, { is: 'configuration' }]],
    ['too large', answer(413), [REFUSED, REFUSED, REFUSED]],
  ])('%s', (_, response, outcomes) => expect(readAnswer(response, [ada, bob, ada])).toMatchObject(outcomes));

  it('judges a single one by an error that names nobody', () =>
    expect(readAnswer(answer(207, { numErrors: 1, errors: [invalid('INVALID_EMAIL', 'email')] }), [ada])).toMatchObject([{ is: 'permanent', code: 'hubspot_invalid_email' }]));
});

describe('HubSpot’s answer to a company', () => {
  it.each<[string, HttpResponse, object]>([
    ['a key that is not unique', answer(400, { category: 'VALIDATION_ERROR', message: 'Unable to perform update/upsert by non-unique 0-2 property visitor_domain in portal ID 1' }), { is: 'configuration', code: 'hubspot_not_unique', setting: 'company_id_property' }],
    ['a key that does not exist', answer(400, invalid('PROPERTY_DOESNT_EXIST', 'visitor_domain')), { is: 'configuration', message: 'The property visitor_domain does not exist in HubSpot.', setting: 'company_properties' }],
    ['a scope that is missing', answer(403), { is: 'configuration', message: 'The access token must have the scopes crm.objects.companies.read and crm.objects.companies.write.' }],
  ])('%s', (_, response, outcome) => expect(readAnswer(response, [acme])).toMatchObject([outcome]));
});
