import type { Geo } from '@warp/contracts';
import { Injectable, Logger } from '@nestjs/common';
import type { EnrichmentPlugin } from '@warp/plugin-sdk';
import { inTimeBox } from '../plugins/time-box.js';
import { PluginRegistry } from '../plugins/plugin-registry.js';
import { EnrichmentSettings } from './enrichment-settings.js';
import { LookupContexts } from './lookup-contexts.js';
import { readinessOf, type StoredEnrichment } from './readiness.js';

/**
 * Where an address is, for a person who asks now and then. A source is opened for the one look-up, so that a process that only
 * serves keeps none in memory; sources that count what they are asked are left alone.
 */
@Injectable()
export class Places {
  private readonly logger = new Logger(Places.name);

  constructor(
    private readonly registry: PluginRegistry,
    private readonly settings: EnrichmentSettings,
    private readonly contexts: LookupContexts,
  ) {}

  /** @returns undefined when no source knows it */
  async find(ipAddress: string): Promise<Geo | undefined> {
    const stored = await this.settings.all();
    for (const plugin of this.registry.enrichments()) {
      if (!plugin.provides.includes('geo')) continue;
      const geo = await this.ask(plugin, stored.get(plugin.id), ipAddress);
      if (geo !== undefined) return geo;
    }
    return undefined;
  }

  private async ask(plugin: EnrichmentPlugin, stored: StoredEnrichment | undefined, ipAddress: string): Promise<Geo | undefined> {
    const readiness = readinessOf(plugin, stored);
    if (readiness.is !== 'ready' || plugin.quota?.(readiness.settings) !== undefined) return undefined;
    const key = plugin.key({ ipAddress }, readiness.settings);
    if (key === null) return undefined;
    const context = this.contexts.for(plugin, readiness.secrets);
    try {
      const lookup = await inTimeBox(plugin.open(readiness.settings, context), context.signal);
      try {
        const [found] = await inTimeBox(Promise.resolve(lookup.find([key], context)), context.signal);
        return found?.is === 'found' ? found.fields.geo : undefined;
      } finally {
        await lookup.close?.();
      }
    } catch {
      // What it says may repeat the address.
      this.logger.warn(`Enrichment “${plugin.id}” did not say where an address is.`);
      return undefined;
    }
  }
}
