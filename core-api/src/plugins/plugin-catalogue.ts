import { Inject, Injectable } from '@nestjs/common';
import { Type, type DestinationPlugin, type Purpose, type TObject } from '@warp/plugin-sdk';
import { CONFIG } from '../config/config.module.js';
import type { ServicesConfig } from '../config/config.js';
import { filledByAccount, redirectUri, settingsToFillIn } from './plugin-oauth.js';
import { PluginRegistry } from './plugin-registry.js';

/** A plugin as people see it. */
export interface CatalogueEntry {
  readonly id: string;
  readonly name: string;
  readonly kind: 'destination' | 'enrichment';
  /** Address of the vendor's own documentation. */
  readonly vendorDocs: string;
  readonly settings: TObject;
  readonly version?: string;
  /** What an event's consent must cover. */
  readonly consent?: readonly Purpose[];
  /** Left out: it is connected by its settings alone. */
  readonly account?: AccountNeeds;
  /** Why it was refused; it cannot be chosen then. */
  readonly error?: string;
}

/** How a plugin is connected to an account at its vendor. */
export interface AccountNeeds {
  /** What the owner registers with the vendor as the address to send people back to. */
  readonly redirectUri: string;
  /** Settings the account fills in. */
  readonly fills: readonly string[];
}

/** The loaded and the refused plugins, as people choose from them. */
@Injectable()
export class PluginCatalogue {
  private readonly entries: readonly CatalogueEntry[];

  constructor(registry: PluginRegistry, @Inject(CONFIG) { publicUrl }: ServicesConfig) {
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

  /** A destination that can be used. @returns undefined when no plugin has this id, or it was refused, or it is none */
  find(pluginId: string): CatalogueEntry | undefined {
    return this.entries.find(({ id, kind, error }) => id === pluginId && kind === 'destination' && error === undefined);
  }

  /** Why a plugin was refused when it was loaded; undefined: it was not. */
  refusalOf(pluginId: string): string | undefined {
    return this.entries.find(({ id }) => id === pluginId)?.error;
  }
}

const aboutDestination = (plugin: DestinationPlugin, publicUrl: string): Partial<CatalogueEntry> => ({
  consent: plugin.consent,
  settings: settingsToFillIn(plugin),
  ...(plugin.oauth === undefined ? {} : { account: { redirectUri: redirectUri(publicUrl), fills: filledByAccount(plugin) } }),
});
