import { eventNames, fieldAssignmentPattern, secret, text, Type, type Static } from '@warp/plugin-sdk';

/** HubSpot's names of properties: lower case, digits and underscores. */
const PROPERTY = '[a-z][a-z0-9_]{0,99}';

const assignments = (title: string, description: string, defaults: string[]) =>
  Type.Array(
    Type.String({
      pattern: fieldAssignmentPattern(PROPERTY),
      errorMessage: 'An assignment is written as field=property, such as first_name=firstname: a field of the event, then the internal name of a property in HubSpot.',
    }),
    { title, description, default: defaults, maxItems: 100, 'x-recipient': false },
  );

export const settings = Type.Object({
  access_token: Type.Optional(
    secret('Access token', {
      minLength: 1,
      description: 'Of a private app or a service key that may read and write contacts. Filled in by itself when the account is connected.',
    }),
  ),
  client_id: Type.Optional(text('Client ID', { description: 'Of your own app at HubSpot; only for connecting an account.' })),
  client_secret: Type.Optional(secret('Client secret', { description: 'Of the same app.' })),
  events: eventNames('Events that make a contact', {
    description: 'Names of events, separated by commas. Only those with an e-mail address make one.',
    default: ['generate_lead', 'sign_up', 'purchase', 'form_submit'],
    'x-recipient': false,
  }),
  properties: assignments('Properties of contacts', 'What fills which property, as field=property, separated by commas.', [
    'first_name=firstname',
    'last_name=lastname',
    'phone=phone',
    'street=address',
    'city=city',
    'state=state',
    'zip=zip',
    'country=country',
  ]),
  company_id_property: Type.Optional(
    text('Property that identifies a company', {
      'x-recipient': false,
      pattern: `^(${PROPERTY})?$`,
      errorMessage: 'The internal name of a property has small letters, digits and “_”, such as visitor_domain; HubSpot shows it under Settings › Properties.',
      description: 'A property of companies with unique values, made by you: it holds the domain. Without it no companies are made.',
      'x-placeholder': 'visitor_domain',
    }),
  ),
  company_events: eventNames('Events that make a company', {
    description: 'Of visitors whose network belongs to a company. An event that makes a contact makes no company.',
    default: ['page_view'],
    'x-recipient': false,
  }),
  company_properties: assignments('Properties of companies', 'What fills which property, as field=property, separated by commas.', ['company_domain=domain']),
  api_version: text('Version', {
    'x-recipient': false,
    pattern: '^20[0-9]{2}-[0-9]{2}$',
    errorMessage: 'A version of HubSpot’s API is a year and a month, such as 2026-03.',
    default: '2026-03',
  }),
  endpoint: text('Server', { format: 'uri', default: 'https://api.hubapi.com' }),
});

export type HubspotSettings = Static<typeof settings>;
