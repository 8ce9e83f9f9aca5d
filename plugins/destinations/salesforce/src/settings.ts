import { choice, eventNames, fieldAssignmentPattern, secret, text, Type, type Static } from '@warp/plugin-sdk';

/** Salesforce's API names of fields; those of an owner's own end with `__c`. */
const FIELD = '[A-Za-z][A-Za-z0-9_]{0,79}';

const assignments = (title: string, description: string, defaults: string[]) =>
  Type.Array(
    Type.String({
      pattern: fieldAssignmentPattern(FIELD),
      errorMessage: 'An assignment is written as field=Field, such as first_name=FirstName: a field of the event, then the API name of a field in Salesforce.',
    }),
    { title, description, default: defaults, maxItems: 100, 'x-recipient': false },
  );

/** help.salesforce.com, “My Domain URL Formats”: log-in addresses of production, sandbox and developer orgs, and of Government Cloud. */
const SALESFORCE_HOSTS = ['*.salesforce.com', '*.salesforce.mil'];

export const settings = Type.Object({
  my_domain: text('My Domain URL', {
    pattern: '^https?://[^\\s/]+/?$',
    errorMessage: 'A My Domain URL looks like https://example.my.salesforce.com; you find it in Salesforce under Setup › My Domain.',
    description: 'Salesforce › Setup › My Domain › Current My Domain URL.',
    'x-vendor-hosts': SALESFORCE_HOSTS,
    'x-placeholder': 'https://example.my.salesforce.com',
  }),
  client_id: Type.Optional(text('Consumer key', { description: 'Of an external client app in your Salesforce; needed to connect it.' })),
  client_secret: Type.Optional(secret('Consumer secret', { description: 'Of the same app.' })),
  access_token: Type.Optional(
    secret('Access token', { minLength: 1, description: 'Filled in by itself when Salesforce is connected. One typed in by hand ends with its session, often within hours.' }),
  ),
  instance_url: Type.Optional(
    text('Server', {
      'x-vendor-hosts': SALESFORCE_HOSTS,
      pattern: '^(https?://[^\\s/]+/?)?$',
      errorMessage: 'The server is an address such as https://example.my.salesforce.com. Leave it empty: it is filled in when Salesforce is connected.',
      description: 'Filled in by itself when Salesforce is connected.',
    }),
  ),
  object: choice('People become', ['Lead', 'Contact'], { default: 'Lead' }),
  external_id_field: text('External ID field', {
    'x-recipient': false,
    pattern: `^${FIELD}$`,
    errorMessage: 'The API name of a field has letters, digits and “_”, such as Visitor_Email__c; you find it in Setup › Object Manager › Fields & Relationships.',
    description: 'API name of a text field of yours, marked “External ID” and “Unique”: it holds the e-mail address.',
    'x-placeholder': 'Visitor_Email__c',
  }),
  events: eventNames('Events that make a lead or contact', {
    description: 'Names of events, separated by commas. Only those with an e-mail address make one.',
    default: ['generate_lead', 'sign_up', 'purchase', 'form_submit'],
    'x-recipient': false,
  }),
  fields: assignments('Fields', 'What fills which field, as field=Field, separated by commas.', [
    'first_name=FirstName',
    'last_name=LastName',
    'phone=Phone',
    'street=Street',
    'city=City',
    'zip=PostalCode',
  ]),
  default_last_name: text('Last name when it is not known', {
    'x-recipient': false,
    default: 'Unknown',
    maxLength: 80,
    description: 'Salesforce makes no lead or contact without one.',
  }),
  default_company: text('Company when it is not known', {
    'x-recipient': false,
    default: 'Unknown',
    maxLength: 255,
    description: 'Salesforce makes no lead without one.',
  }),
  account_external_id_field: Type.Optional(
    text('External ID field of accounts', {
      'x-recipient': false,
      pattern: `^(${FIELD})?$`,
      errorMessage: 'The API name of a field has letters, digits and “_”, such as Visitor_Domain__c; you find it in Setup › Object Manager › Account › Fields & Relationships.',
      description: 'The same on accounts: it holds the domain. Without it no accounts are made.',
      'x-placeholder': 'Visitor_Domain__c',
    }),
  ),
  account_events: eventNames('Events that make an account', {
    description: 'Of visitors whose network belongs to a company. An event that makes a lead or contact makes no account.',
    default: ['page_view'],
    'x-recipient': false,
  }),
  account_fields: assignments('Fields of accounts', 'What fills which field, as field=Field, separated by commas.', ['company=Name', 'company_domain=Website']),
  api_version: text('Version', {
    'x-recipient': false,
    pattern: '^[0-9]{2}\\.0$',
    errorMessage: 'A version of Salesforce’s API looks like 66.0.',
    default: '66.0',
  }),
});

export type SalesforceSettings = Static<typeof settings>;
