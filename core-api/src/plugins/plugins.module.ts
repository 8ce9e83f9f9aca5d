import type { FoundPlugin } from '@warp/plugin-sdk/host';
import { type DynamicModule, Module } from '@nestjs/common';
import { FOUND_PLUGINS } from '../config/config.module.js';
import { PluginHttpClient } from './http-client.js';
import { PluginCatalogue } from './plugin-catalogue.js';
import { PluginRegistry } from './plugin-registry.js';

/** The plugin host: what was found at the start, and how plugins reach the network. */
@Module({
  providers: [
    { provide: PluginRegistry, inject: [FOUND_PLUGINS], useFactory: (found: readonly FoundPlugin[]) => new PluginRegistry(found) },
    PluginHttpClient,
    PluginCatalogue,
  ],
  exports: [PluginCatalogue, PluginHttpClient, PluginRegistry],
})
export class PluginsModule {}

/** Injection token of one plugin. */
export const pluginToken = (id: string): string => `warp:plugin:${id}`;

/** Every loaded plugin as a module of its own, named after it. */
export const pluginModules = (found: readonly FoundPlugin[]): DynamicModule[] => found.flatMap((item) => (item.status === 'loaded' ? [moduleOf(item)] : []));

function moduleOf({ plugin }: Extract<FoundPlugin, { status: 'loaded' }>): DynamicModule {
  const token = pluginToken(plugin.id);
  // Nest tells modules apart by their class, and shows its name in traces.
  const { [plugin.id]: named } = { [plugin.id]: class {} };
  return { module: named!, providers: [{ provide: token, useValue: plugin }], exports: [token] };
}
