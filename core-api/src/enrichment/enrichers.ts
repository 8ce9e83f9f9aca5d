import { Injectable, Logger, type OnApplicationShutdown, type OnModuleInit } from '@nestjs/common';
import type { Enriched, EnrichmentInput } from '@warp/plugin-sdk';
import { Enricher, type EnricherFigures } from './enricher.js';
import { orderEnrichments } from './enrichment-order.js';
import { PluginHttpClient } from './http-client.js';
import { PluginRegistry } from './plugin-registry.js';
import { SharedCache } from './shared-cache.js';
import { contextFor } from './plugin-context.js';

/** What an event gained, and which sources failed it. */
export interface Enrichment {
  readonly fields: Enriched;
  readonly missing: readonly string[];
}

/** Runs the loaded enrichment plugins over batches of events, each after those it needs. */
@Injectable()
export class Enrichers implements OnModuleInit, OnApplicationShutdown {
  private readonly logger = new Logger(Enrichers.name);
  private enrichers: readonly Enricher[] = [];

  constructor(
    private readonly registry: PluginRegistry,
    private readonly http: PluginHttpClient,
    private readonly shared: SharedCache,
  ) {}

  async onModuleInit(): Promise<void> {
    const { ordered, impossible } = orderEnrichments(this.registry.enrichments());
    for (const { id } of impossible) this.logger.error(`Enrichment “${id}” needs fields that nothing before it provides; it is left out.`);
    const opened = await Promise.all(
      ordered.map(async (plugin) => {
        try {
          const lookup = await plugin.open({}, contextFor(plugin, this.http, []));
          return [new Enricher(plugin, lookup, this.shared, (message) => this.logger.warn(`Enrichment “${plugin.id}”: ${message}`))];
        } catch (error) {
          this.logger.error(`Enrichment “${plugin.id}” could not be opened: ${error instanceof Error ? error.message : 'it threw'}`);
          return [];
        }
      }),
    );
    this.enrichers = opened.flat();
  }

  /** One result per input, in order. Never throws. */
  async enrich(inputs: readonly EnrichmentInput[]): Promise<readonly Enrichment[]> {
    const results: { fields: Enriched; missing: string[] }[] = inputs.map(() => ({ fields: {}, missing: [] }));
    for (const enricher of this.enrichers) {
      const found = await enricher.find(inputs.map((input, index) => ({ ...input, ...results[index]!.fields })));
      found.forEach((fields, index) => {
        const result = results[index]!;
        if (fields === 'missing') result.missing.push(enricher.plugin.id);
        else if (fields !== null) result.fields = { ...result.fields, ...fields };
      });
    }
    return results;
  }

  figures(): readonly EnricherFigures[] {
    return this.enrichers.map((enricher) => enricher.figures());
  }

  async onApplicationShutdown(): Promise<void> {
    await Promise.allSettled(this.enrichers.map((enricher) => enricher.close()));
  }
}
