import { describe, expect, it } from '@jest/globals';
import type { Context, HttpRequest, HttpResponse } from '@warp/plugin-sdk';
import { check } from './check.js';
import type { SalesforceSettings } from './settings.js';

const settings = {
  my_domain: 'https://example.my.salesforce.com',
  access_token: 'secret-token',
  object: 'Contact',
  external_id_field: 'Visitor_Email__c',
  fields: ['last_name=LastName', 'city=City'],
  account_external_id_field: 'Visitor_Domain__c',
  account_fields: ['company=Name'],
  api_version: '66.0',
} as SalesforceSettings;

const particle = (name: string, more: object = {}) => ({ QualifiedApiName: name, IsCreatable: true, IsUpdatable: true, IsIdLookup: false, IsUnique: false, ...more });
const idParticle = (name: string, more: object = {}) => particle(name, { IsIdLookup: true, IsUnique: true, ...more });
const CONTACT = [particle('LastName'), particle('MailingCity'), particle('Email'), idParticle('Visitor_Email__c')];
const ACCOUNT = [particle('Name'), idParticle('Visitor_Domain__c')];

/** Salesforce, answering questions about fields. */
function salesforce(contact: readonly object[], account: readonly object[] = ACCOUNT, status = 200) {
  const asked: HttpRequest[] = [];
  const http = (request: HttpRequest): Promise<HttpResponse> => {
    asked.push(request);
    return Promise.resolve({ status, headers: {}, body: JSON.stringify({ records: request.url.includes('Account') ? account : contact }) });
  };
  const context: Context = { http, now: () => new Date(0), log: () => undefined, signal: AbortSignal.timeout(1000) };
  return { asked, context };
}

describe('the test of a connection', () => {
  it('asks about the fields that the settings name, and reads no record', async () => {
    const { asked, context } = salesforce(CONTACT);
    expect(await check(settings, context)).toEqual({ is: 'delivered' });
    expect(asked.map(({ url }) => new URL(url)).map(({ origin, pathname, searchParams }) => [origin + pathname, searchParams.get('q')])).toEqual([
      [
        'https://example.my.salesforce.com/services/data/v66.0/query',
        "SELECT QualifiedApiName, IsCreatable, IsUpdatable, IsIdLookup, IsUnique FROM EntityParticle WHERE EntityDefinition.QualifiedApiName = 'Contact' AND QualifiedApiName IN ('LastName', 'MailingCity', 'Email', 'Visitor_Email__c')",
      ],
      [
        'https://example.my.salesforce.com/services/data/v66.0/query',
        "SELECT QualifiedApiName, IsCreatable, IsUpdatable, IsIdLookup, IsUnique FROM EntityParticle WHERE EntityDefinition.QualifiedApiName = 'Account' AND QualifiedApiName IN ('Name', 'Visitor_Domain__c')",
      ],
    ]);
  });

  it('asks nothing about accounts when none are made', async () => {
    const { asked, context } = salesforce(CONTACT);
    await check({ ...settings, account_external_id_field: '' }, context);
    expect(asked).toHaveLength(1);
  });

  it.each<[string, readonly object[], readonly object[], number, object]>([
    ['a field that is missing', CONTACT.filter(({ QualifiedApiName }) => QualifiedApiName !== 'MailingCity'), ACCOUNT, 200, { code: 'salesforce_invalid_field', message: 'These fields of Contact are missing, or the connected user may not write them: MailingCity.', setting: 'fields' }],
    ['a field that cannot be written', [...CONTACT.slice(1), particle('LastName', { IsUpdatable: false })], ACCOUNT, 200, { code: 'salesforce_invalid_field', setting: 'fields' }],
    ['a key that is missing', CONTACT.slice(0, 3), ACCOUNT, 200, { code: 'salesforce_no_external_id', setting: 'external_id_field' }],
    ['a key that is no external ID', [...CONTACT.slice(0, 3), particle('Visitor_Email__c', { IsUnique: true })], ACCOUNT, 200, { code: 'salesforce_no_external_id', setting: 'external_id_field' }],
    ['a key that is not unique', CONTACT, [particle('Name'), idParticle('Visitor_Domain__c', { IsUnique: false })], 200, { code: 'salesforce_no_external_id', setting: 'account_external_id_field' }],
    ['a token that ended', [], [], 401, { code: 'http_401', setting: 'access_token' }],
  ])('tells of %s', async (_, contact, account, status, outcome) =>
    expect(await check(settings, salesforce(contact, account, status).context)).toMatchObject({ is: 'configuration', ...outcome }));

  it('does not mind the case of a name', async () => {
    const { context } = salesforce([...CONTACT.slice(0, 3), idParticle('visitor_email__C')]);
    expect(await check(settings, context)).toEqual({ is: 'delivered' });
  });
});
