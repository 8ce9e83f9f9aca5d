import { Inject, Injectable } from '@nestjs/common';
import { Type, type DestinationPlugin } from '@warp/plugin-sdk';
import { CONFIG } from '../config/config.module.js';
import type { ServicesConfig } from '../config/config.js';
import { type CatalogueEntry, DestinationCatalogue } from './destination-catalogue.js';
import { filledByAccount, redirectUri, settingsToFillIn } from './plugin-oauth.js';
import { PluginRegistry } from './plugin-registry.js';

/** The loaded and the refused plugins, as people choose from them. */
@Injectable()
export class PluginCatalogue extends DestinationCatalogue {
  private readonly entries: readonly CatalogueEntry[];

  constructor(registry: PluginRegistry, @Inject(CONFIG) { publicUrl }: ServicesConfig) {
    super();
    const usable = registry.loaded.map(
      ({ plugin, version }): CatalogueEntry => ({
        id: plugin.id,
        name: plugin.name,
        kind: plugin.kind,
        vendorDocs: plugin.vendorDocs,
        settings: plugin.settings,
        version,
        ...(plugin.kind === 'destination' ? aboutDestination(plugin, publicUrl) : {}),
      }),
    );
    const refused = registry.refused.map(
      ({ packageName, version, error }): CatalogueEntry => ({
        id: packageName,
        name: packageName,
        kind: 'destination',
        vendorDocs: '',
        settings: Type.Object({}),
        version,
        error,
      }),
    );
    this.entries = [...usable, ...refused];
  }

  list(): readonly CatalogueEntry[] {
    return this.entries;
  }

  find(pluginId: string): CatalogueEntry | undefined {
    return this.entries.find(({ id, kind, error }) => id === pluginId && kind === 'destination' && error === undefined);
  }
}

const aboutDestination = (plugin: DestinationPlugin, publicUrl: string): Partial<CatalogueEntry> => ({
  consent: plugin.consent,
  settings: settingsToFillIn(plugin),
  ...(plugin.oauth === undefined ? {} : { account: { redirectUri: redirectUri(publicUrl), fills: filledByAccount(plugin) } }),
});
