import { defineDestination, exampleEvent, jsonRequest, secret, text, Type } from '@warp/plugin-sdk';

/** A plugin for tests: a platform that takes events under the token of a connected account, at the address the vendor names. */
export default defineDestination({
  contract: 1,
  id: 'ledger',
  name: 'Ledger',
  vendorDocs: 'https://ledger.example/docs',
  settings: Type.Object({
    issuer: text('Log-in service'),
    client_id: Type.Optional(text('Client ID')),
    client_secret: Type.Optional(secret('Client secret')),
    // Both needed, and both filled in by the account.
    access_token: secret('Access token', { minLength: 1 }),
    instance_url: text('Instance'),
  }),
  consent: ['analytics'],
  limits: { batch: { maxEvents: 10, maxBytes: 100_000 }, maxAgeHours: 24, concurrency: 4 },
  map: (event) => ({ id: event.eventId }),
  delivery: {
    via: 'http',
    request: (batch, { access_token, instance_url }) =>
      jsonRequest(`${instance_url}/events`, { events: batch }, { headers: { authorization: `Bearer ${access_token}` } }),
  },
  oauth: {
    endpoints: ({ issuer }) => ({ authorize: `${issuer}/authorize?theme=dark`, token: `${issuer}/token`, revoke: `${issuer}/revoke` }),
    scopes: ['events.write', 'offline_access'],
    authorizeParams: { access_type: 'offline' },
    keep: ['instance_url'],
  },
  examples: [
    {
      title: 'any event',
      event: exampleEvent({ eventId: 'e1' }),
      settings: { issuer: 'https://login.ledger.example', client_id: 'c', client_secret: 's', access_token: 't', instance_url: 'https://eu.ledger.example' },
      gives: {
        method: 'POST',
        url: 'https://eu.ledger.example/events',
        headers: { 'content-type': 'application/json', authorization: 'Bearer t' },
        body: '{"events":[{"id":"e1"}]}',
      },
    },
  ],
});
