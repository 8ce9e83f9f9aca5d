import { Injectable } from '@nestjs/common';
import type { EnrichmentPlugin } from '@warp/plugin-sdk';
import { secretFields } from '@warp/plugin-sdk/host';
import { TenantDatabase } from '../../database/tenant-database.js';
import { AuditLog, givenFields } from '../../identity/audit-log/audit-log.js';
import { type Principal, scopeOf } from '../../identity/principal.js';
import { PluginRegistry } from '../../plugins/plugin-registry.js';
import { notFound } from '../../http/problem.js';
import { CHANNELS } from '../../redis/keys.js';
import { RedisConnections } from '../../redis/redis.module.js';
import { KeyRing } from '../../secrets/key-ring.js';
import { settingsToStore } from '../../destinations/settings/destination-settings.js';
import { EnrichmentOverview, type EnrichmentState } from './enrichment-overview.js';
import { EnrichmentSettings, sealSecrets } from '../enrichment-settings.js';
import { savedAtOf, type StoredEnrichment } from '../readiness.js';
import { SourceLedger } from '../source-ledger.js';
import { SourceTest, type SourceTestResult } from './source-test.js';

/** What of an enrichment is to change; what is left out stays. Settings are sent whole; a masked secret stays as it is. */
export interface EnrichmentChange {
  readonly enabled?: boolean;
  readonly settings?: Readonly<Record<string, unknown>>;
}

/** The enrichments as the operator sets them up. Every change is announced to all processes once it is committed. */
@Injectable()
export class Enrichments {
  constructor(
    private readonly registry: PluginRegistry,
    private readonly database: TenantDatabase,
    private readonly stored: EnrichmentSettings,
    private readonly overview: EnrichmentOverview,
    private readonly ledger: SourceLedger,
    private readonly tester: SourceTest,
    private readonly redis: RedisConnections,
    private readonly keyRing: KeyRing,
    private readonly auditLog: AuditLog,
  ) {}

  list(): Promise<readonly EnrichmentState[]> {
    return this.overview.states();
  }

  async change(by: Principal, id: string, change: EnrichmentChange): Promise<EnrichmentState> {
    const plugin = this.find(id);
    const before = (await this.stored.all()).get(id);
    await this.save(by, plugin, before, change);
    if (change.settings !== undefined && hasOtherSecrets(before, (await this.stored.all()).get(id), plugin)) await this.ledger.beginAgain(id, Date.now());
    await this.redis.shared.publish(CHANNELS.enrichmentChanged, id);
    return (await this.overview.states()).find((state) => state.plugin.id === id)!;
  }

  /** With the stored settings. A source that answers is asked again at once, whatever made it rest. */
  async test(id: string): Promise<SourceTestResult> {
    const plugin = this.find(id);
    const stored = (await this.stored.all()).get(id);
    const result = await this.tester.test(plugin, stored);
    if (result.ok) {
      await this.ledger.wake({ plugin: id, savedAt: savedAtOf(stored) });
      await this.redis.shared.publish(CHANNELS.enrichmentChanged, id);
    }
    return result;
  }

  private find(id: string): EnrichmentPlugin {
    const plugin = this.registry.enrichments().find((one) => one.id === id);
    if (plugin === undefined) throw notFound('enrichment');
    return plugin;
  }

  private save(by: Principal, plugin: EnrichmentPlugin, before: StoredEnrichment | undefined, { enabled, settings }: EnrichmentChange): Promise<void> {
    const next = settings === undefined ? undefined : settingsToStore(plugin.settings, settings, before && { settings: before.settings, secrets: before.settings });
    return this.database.entities(scopeOf(by), async (em) => {
      await em.execute(
        `insert into enrichments (plugin, enabled) values (?, ?)
         on conflict (plugin) do update set enabled = coalesce(excluded.enabled, enrichments.enabled), updated_at = clock_timestamp()`,
        [plugin.id, enabled ?? null],
      );
      if (next !== undefined)
        await em.execute('update enrichments set settings = ?::jsonb, secrets = ? where plugin = ?', [
          JSON.stringify(next.settings),
          sealSecrets(this.keyRing, plugin.id, next.secrets),
          plugin.id,
        ]);
      await this.auditLog.record(em, by, {
        agencyId: null,
        action: 'enrichment.updated',
        targetType: 'enrichment',
        targetId: plugin.id,
        details: { fields: givenFields({ enabled, settings }) },
      });
    });
  }
}

/** Another key of the vendor, that is: what was counted was the old one's. */
const hasOtherSecrets = (before: StoredEnrichment | undefined, after: StoredEnrichment | undefined, plugin: EnrichmentPlugin): boolean =>
  secretFields(plugin.settings).some((name) => before?.settings[name] !== after?.settings[name]);
