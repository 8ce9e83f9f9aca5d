import { Global, Module } from '@nestjs/common';
import { choice, secret, text, Type } from '@warp/plugin-sdk';
import { PluginHttpClient } from '../../src/plugins/http-client.js';
import { PluginRegistry } from '../../src/plugins/plugin-registry.js';
import {
  type AccountStatus,
  type CatalogueEntry,
  ConnectedAccounts,
  DestinationCatalogue,
  DestinationTester,
  type TestResult,
} from '../../src/sites/destination-catalogue.js';

const VENDOR: CatalogueEntry = {
  id: 'vendor',
  name: 'Vendor',
  kind: 'destination',
  vendorDocs: 'https://vendor.example/docs',
  settings: Type.Object({
    account: text('Account', { pattern: '^A-\\d+$', errorMessage: 'An account looks like A-1.' }),
    api_secret: secret('API secret', { minLength: 4 }),
    region: Type.Optional(choice('Region', ['eu', 'us'], { default: 'eu' })),
  }),
  version: '1.0.0',
  consent: ['analytics'],
};

/** A vendor with addresses of its own, and an owner's settings of every kind beside them. */
const HOSTED: CatalogueEntry = {
  ...VENDOR,
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
};

const BROKEN: CatalogueEntry = { ...VENDOR, id: 'broken', name: 'Broken', error: 'it has no map.' };

class Catalogue extends DestinationCatalogue {
  list(): readonly CatalogueEntry[] {
    return [VENDOR, HOSTED, BROKEN];
  }

  find(pluginId: string): CatalogueEntry | undefined {
    return this.list().find(({ id }) => id === pluginId);
  }
}

class Tester extends DestinationTester {
  test(siteId: string, destinationId: string, send = false): Promise<TestResult> {
    return Promise.resolve({ ok: true, code: 'delivered', message: `Tried ${destinationId} of ${siteId}${send ? ' with an event' : ''}.` });
  }
}

class NoAccounts extends ConnectedAccounts {
  statuses(): Promise<ReadonlyMap<string, AccountStatus>> {
    return Promise.resolve(new Map());
  }

  release(): Promise<undefined> {
    return Promise.resolve(undefined);
  }
}

/** Stands where the plugin host stands: one destination with a secret and without accounts, and one that was refused. */
@Global()
@Module({
  providers: [
    { provide: DestinationCatalogue, useClass: Catalogue },
    { provide: DestinationTester, useClass: Tester },
    { provide: ConnectedAccounts, useClass: NoAccounts },
    { provide: PluginRegistry, useValue: new PluginRegistry([]) },
    PluginHttpClient,
  ],
  exports: [ConnectedAccounts, DestinationCatalogue, DestinationTester, PluginHttpClient, PluginRegistry],
})
export class TestPlugins {}
