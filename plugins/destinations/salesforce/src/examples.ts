import { exampleEvent, type DestinationExample } from '@warp/plugin-sdk';
import type { SalesforceSettings } from './settings.js';

const settings: Partial<SalesforceSettings> = {
  my_domain: 'https://example.my.salesforce.com',
  client_id: 'consumer-key',
  client_secret: 'consumer-secret',
  access_token: 'secret-token',
  external_id_field: 'Visitor_Email__c',
  account_external_id_field: 'Visitor_Domain__c',
};

export const examples: readonly DestinationExample<SalesforceSettings>[] = [
  {
    title: 'a purchase makes a lead by its e-mail address; names are given when it is made, and left alone afterwards',
    event: exampleEvent({ user: { email: ' Ada@Example.com', firstName: 'Ada', lastName: 'Example', phone: '+49 30 901820', city: 'Berlin' } }),
    settings,
    gives: {
      item: {
        object: 'Lead',
        idField: 'Visitor_Email__c',
        id: 'ada@example.com',
        fields: { Phone: '+49 30 901820', City: 'Berlin' },
        whenNew: { Email: 'ada@example.com', FirstName: 'Ada', LastName: 'Example' },
        required: { LastName: 'Unknown', Company: 'Unknown' },
      },
    },
  },
  {
    title: 'a contact has its address in the mailing address; numbers stay numbers',
    event: exampleEvent({ eventType: 'sign_up', user: { email: 'ada@example.com', city: 'Berlin' }, eventData: { seats: 3 } }),
    settings: { ...settings, object: 'Contact', fields: ['city=City', 'event_data.seats=Seats__c', 'event_time=Last_Sign_Up__c'] },
    gives: {
      item: {
        object: 'Contact',
        idField: 'Visitor_Email__c',
        id: 'ada@example.com',
        fields: { MailingCity: 'Berlin', Seats__c: 3, Last_Sign_Up__c: '2026-11-23T12:00:00.000Z' },
        whenNew: { Email: 'ada@example.com' },
        required: { LastName: 'Unknown' },
      },
    },
  },
  {
    title: 'a page view from a company’s network makes the account, by its domain',
    event: exampleEvent({ eventType: 'page_view', organisation: { name: 'Acme Inc.', domain: 'acme.example', kind: 'business' } }),
    settings,
    gives: {
      item: {
        object: 'Account',
        idField: 'Visitor_Domain__c',
        id: 'acme.example',
        fields: {},
        whenNew: { Name: 'Acme Inc.', Website: 'acme.example' },
        required: { Name: 'acme.example' },
      },
    },
  },
  {
    title: 'a purchase without an e-mail address',
    event: exampleEvent({ user: { firstName: 'Ada' } }),
    settings,
    gives: { is: 'skip', code: 'salesforce_no_email', message: 'Leads and contacts are known by their e-mail address, and this event has none.' },
  },
];
