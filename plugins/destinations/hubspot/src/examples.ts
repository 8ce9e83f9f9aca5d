import { exampleEvent, type DestinationExample } from '@warp/plugin-sdk';
import type { HubspotSettings } from './settings.js';

const settings: Partial<HubspotSettings> = {
  access_token: 'secret-token',
  client_id: 'client-id',
  client_secret: 'client-secret',
  company_id_property: 'visitor_domain',
};

const upsert = (object: 'contacts' | 'companies', input: object) => ({
  method: 'POST' as const,
  url: `https://api.hubapi.com/crm/objects/2026-03/${object}/batch/upsert`,
  headers: { 'content-type': 'application/json', authorization: 'Bearer secret-token' },
  body: JSON.stringify({ inputs: [input] }),
});

export const examples: readonly DestinationExample<HubspotSettings>[] = [
  {
    title: 'a purchase makes a contact by its e-mail address, with what the visitor entered',
    event: exampleEvent(),
    settings,
    gives: upsert('contacts', {
      idProperty: 'email',
      id: 'ada@example.com',
      properties: { firstname: 'Ada', lastname: 'Example', country: 'DE' },
      objectWriteTraceId: '0',
    }),
    answer: { status: 200, headers: {}, body: '{"status":"COMPLETE","results":[{"id":"51","new":true,"objectWriteTraceId":"0"}]}' },
    outcome: { is: 'delivered' },
  },
  {
    title: 'properties of the owner’s own: every value is a text, and a parameter that is missing is left out',
    event: exampleEvent({ eventType: 'sign_up', user: { email: ' Ada@Example.com' }, eventData: { plan: 'Pro', seats: 3 } }),
    settings: { ...settings, properties: ['event_data.plan=plan', 'event_data.seats=seats', 'event_data.coupon=coupon', 'event_time=last_sign_up'] },
    gives: upsert('contacts', {
      idProperty: 'email',
      id: 'ada@example.com',
      properties: { plan: 'Pro', seats: '3', last_sign_up: '2026-11-23T12:00:00.000Z' },
      objectWriteTraceId: '0',
    }),
    answer: {
      status: 207,
      headers: {},
      body: JSON.stringify({
        status: 'COMPLETE',
        results: [],
        numErrors: 1,
        errors: [
          {
            status: 'error',
            category: 'VALIDATION_ERROR',
            message: 'Property values were not valid: [{"isValid":false,"message":"Pro was not one of the allowed options","error":"INVALID_OPTION","name":"plan"}]',
            context: { objectWriteTraceId: ['0'] },
          },
        ],
      }),
    },
    outcome: { is: 'permanent', code: 'hubspot_invalid_option', message: 'The property plan has a value that HubSpot does not take.', field: 'plan' },
  },
  {
    title: 'a page view from a company’s network makes the company, by its domain',
    event: exampleEvent({ eventType: 'page_view', organisation: { name: 'Acme Inc.', domain: 'acme.example', kind: 'business' } }),
    settings,
    gives: upsert('companies', { idProperty: 'visitor_domain', id: 'acme.example', properties: { domain: 'acme.example' }, objectWriteTraceId: '0' }),
    answer: {
      status: 400,
      headers: {},
      body: '{"status":"error","category":"VALIDATION_ERROR","message":"Unable to perform update/upsert by non-unique 0-2 property visitor_domain in portal ID 1"}',
    },
    outcome: {
      is: 'configuration',
      code: 'hubspot_not_unique',
      message: 'The property that identifies a company must have unique values.',
      setting: 'company_id_property',
    },
  },
  {
    title: 'a purchase without an e-mail address',
    event: exampleEvent({ user: { firstName: 'Ada' } }),
    settings,
    gives: { is: 'skip', code: 'hubspot_no_email', message: 'HubSpot knows contacts by their e-mail address, and this event has none.' },
  },
];
