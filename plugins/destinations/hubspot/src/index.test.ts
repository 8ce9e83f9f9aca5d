import { describe, expect, it } from '@jest/globals';
import { exampleEvent, isSkip, type Organisation, type WarpEvent } from '@warp/plugin-sdk';
import { describePlugin } from '@warp/plugin-sdk/testing';
import { delivery, requestFor } from './delivery.js';
import plugin from './index.js';
import { map } from './map.js';
import { oauth } from './oauth.js';
import type { HubspotSettings } from './settings.js';

describePlugin(plugin);

const settings: HubspotSettings = {
  access_token: 'secret-token',
  events: ['purchase', 'form_submit'],
  properties: ['first_name=firstname', 'event_data.transaction_id=last_order', 'event_data.vip=vip'],
  company_events: ['page_view', 'form_submit'],
  company_properties: ['company_domain=domain', 'company=name'],
  api_version: '2026-03',
  endpoint: 'https://api.hubapi.com/',
};
const withCompanies: HubspotSettings = { ...settings, company_id_property: 'visitor_domain' };
const acme: Organisation = { name: 'Acme', domain: 'acme.example', kind: 'business' };

const mapped = (overrides: Partial<WarpEvent>, chosen = settings) => map(exampleEvent(overrides), chosen);

function recordOf(overrides: Partial<WarpEvent>, chosen = settings) {
  const record = mapped(overrides, chosen);
  if (isSkip(record)) throw new Error(record.code);
  return record;
}

describe('who becomes a contact', () => {
  it.each<[string, Partial<WarpEvent>, string]>([
    ['an address in lower case', { user: { email: ' Ada@Example.COM ' } }, 'ada@example.com'],
    ['an address beyond ASCII', { user: { email: 'jö@exämple.de' } }, 'jö@exämple.de'],
    ['no address', { user: { firstName: 'Ada' } }, 'hubspot_no_email'],
    ['blanks', { user: { email: '  ' } }, 'hubspot_no_email'],
    ['a hash', { user: { email: 'B5FC85E55755F9E0D030A10AB4429B6B2944855F9A0D60077FE832BECBC41D72' } }, 'hubspot_hashed_email'],
    ['no domain', { user: { email: 'ada@example' } }, 'hubspot_invalid_email'],
    ['two addresses', { user: { email: 'ada@example.com, bob@example.com' } }, 'hubspot_invalid_email'],
    ['an event nobody chose', { eventType: 'scroll' }, 'hubspot_event_not_chosen'],
    ['a page view, without companies', { eventType: 'page_view', organisation: acme }, 'hubspot_event_not_chosen'],
  ])('%s', (_, overrides, expected) => {
    const record = mapped(overrides);
    expect(isSkip(record) ? record.code : record.id).toBe(expected);
  });

  it('has its properties as texts; what is empty or missing stays as it is', () =>
    expect(recordOf({ user: { email: 'ada@example.com', firstName: '' }, eventData: { transaction_id: '7', vip: false } })).toEqual({
      object: 'contacts',
      idProperty: 'email',
      id: 'ada@example.com',
      properties: { last_order: '7', vip: 'false' },
    }));

  it('has at least its address', () =>
    expect(recordOf({ user: { email: 'ada@example.com' }, eventData: {} }).properties).toEqual({ email: 'ada@example.com' }));
});

describe('which company is made', () => {
  it.each<[string, Partial<WarpEvent>, string]>([
    ['the network’s', { eventType: 'page_view', organisation: acme }, 'companies acme.example'],
    ['none of an internet provider', { eventType: 'page_view', organisation: { ...acme, kind: 'isp' } }, 'hubspot_no_company'],
    ['none without a domain', { eventType: 'page_view', organisation: { name: 'Acme', kind: 'business' } }, 'hubspot_no_company'],
    ['none where the event makes a contact', { eventType: 'form_submit', organisation: acme }, 'contacts ada@example.com'],
    ['the network’s where it makes none', { eventType: 'form_submit', user: {}, organisation: acme }, 'companies acme.example'],
    ['none of either: the contact’s reason', { eventType: 'form_submit', user: {} }, 'hubspot_no_email'],
    ['none of an event chosen for contacts only', { eventType: 'purchase', user: {}, organisation: acme }, 'hubspot_no_email'],
  ])('%s', (_, overrides, expected) => {
    const record = mapped(overrides, withCompanies);
    expect(isSkip(record) ? record.code : `${record.object} ${record.id}`).toBe(expected);
  });

  it('by its own property', () =>
    expect(recordOf({ eventType: 'page_view', organisation: acme }, withCompanies)).toEqual({
      object: 'companies',
      idProperty: 'visitor_domain',
      id: 'acme.example',
      properties: { domain: 'acme.example', name: 'Acme' },
    }));
});

describe('a request', () => {
  const contact = (id: string, properties: Record<string, string>) => ({ object: 'contacts', idProperty: 'email', id, properties }) as const;

  it('names each contact once; of a property the last event counts', () => {
    const batch = [contact('a@x.de', { firstname: 'A', city: 'Bonn' }), contact('b@x.de', { firstname: 'B' }), contact('a@x.de', { city: 'Kiel' })];
    const { url, headers, body } = requestFor(batch, settings);
    expect(url).toBe('https://api.hubapi.com/crm/objects/2026-03/contacts/batch/upsert');
    expect(headers).toMatchObject({ authorization: 'Bearer secret-token' });
    expect(JSON.parse(body!)).toEqual({
      inputs: [
        { idProperty: 'email', id: 'a@x.de', properties: { firstname: 'A', city: 'Kiel' }, objectWriteTraceId: '0' },
        { idProperty: 'email', id: 'b@x.de', properties: { firstname: 'B' }, objectWriteTraceId: '1' },
      ],
    });
  });

  it('holds contacts or companies', () => {
    const company = recordOf({ eventType: 'page_view', organisation: acme }, withCompanies);
    expect(delivery.groupBy?.(company)).not.toBe(delivery.groupBy?.(contact('a@x.de', {})));
  });
});

it('connects an account by the dated addresses of its server', () =>
  expect(oauth.endpoints(settings)).toEqual({
    authorize: 'https://app.hubspot.com/oauth/authorize',
    token: 'https://api.hubapi.com/oauth/2026-03/token',
    revoke: 'https://api.hubapi.com/oauth/2026-03/token/revoke',
  }));
