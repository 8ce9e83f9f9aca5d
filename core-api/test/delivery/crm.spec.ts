import { afterAll, afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { exampleEvent, isSkip, type DestinationPlugin, type Organisation, type Outcome, type WarpEvent } from '@warp/plugin-sdk';
import { validateSettings } from '@warp/plugin-sdk/host';
import hubspot from '@warp/destination-hubspot';
import salesforce from '@warp/destination-salesforce';
import type { ServicesConfig } from '../../src/config/config.js';
import type { DestinationRuntime } from '../../src/destinations/runtime/destination-runtime.js';
import { sendBatch } from '../../src/delivery/engine/send-batch.js';
import { PluginHttpClient } from '../../src/plugins/http-client.js';
import { startHubspotStandIn, type HubspotStandIn } from '../../../plugins/destinations/hubspot/test/stand-in.js';
import { startSalesforceStandIn, type SalesforceStandIn } from '../../../plugins/destinations/salesforce/test/stand-in.js';

const TOKEN = 'the right token';
const http = new PluginHttpClient({ allowPrivateNetwork: true } as ServicesConfig);
afterAll(() => http.onApplicationShutdown());

/** Events as one batch, mapped and sent as the host does it. */
async function deliver(plugin: DestinationPlugin, given: object, events: readonly Partial<WarpEvent>[]): Promise<readonly (Outcome | undefined)[]> {
  const checked = validateSettings(plugin.settings, given);
  if (!checked.ok) throw new Error(checked.errors.map(({ message }) => message).join(' '));
  const items = events.map((overrides) => plugin.map(exampleEvent({ eventData: {}, ...overrides }), checked.value));
  const skipped = items.find(isSkip);
  if (skipped !== undefined) throw new Error(skipped.message);
  return sendBatch(http, { plugin, settings: checked.value, secrets: [TOKEN] } as unknown as DestinationRuntime, items);
}

const of = (email: string, more: WarpEvent['user'] = {}, eventData: WarpEvent['eventData'] = {}): Partial<WarpEvent> => ({ user: { email, ...more }, eventData });
const visitOf = (organisation: Organisation): Partial<WarpEvent> => ({ eventType: 'page_view', organisation: { kind: 'business', ...organisation } });
const kinds = (outcomes: readonly (Outcome | undefined)[]) => outcomes.map((outcome) => outcome?.is);

describe('HubSpot', () => {
  let vendor: HubspotStandIn;
  const settings = () => ({ access_token: TOKEN, endpoint: vendor.url, properties: ['first_name=firstname', 'city=city', 'event_data.seats=seats'] });
  beforeEach(async () => {
    vendor = await startHubspotStandIn(TOKEN);
    vendor.define('contacts', 'seats', { type: 'number' });
  });
  afterEach(() => vendor.stop());

  it('writes the good contacts beside a bad one, by one request', async () => {
    const outcomes = await deliver(hubspot, settings(), [of('ada@x.de', {}, { seats: 3 }), of('bob@x.de', {}, { seats: 'many' }), of('eve@x.de')]);
    expect(outcomes).toMatchObject([{ is: 'delivered' }, { is: 'permanent', code: 'hubspot_invalid_integer', field: 'seats' }, { is: 'delivered' }]);
    expect(vendor.records('contacts').map(({ email }) => email)).toEqual(['ada@x.de', 'eve@x.de']);
    expect(vendor.requests).toHaveLength(1);
  });

  it('makes one contact of one person’s events, and keeps what a later one does not say', async () => {
    await deliver(hubspot, settings(), [of('ada@x.de', { firstName: 'Ada', city: 'Bonn' }), of('ADA@x.de', { city: 'Kiel' })]);
    await deliver(hubspot, settings(), [of('ada@x.de', {}, { seats: 2 })]);
    expect(vendor.records('contacts')).toEqual([{ email: 'ada@x.de', firstname: 'Ada', city: 'Kiel', seats: '2' }]);
    expect(vendor.refused).toEqual([]);
  });

  it('makes companies by the owner’s own property', async () => {
    vendor.define('companies', 'visitor_domain', { type: 'string', isUnique: true });
    const outcomes = await deliver(hubspot, { ...settings(), company_id_property: 'visitor_domain' }, [visitOf({ domain: 'acme.example' }), visitOf({ domain: 'acme.example' }), visitOf({ domain: 'uni.example' })]);
    expect(kinds(outcomes)).toEqual(['delivered', 'delivered', 'delivered']);
    expect(vendor.records('companies').map(({ domain }) => domain)).toEqual(['acme.example', 'uni.example']);
  });

  it.each<[string, object, object]>([
    ['a property that does not exist', { properties: ['first_name=nickname'] }, { is: 'configuration', code: 'hubspot_property_doesnt_exist', message: 'The property nickname does not exist in HubSpot.' }],
    ['a property that is read-only', { properties: ['first_name=createdate'] }, { is: 'configuration', code: 'hubspot_read_only_value' }],
    ['another token', { access_token: 'another' }, { is: 'configuration', setting: 'access_token' }],
    ['a version it does not have', { api_version: '2025-01' }, { is: 'configuration', setting: 'api_version' }],
  ])('makes the owner’s matter of %s', async (_, wrong, outcome) =>
    expect(await deliver(hubspot, { ...settings(), ...wrong }, [of('ada@x.de', { firstName: 'Ada' }), of('bob@x.de', { firstName: 'Bob' })])).toMatchObject([outcome, outcome]));

  it.each([
    ['TEN_SECONDLY_ROLLING', 10_000],
    ['DAILY', 3_600_000],
  ] as const)('waits out its limit %s', async (policy, retryAfterMs) => {
    vendor.exhaust(policy);
    expect(await deliver(hubspot, settings(), [of('ada@x.de')])).toMatchObject([{ is: 'throttled', retryAfterMs }]);
  });
});

describe('Salesforce', () => {
  let vendor: SalesforceStandIn;
  const settings = () => ({
    my_domain: vendor.url,
    access_token: TOKEN,
    external_id_field: 'Visitor_Email__c',
    fields: ['first_name=FirstName', 'last_name=LastName', 'phone=Phone', 'event_data.seats=Seats__c'],
  });
  beforeEach(async () => {
    vendor = await startSalesforceStandIn(TOKEN);
    vendor.define('Lead', 'Visitor_Email__c', { type: 'string', isExternalId: true });
    vendor.define('Lead', 'Seats__c', { type: 'double' });
  });
  afterEach(() => vendor.stop());

  const ADA = { Visitor_Email__c: 'ada@x.de', Email: 'ada@x.de', FirstName: 'Ada', LastName: 'Unknown', Company: 'Unknown', Owner: 'by the rules' };

  it('makes a lead, gives it to whom the rules say, and leaves alone what people corrected', async () => {
    expect(kinds(await deliver(salesforce, settings(), [of('ada@x.de', { firstName: 'Ada' })]))).toEqual(['delivered']);
    expect(vendor.records('Lead')).toEqual([ADA]);
    vendor.change('Lead', 'ada@x.de', { LastName: 'Lovelace', Owner: 'Charles' });
    expect(kinds(await deliver(salesforce, settings(), [of('ada@x.de', { firstName: 'A.', phone: '1' }, { seats: 2 })]))).toEqual(['delivered']);
    expect(vendor.records('Lead')).toEqual([{ ...ADA, LastName: 'Lovelace', Owner: 'Charles', Phone: '1', Seats__c: 2 }]);
    // Two to make it, one to change it.
    expect(vendor.requests).toHaveLength(3);
  });

  it('finds the one whose value no field takes, and writes the others', async () => {
    const outcomes = await deliver(salesforce, settings(), [of('ada@x.de', {}, { seats: 2 }), of('bob@x.de', {}, { seats: 'many' }), of('eve@x.de')]);
    expect(outcomes).toMatchObject([{ is: 'delivered' }, { is: 'permanent', code: 'salesforce_json_parser_error' }, { is: 'delivered' }]);
    expect(vendor.records('Lead').map(({ Email }) => Email)).toEqual(['ada@x.de', 'eve@x.de']);
  });

  it('tells leads that are open or converted from the others', async () => {
    const batch = [of('ada@x.de'), of('bob@x.de'), of('eve@x.de')];
    await deliver(salesforce, settings(), batch);
    vendor.change('Lead', 'ada@x.de', 'locked');
    vendor.change('Lead', 'bob@x.de', 'converted');
    expect(await deliver(salesforce, settings(), batch)).toMatchObject([
      { is: 'transient', code: 'salesforce_unable_to_lock_row' },
      { is: 'permanent', code: 'salesforce_cannot_update_converted_lead' },
      { is: 'delivered' },
    ]);
  });

  it('makes accounts of networks beside leads, each by its own key', async () => {
    vendor.define('Account', 'Visitor_Domain__c', { type: 'string', isExternalId: true });
    const given = { ...settings(), account_external_id_field: 'Visitor_Domain__c' };
    const batch = [of('ada@x.de'), visitOf({ name: 'Acme', domain: 'acme.example' }), visitOf({ domain: 'acme.example' })];
    expect(kinds(await deliver(salesforce, given, batch))).toEqual(['delivered', 'delivered', 'delivered']);
    expect(vendor.records('Account')).toEqual([{ Visitor_Domain__c: 'acme.example', Name: 'Acme', Website: 'acme.example', Owner: 'by the rules' }]);
    expect(vendor.records('Lead')).toHaveLength(1);
  });

  it.each<[string, object, object]>([
    ['a field that does not exist', { fields: ['phone=Fax__c'] }, { is: 'configuration', code: 'salesforce_invalid_field', setting: 'fields' }],
    ['a key that is no external ID', { external_id_field: 'Email' }, { is: 'configuration', setting: 'external_id_field' }],
    ['another token', { access_token: 'another' }, { is: 'configuration', setting: 'access_token' }],
  ])('makes the owner’s matter of %s', async (_, wrong, outcome) =>
    expect(await deliver(salesforce, { ...settings(), ...wrong }, [of('ada@x.de', { phone: '1' })])).toMatchObject([outcome]));

  it.each([
    ['TotalRequests', 3_600_000],
    ['ConcurrentRequests', 60_000],
  ] as const)('waits out its limit %s', async (limit, retryAfterMs) => {
    vendor.exhaust(limit);
    expect(await deliver(salesforce, settings(), [of('ada@x.de')])).toMatchObject([{ is: 'throttled', retryAfterMs }]);
  });
});
