import { describe, expect, it } from '@jest/globals';
import type { HttpResponse } from '@warp/plugin-sdk';
import { readAnswer } from './read.js';
import type { SalesforceRecord } from './record.js';

const lead: SalesforceRecord = { object: 'Lead', idField: 'Visitor_Email__c', id: 'ada@x.de', fields: { Plan__c: 'Pro' }, whenNew: { Email: 'ada@x.de' }, required: {} };
const account: SalesforceRecord = { object: 'Account', idField: 'Visitor_Domain__c', id: 'acme.example', fields: {}, whenNew: {}, required: { Name: 'acme.example' } };

const answer = (status: number, body: unknown = '', headers: Record<string, string> = {}): HttpResponse => ({ status, headers, body: typeof body === 'string' ? body : JSON.stringify(body) });
const failed = (statusCode: string, fields: readonly string[] = [], message = 'ada@x.de') => [{ success: false, errors: [{ statusCode, message, fields }] }];

describe('what Salesforce says of a record', () => {
  it.each<[string, object, object]>([
    ['made', [{ id: '00Q', success: true, created: true, errors: [] }], { is: 'delivered' }],
    ['changed', [{ id: '00Q', success: true, created: false, errors: [] }], { is: 'delivered' }],
    ['a locked row', failed('UNABLE_TO_LOCK_ROW'), { is: 'transient', code: 'salesforce_unable_to_lock_row' }],
    ['a duplicate rule', failed('DUPLICATES_DETECTED'), { is: 'permanent', code: 'salesforce_duplicates_detected', message: 'A duplicate rule in Salesforce holds the record back.' }],
    ['an external id twice', failed('DUPLICATE_EXTERNAL_ID'), { is: 'permanent', code: 'salesforce_duplicate_external_id' }],
    ['a converted lead', failed('CANNOT_UPDATE_CONVERTED_LEAD'), { is: 'permanent', code: 'salesforce_cannot_update_converted_lead' }],
    ['a field that is missing', failed('REQUIRED_FIELD_MISSING', ['LastName', 'Company']), { is: 'permanent', message: 'Salesforce wants a field that the event does not fill: LastName, Company.', field: 'LastName' }],
    ['a text too long', failed('STRING_TOO_LONG', ['Plan__c']), { is: 'permanent', message: 'A value is longer than its field: Plan__c.', field: 'Plan__c' }],
    ['a validation rule', failed('FIELD_CUSTOM_VALIDATION_EXCEPTION'), { is: 'permanent', code: 'salesforce_field_custom_validation_exception' }],
    [
      'an unknown field',
      failed('INVALID_FIELD', [], "No such column 'Plan__c' on sobject of type Lead"),
      { is: 'configuration', message: 'Salesforce has no Plan__c on Lead, or the connected user may not write it.', setting: 'fields' },
    ],
    ['a field of somebody else’s', failed('INVALID_FIELD', [], "No such column 'Secret__c' on sobject of type Lead"), { is: 'configuration', message: 'Salesforce has no such field on Lead, or the connected user may not write it.' }],
    ['a read-only field', failed('INVALID_FIELD_FOR_INSERT_UPDATE', ['Plan__c']), { is: 'configuration', setting: 'fields' }],
    ['a full store', failed('STORAGE_LIMIT_EXCEEDED'), { is: 'configuration', code: 'salesforce_storage_limit_exceeded' }],
    ['a code nobody knows', failed('SOMETHING_NEW'), { is: 'permanent', code: 'salesforce_something_new', message: 'Salesforce refused the record (SOMETHING_NEW).' }],
    ['no code', [{ success: false }], { is: 'permanent', code: 'salesforce_refused', message: 'Salesforce refused the record and does not say why.' }],
    ['fields that are none', failed('STRING_TOO_LONG', ['ada@x.de']), { is: 'permanent', message: 'A value is longer than its field.' }],
  ])('%s', (_, body, outcome) => {
    const [read] = readAnswer(answer(200, body), [lead]);
    expect(read).toMatchObject(outcome);
    expect(JSON.stringify(read)).not.toContain('ada@x.de');
  });

  it('comes in order', () =>
    expect(readAnswer(answer(200, [...failed('DUPLICATE_VALUE'), { success: true }]), [lead, lead]).map(({ is }) => is)).toEqual(['permanent', 'delivered']));
});

describe('what Salesforce says of a request', () => {
  it.each<[string, HttpResponse, object]>([
    ['a token that ended', answer(401, [{ message: 'Session expired or invalid', errorCode: 'INVALID_SESSION_ID' }]), { is: 'configuration', code: 'http_401', setting: 'access_token' }],
    ['the daily limit', answer(403, [{ message: 'TotalRequests Limit exceeded.', errorCode: 'REQUEST_LIMIT_EXCEEDED' }]), { is: 'throttled', retryAfterMs: 3_600_000 }],
    ['too many at once', answer(403, [{ message: 'ConcurrentRequests (Concurrent API Requests) Limit exceeded.', errorCode: 'REQUEST_LIMIT_EXCEEDED' }]), { is: 'throttled', retryAfterMs: 60_000 }],
    ['no API', answer(403, [{ errorCode: 'API_DISABLED_FOR_ORG' }]), { is: 'configuration', code: 'http_403' }],
    ['no such field', answer(404, [{ errorCode: 'NOT_FOUND', message: 'Provided external ID field does not exist or is not accessible: Visitor_Email__c' }]), { is: 'configuration', setting: 'external_id_field' }],
    ['an unknown field', answer(400, [{ errorCode: 'INVALID_FIELD', message: "No such column 'Plan__c' on sobject of type Lead" }]), { is: 'configuration', setting: 'fields' }],
    ['a type that does not fit', answer(400, [{ errorCode: 'JSON_PARSER_ERROR', message: 'ada@x.de' }]), { is: 'permanent', code: 'salesforce_json_parser_error' }],
    ['another address', answer(302), { is: 'configuration', setting: 'my_domain' }],
    ['too many', answer(429, '', { 'retry-after': '9' }), { is: 'throttled', retryAfterMs: 9_000 }],
    ['an outage', answer(503, [{ errorCode: 'SERVER_UNAVAILABLE' }]), { is: 'transient', code: 'http_503' }],
    ['a page instead of an answer', answer(200, '<html>'), { is: 'transient', code: 'salesforce_unreadable' }],
    ['results for other records', answer(200, []), { is: 'transient', code: 'salesforce_unreadable' }],
  ])('%s', (_, response, outcome) => {
    const [read] = readAnswer(response, [lead]);
    expect(read).toMatchObject(outcome);
    expect(JSON.stringify(read)).not.toContain('ada@x.de');
  });

  it('names the setting of accounts', () => expect(readAnswer(answer(404), [account])).toMatchObject([{ setting: 'account_external_id_field' }]));

  it.each([
    ['a type that does not fit', answer(400, [{ errorCode: 'JSON_PARSER_ERROR' }]), 'transient'],
    ['an unknown field', answer(400, [{ errorCode: 'INVALID_FIELD' }]), 'configuration'],
  ])('is of several records: %s', (_, response, is) => expect(readAnswer(response, [lead, lead]).map((outcome) => outcome.is)).toEqual([is, is]));
});
