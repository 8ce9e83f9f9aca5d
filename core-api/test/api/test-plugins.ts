import { choice, defineDestination, secret, text, Type } from '@warp/plugin-sdk';
import type { FoundPlugin } from '@warp/plugin-sdk/host';

/** A vendor with one secret and without accounts, that cannot be tested without sending. */
const vendor = defineDestination({
  contract: 1,
  id: 'vendor',
  name: 'Vendor',
  vendorDocs: 'https://vendor.example/docs',
  settings: Type.Object({
    account: text('Account', { pattern: '^A-\\d+$', errorMessage: 'An account looks like A-1.' }),
    api_secret: secret('API secret', { minLength: 4 }),
    region: Type.Optional(choice('Region', ['eu', 'us'], { default: 'eu' })),
  }),
  consent: ['analytics'],
  limits: { batch: { maxEvents: 10, maxBytes: 60_000 }, maxAgeHours: 24, concurrency: 1 },
  map: ({ eventId }) => ({ id: eventId }),
  delivery: { via: 'custom', send: (items) => Promise.resolve(items.map(() => ({ is: 'delivered' }) as const)) },
  examples: [],
});

/** A vendor with addresses of its own, and an owner's settings of every kind beside them. */
const hosted = defineDestination({
  ...vendor,
  id: 'hosted',
  name: 'Hosted',
  settings: Type.Object({
    endpoint: text('Server', { format: 'uri', default: 'https://api.hosted.example', 'x-vendor-hosts': ['*.eu.hosted.example'] }),
    account: text('Account'),
    workspace: Type.Optional(Type.Integer({ title: 'Workspace' })),
    prefix: Type.Optional(text('Prefix of names', { 'x-recipient': false })),
    region: choice('Region', ['eu', 'us'], { default: 'eu' }),
    api_secret: secret('API secret', { minLength: 4 }),
    hook: Type.Optional(secret('Incoming webhook')),
  }),
});

/** What the plugin host finds in the tests of the API: two that work, and one that was refused. */
export const TEST_PLUGINS: readonly FoundPlugin[] = [
  { status: 'loaded', plugin: vendor, packageName: 'warp-plugin-vendor', version: '1.0.0' },
  { status: 'loaded', plugin: hosted, packageName: 'warp-plugin-hosted', version: '1.0.0' },
  { status: 'refused', packageName: 'broken', version: '1.0.0', error: 'it has no map.' },
];
