import { describe, expect, it } from '@jest/globals';
import { exampleEvent, isSkip, type Organisation, type WarpEvent } from '@warp/plugin-sdk';
import { describePlugin } from '@warp/plugin-sdk/testing';
import plugin from './index.js';
import { map } from './map.js';
import { oauth } from './oauth.js';
import type { SalesforceSettings } from './settings.js';

describePlugin(plugin);

const settings: SalesforceSettings = {
  my_domain: 'https://example.my.salesforce.com/',
  access_token: 'secret-token',
  object: 'Lead',
  external_id_field: 'Visitor_Email__c',
  events: ['purchase', 'form_submit'],
  fields: ['first_name=FirstName', 'last_name=LastName', 'city=City', 'event_data.transaction_id=Last_Order__c', 'event_data.value=Last_Value__c', 'event_data.vip=Vip__c'],
  default_last_name: 'Unknown',
  default_company: 'Private',
  account_events: ['page_view', 'form_submit'],
  account_fields: ['company=Name', 'company_domain=Website', 'visit_country=Country'],
  api_version: '66.0',
};
const withAccounts: SalesforceSettings = { ...settings, account_external_id_field: 'Visitor_Domain__c' };
const acme: Organisation = { name: 'Acme', domain: 'acme.example', kind: 'business' };

const mapped = (overrides: Partial<WarpEvent>, chosen = settings) => map(exampleEvent(overrides), chosen);

function recordOf(overrides: Partial<WarpEvent>, chosen = settings) {
  const record = mapped(overrides, chosen);
  if (isSkip(record)) throw new Error(record.code);
  return record;
}

describe('who becomes a lead', () => {
  it.each<[string, Partial<WarpEvent>, string]>([
    ['an address in lower case', { user: { email: ' Ada@Example.COM ' } }, 'ada@example.com'],
    ['no address', { user: { firstName: 'Ada' } }, 'salesforce_no_email'],
    ['a hash', { user: { email: 'b5fc85e55755f9e0d030a10ab4429b6b2944855f9a0d60077fe832becbc41d72' } }, 'salesforce_hashed_email'],
    ['no address at all', { user: { email: 'ada' } }, 'salesforce_invalid_email'],
    ['an event nobody chose', { eventType: 'scroll' }, 'salesforce_event_not_chosen'],
    ['a page view, without accounts', { eventType: 'page_view', organisation: acme }, 'salesforce_event_not_chosen'],
  ])('%s', (_, overrides, expected) => {
    const record = mapped(overrides);
    expect(isSkip(record) ? record.code : record.id).toBe(expected);
  });

  it('has values of their own types; what is empty stays as it is', () =>
    expect(recordOf({ user: { email: 'ada@example.com', city: ' ' }, eventData: { transaction_id: '7', value: 9.5, vip: true } }).fields).toEqual({
      Last_Order__c: '7',
      Last_Value__c: 9.5,
      Vip__c: true,
    }));

  it('is given its names only when it is made', () => {
    const { fields, whenNew } = recordOf({ user: { email: 'ada@example.com', firstName: 'Ada', lastName: 'Example' }, eventData: {} });
    expect(fields).toEqual({});
    expect(whenNew).toEqual({ Email: 'ada@example.com', FirstName: 'Ada', LastName: 'Example' });
  });

  it.each<[string, Partial<WarpEvent>, Partial<SalesforceSettings>, object]>([
    ['the owner’s words', {}, {}, { LastName: 'Unknown', Company: 'Private' }],
    ['the company of the network', { organisation: acme }, {}, { LastName: 'Unknown', Company: 'Acme' }],
    ['no company on a contact', { organisation: acme }, { object: 'Contact' }, { LastName: 'Unknown' }],
  ])('has what Salesforce wants: %s', (_, overrides, more, required) => expect(recordOf(overrides, { ...settings, ...more }).required).toEqual(required));

  it.each([
    ['Lead', { City: 'Bonn', CountryCode: 'DE' }],
    ['Contact', { MailingCity: 'Bonn', MailingCountryCode: 'DE' }],
  ] as const)('as %s has its address in %p', (object, fields) => {
    const chosen = { ...settings, object, fields: ['city=City', 'country=CountryCode'] };
    expect(recordOf({ user: { email: 'a@x.de', city: 'Bonn', country: 'DE' } }, chosen).fields).toEqual(fields);
  });

  it('has texts no longer than their fields, cut between characters', () => {
    const { fields, whenNew } = recordOf({ user: { email: 'a@x.de', city: `${'x'.repeat(39)}😀`, firstName: 'ß'.repeat(100) }, eventData: { transaction_id: 'y'.repeat(200) } });
    expect(fields).toEqual({ City: 'x'.repeat(39), Last_Order__c: 'y'.repeat(200) });
    expect(whenNew).toMatchObject({ FirstName: 'ß'.repeat(40) });
  });
});

describe('which account is made', () => {
  it.each<[string, Partial<WarpEvent>, string]>([
    ['the network’s', { eventType: 'page_view', organisation: acme }, 'Account acme.example'],
    ['none of a data centre', { eventType: 'page_view', organisation: { ...acme, kind: 'hosting' } }, 'salesforce_no_company'],
    ['none where the event makes a lead', { eventType: 'form_submit', organisation: acme }, 'Lead ada@example.com'],
    ['the network’s where it makes none', { eventType: 'form_submit', user: {}, organisation: acme }, 'Account acme.example'],
    ['none of either: the lead’s reason', { eventType: 'form_submit', user: {} }, 'salesforce_no_email'],
  ])('%s', (_, overrides, expected) => {
    const record = mapped(overrides, withAccounts);
    expect(isSkip(record) ? record.code : `${record.object} ${record.id}`).toBe(expected);
  });

  it('by its domain, which names it when nothing else does', () =>
    expect(recordOf({ eventType: 'page_view', organisation: { domain: 'acme.example', kind: 'business' } }, withAccounts)).toEqual({
      object: 'Account',
      idField: 'Visitor_Domain__c',
      id: 'acme.example',
      fields: { BillingCountry: 'DE' },
      whenNew: { Website: 'acme.example' },
      required: { Name: 'acme.example' },
    }));
});

it('is connected at its own address', () =>
  expect(oauth.endpoints(settings)).toEqual({
    authorize: 'https://example.my.salesforce.com/services/oauth2/authorize',
    token: 'https://example.my.salesforce.com/services/oauth2/token',
    revoke: 'https://example.my.salesforce.com/services/oauth2/revoke',
  }));
