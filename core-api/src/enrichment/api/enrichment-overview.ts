import { Injectable } from '@nestjs/common';
import type { EnrichmentPlugin } from '@warp/plugin-sdk';
import { PluginRegistry } from '../../plugins/plugin-registry.js';
import { RedisConnections } from '../../redis/redis.module.js';
import { orderEnrichments } from '../enrichment-order.js';
import { EnrichmentSettings } from '../enrichment-settings.js';
import { type Readiness, readinessOf, savedAtOf, type StoredEnrichment } from '../readiness.js';
import { type SourceDay, sourceDay } from '../source-figures.js';
import { SourceLedger } from '../source-ledger.js';

/** `active`: it runs; `resting`: it would, but is left alone for a while. */
export type EnrichmentStatus = 'active' | 'resting' | 'off' | 'not_configured';

/** How an enrichment stands, over all processes. */
export interface EnrichmentState {
  readonly plugin: EnrichmentPlugin;
  readonly stored: StoredEnrichment | undefined;
  readonly status: EnrichmentStatus;
  /** A sentence for a person, where there is something to say. */
  readonly reason: string | null;
  readonly restsUntil: number | null;
  readonly today: SourceDay;
  /** Keys asked this month; null where nothing is counted, and no limit where the vendor sets none. */
  readonly quota: { readonly used: number; readonly perMonth: number | null } | null;
}

/** How the enrichments of the installation stand. */
@Injectable()
export class EnrichmentOverview {
  constructor(
    private readonly registry: PluginRegistry,
    private readonly settings: EnrichmentSettings,
    private readonly ledger: SourceLedger,
    private readonly redis: RedisConnections,
  ) {}

  /** In the order in which they run, those that do not at the end. */
  async states(): Promise<readonly EnrichmentState[]> {
    const stored = await this.settings.all();
    const readiness = new Map(this.registry.enrichments().map((plugin) => [plugin, readinessOf(plugin, stored.get(plugin.id))]));
    const ready = [...readiness].flatMap(([plugin, { is }]) => (is === 'ready' ? [plugin] : []));
    const { ordered, impossible } = orderEnrichments(ready);
    const idle = [...readiness.keys()].filter((plugin) => !ordered.includes(plugin));
    return Promise.all([...ordered, ...idle].map((plugin) => this.stateOf(plugin, stored.get(plugin.id), needsIn(impossible, plugin) ?? readiness.get(plugin)!)));
  }

  private async stateOf(plugin: EnrichmentPlugin, stored: StoredEnrichment | undefined, readiness: Readiness): Promise<EnrichmentState> {
    const now = Date.now();
    const [today, rest] = await Promise.all([sourceDay(this.redis.shared, plugin.id, now), this.ledger.restOf({ plugin: plugin.id, savedAt: savedAtOf(stored) })]);
    const about = { plugin, stored, today, restsUntil: null, reason: null, quota: null };
    if (readiness.is === 'off') return { ...about, status: 'off', reason: plugin.startsOff ?? null };
    if (readiness.is === 'not_configured') return { ...about, status: 'not_configured', reason: readiness.message };
    const perMonth = plugin.quota?.(readiness.settings)?.perMonth;
    const quota = perMonth === undefined ? null : { used: await this.ledger.usedThisMonth(plugin.id, now), perMonth };
    if (rest === undefined) return { ...about, status: 'active', quota };
    return { ...about, status: 'resting', reason: rest.message, restsUntil: rest.until, quota };
  }
}

function needsIn(impossible: readonly EnrichmentPlugin[], plugin: EnrichmentPlugin): Readiness | undefined {
  if (!impossible.includes(plugin)) return undefined;
  return { is: 'not_configured', message: `It needs ${plugin.needs.join(' and ')}, which no other active enrichment provides.` };
}
