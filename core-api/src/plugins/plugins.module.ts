import { type DynamicModule, Global, Module } from '@nestjs/common';
import type { FoundPlugin } from '@warp/plugin-sdk/host';
import { DestinationCatalogue } from '../sites/destination-catalogue.js';
import { PluginHttpClient } from './http-client.js';
import { PluginCatalogue } from './plugin-catalogue.js';
import { PluginRegistry } from './plugin-registry.js';

/** Injection token of one plugin. */
export const pluginToken = (id: string): string => `warp:plugin:${id}`;

/** The plugin host: every loaded plugin becomes a module of its own, named after it. */
@Global()
@Module({})
export class PluginsModule {
  static forRoot(found: readonly FoundPlugin[]): DynamicModule {
    return {
      module: PluginsModule,
      imports: found.flatMap((item) => (item.status === 'loaded' ? [moduleOf(item)] : [])),
      providers: [{ provide: PluginRegistry, useValue: new PluginRegistry(found) }, PluginHttpClient, { provide: DestinationCatalogue, useClass: PluginCatalogue }],
      exports: [DestinationCatalogue, PluginRegistry, PluginHttpClient],
    };
  }
}

function moduleOf({ plugin }: Extract<FoundPlugin, { status: 'loaded' }>): DynamicModule {
  const token = pluginToken(plugin.id);
  // Nest tells modules apart by their class, and shows its name in traces.
  const { [plugin.id]: named } = { [plugin.id]: class {} };
  return { module: named!, providers: [{ provide: token, useValue: plugin }], exports: [token] };
}
