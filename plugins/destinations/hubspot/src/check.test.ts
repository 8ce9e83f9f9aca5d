import { describe, expect, it } from '@jest/globals';
import type { Context, HttpRequest, HttpResponse } from '@warp/plugin-sdk';
import { check } from './check.js';
import type { HubspotSettings } from './settings.js';

const settings: HubspotSettings = {
  access_token: 'secret-token',
  events: ['purchase'],
  properties: ['first_name=firstname', 'event_data.plan=plan'],
  company_id_property: 'visitor_domain',
  company_events: ['page_view'],
  company_properties: ['company_domain=domain'],
  api_version: '2026-03',
  endpoint: 'https://api.hubapi.com',
};

const property = (name: string, more: object = {}) => ({ name, hasUniqueValue: false, modificationMetadata: { readOnlyValue: false }, ...more });
const CONTACTS = [property('firstname'), property('plan')];
const COMPANIES = [property('domain'), property('visitor_domain', { hasUniqueValue: true })];

/** HubSpot, answering requests for properties. */
function hubspot(contacts: readonly object[], companies: readonly object[] = COMPANIES, status = 200) {
  const asked: HttpRequest[] = [];
  const http = (request: HttpRequest): Promise<HttpResponse> => {
    asked.push(request);
    return Promise.resolve({ status, headers: {}, body: JSON.stringify({ results: request.url.includes('/contacts/') ? contacts : companies }) });
  };
  const context: Context = { http, now: () => new Date(0), log: () => undefined, signal: AbortSignal.timeout(1000) };
  return { asked, context };
}

describe('the test of a connection', () => {
  it('reads the properties that the settings name, and no record', async () => {
    const { asked, context } = hubspot(CONTACTS);
    expect(await check(settings, context)).toEqual({ is: 'delivered' });
    expect(asked.map(({ url, body }) => [url, JSON.parse(body!) as unknown])).toEqual([
      ['https://api.hubapi.com/crm/properties/2026-03/contacts/batch/read', { archived: false, inputs: [{ name: 'firstname' }, { name: 'plan' }] }],
      ['https://api.hubapi.com/crm/properties/2026-03/companies/batch/read', { archived: false, inputs: [{ name: 'domain' }, { name: 'visitor_domain' }] }],
    ]);
  });

  it('asks nothing about companies when none are made', async () => {
    const { asked, context } = hubspot(CONTACTS);
    expect(await check({ ...settings, company_id_property: '' }, context)).toEqual({ is: 'delivered' });
    expect(asked).toHaveLength(1);
  });

  it.each<[string, readonly object[], readonly object[], number, object]>([
    ['missing', [property('firstname')], COMPANIES, 207, { code: 'hubspot_property_doesnt_exist', message: 'HubSpot has no plan among the properties of contacts.', setting: 'properties' }],
    ['read-only', [property('firstname'), property('plan', { modificationMetadata: { readOnlyValue: true } })], COMPANIES, 200, { code: 'hubspot_read_only_value', setting: 'properties' }],
    ['missing of companies', CONTACTS, [property('domain')], 200, { message: 'HubSpot has no visitor_domain among the properties of companies.', setting: 'company_properties' }],
    ['not unique', CONTACTS, [property('domain'), property('visitor_domain')], 200, { code: 'hubspot_not_unique', setting: 'company_id_property' }],
    ['out of reach', [], [], 401, { code: 'http_401', setting: 'access_token' }],
  ])('says which are %s', async (_, contacts, companies, status, outcome) =>
    expect(await check(settings, hubspot(contacts, companies, status).context)).toMatchObject({ is: 'configuration', ...outcome }));
});
