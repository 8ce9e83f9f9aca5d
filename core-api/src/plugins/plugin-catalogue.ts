import { Injectable } from '@nestjs/common';
import { Type } from '@warp/plugin-sdk';
import { type CatalogueEntry, DestinationCatalogue } from '../sites/destination-catalogue.js';
import { PluginRegistry } from './plugin-registry.js';

/** The loaded and the refused plugins, as people choose from them. */
@Injectable()
export class PluginCatalogue extends DestinationCatalogue {
  private readonly entries: readonly CatalogueEntry[];

  constructor(registry: PluginRegistry) {
    super();
    const usable = registry.loaded.map(
      ({ plugin, version }): CatalogueEntry => ({
        id: plugin.id,
        name: plugin.name,
        kind: plugin.kind,
        vendorDocs: plugin.vendorDocs,
        settings: plugin.settings,
        version,
        ...(plugin.kind === 'destination' ? { consent: plugin.consent } : {}),
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
