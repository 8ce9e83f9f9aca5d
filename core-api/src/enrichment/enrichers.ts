import { Injectable, Logger, type OnApplicationShutdown, type OnModuleInit } from '@nestjs/common';
import type { Enriched, EnrichmentInput, EnrichmentPlugin } from '@warp/plugin-sdk';
import { hideSecrets } from '../plugins/plugin-context.js';
import { PluginRegistry } from '../plugins/plugin-registry.js';
import { CHANNELS } from '../redis/keys.js';
import { RedisConnections } from '../redis/redis.module.js';
import { Enricher } from './enricher.js';
import { orderEnrichments } from './enrichment-order.js';
import { EnrichmentSettings } from './enrichment-settings.js';
import { LookupContexts } from './lookup-contexts.js';
import { notOpened } from './rest.js';
import { readinessOf, savedAtOf, type StoredEnrichment } from './readiness.js';
import { SharedCache } from './shared-cache.js';
import { reportSources } from './source-gauges.js';
import { Source } from './source.js';
import { SourceFigures } from './source-figures.js';
import { SourceLedger } from './source-ledger.js';

/** What an event gained, and which sources failed it. */
export interface Enrichment {
  readonly fields: Enriched;
  readonly missing: readonly string[];
}

interface Opened {
  readonly enricher: Enricher | undefined;
  /** When the settings it was opened with were saved; 0: never. */
  readonly savedAt: number;
}

/**
 * Runs the enrichments that are ready over batches of events, each after those it needs. Changed settings are in force at
 * once in every process: a message says so, and all are read again whenever messages may have been missed.
 */
@Injectable()
export class Enrichers implements OnModuleInit, OnApplicationShutdown {
  private readonly logger = new Logger(Enrichers.name);
  private readonly opened = new Map<string, Opened>();
  private chain: readonly Enricher[] = [];
  private refreshing: Promise<void> = Promise.resolve();

  constructor(
    private readonly registry: PluginRegistry,
    private readonly settings: EnrichmentSettings,
    private readonly contexts: LookupContexts,
    private readonly shared: SharedCache,
    private readonly ledger: SourceLedger,
    private readonly figures: SourceFigures,
    private readonly redis: RedisConnections,
  ) {}

  async onModuleInit(): Promise<void> {
    const subscription = this.redis.open();
    subscription.on('message', (_channel, plugin: string) => void this.attempt(plugin));
    subscription.on('ready', () => void this.attempt());
    // Rejects only when the process ends before it is connected.
    void subscription.subscribe(CHANNELS.enrichmentChanged).catch(() => undefined);
    await this.refresh();
    reportSources(() => this.chain);
  }

  /** One result per input, in order. Never throws. */
  async enrich(inputs: readonly EnrichmentInput[]): Promise<readonly Enrichment[]> {
    const results: { fields: Enriched; missing: string[] }[] = inputs.map(() => ({ fields: {}, missing: [] }));
    for (const enricher of this.chain) {
      const gains = await enricher.find(inputs.map((input, index) => ({ ...input, ...results[index]!.fields })));
      gains.forEach((gain, index) => {
        const result = results[index]!;
        if (gain === 'missing') result.missing.push(enricher.plugin.id);
        else if (gain !== null) result.fields = { ...result.fields, ...gain };
      });
    }
    return results;
  }

  async onApplicationShutdown(): Promise<void> {
    await Promise.allSettled([...this.opened.values()].flatMap(({ enricher }) => (enricher === undefined ? [] : [enricher.source.close()])));
  }

  /** Refreshes follow each other. */
  private refresh(): Promise<void> {
    return (this.refreshing = this.refreshing.catch(() => undefined).then(() => this.reopenChanged()));
  }

  private async attempt(plugin?: string): Promise<void> {
    try {
      await this.refresh();
      if (plugin !== undefined) this.opened.get(plugin)?.enricher?.source.wake();
    } catch (error) {
      this.logger.warn(`Enrichments could not be read again: ${error instanceof Error ? error.message : 'unknown'}`);
    }
  }

  private async reopenChanged(): Promise<void> {
    const stored = await this.settings.all();
    const plugins = this.registry.enrichments();
    const before = new Map(this.opened);
    await Promise.all(
      plugins.map(async (plugin) => {
        const own = stored.get(plugin.id);
        const known = before.get(plugin.id);
        if (known?.savedAt === savedAtOf(own)) return;
        this.opened.set(plugin.id, { enricher: await this.open(plugin, own), savedAt: savedAtOf(own) });
      }),
    );
    const open = plugins.filter(({ id }) => this.opened.get(id)?.enricher !== undefined);
    const { ordered, impossible } = orderEnrichments(open);
    for (const { id } of impossible) this.logger.warn(`Enrichment “${id}” needs fields that nothing before it provides; it is left out.`);
    this.chain = ordered.map(({ id }) => this.opened.get(id)!.enricher!);
    for (const [id, { enricher }] of before) if (enricher !== this.opened.get(id)?.enricher) void enricher?.close().catch(() => undefined);
  }

  /** @returns undefined when it is not to run, or cannot */
  private async open(plugin: EnrichmentPlugin, stored: StoredEnrichment | undefined): Promise<Enricher | undefined> {
    const { id } = plugin;
    const readiness = readinessOf(plugin, stored);
    if (readiness.is !== 'ready') return undefined;
    const { settings, secrets } = readiness;
    const savedAt = savedAtOf(stored);
    const onFault = (message: string): void => this.logger.warn(`Enrichment “${id}”: ${hideSecrets(message, secrets)}`);
    try {
      const context = () => this.contexts.for(plugin, secrets);
      const opened = { plugin, settings, savedAt, context, lookup: await plugin.open(settings, context()) };
      await this.ledger.opened({ plugin: id, savedAt }).catch(() => undefined);
      return new Enricher(opened, new Source(opened, this.ledger, this.figures, onFault), this.shared, this.figures, onFault);
    } catch (error) {
      const message = `It could not be opened: ${error instanceof Error ? error.message : 'it threw'}`;
      onFault(message);
      await this.ledger.rest({ plugin: id, savedAt }, notOpened(hideSecrets(message, secrets), Date.now())).catch(() => undefined);
      return undefined;
    }
  }
}
