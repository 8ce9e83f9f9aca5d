import { secretFields } from '@warp/plugin-sdk/host';
import { maskedSettings } from '../../destinations/settings/destination-settings.js';
import type { EnrichmentState } from './enrichment-overview.js';
import type { EnrichmentDay, EnrichmentHealth, EnrichmentResponse } from './enrichments.dto.js';
import { isEnabled } from '../readiness.js';
import { OUTCOMES, type SourceDay } from '../source-figures.js';

/** An enrichment's state and figures, without what only the operator may see. */
export const healthOf = ({ plugin, status, reason, restsUntil, today, quota }: EnrichmentState): EnrichmentHealth => ({
  id: plugin.id,
  name: plugin.name,
  status,
  status_reason: reason,
  rests_until: restsUntil === null ? null : new Date(restsUntil).toISOString(),
  today: dayOf(today),
  quota: quota && { used: quota.used, limit: quota.perMonth, remaining: quota.perMonth === null ? null : Math.max(0, quota.perMonth - quota.used) },
});

export function bodyOf(state: EnrichmentState): EnrichmentResponse {
  const { plugin, stored } = state;
  return {
    ...healthOf(state),
    vendor_docs: plugin.vendorDocs,
    provides: [...plugin.provides],
    needs: [...plugin.needs],
    attribution: plugin.attribution ?? null,
    enabled: isEnabled(plugin, stored),
    saved_at: stored === undefined ? null : new Date(stored.savedAt).toISOString(),
    settings_schema: { ...plugin.settings },
    settings: { ...shownSettings(state) },
  };
}

function shownSettings({ plugin, stored }: EnrichmentState): Readonly<Record<string, unknown>> {
  const isSecret = new Set(secretFields(plugin.settings));
  const entries = Object.entries(stored?.settings ?? {});
  return maskedSettings({
    settings: Object.fromEntries(entries.filter(([name]) => !isSecret.has(name))),
    secrets: Object.fromEntries(entries.filter(([name]) => isSecret.has(name))),
  });
}

function dayOf(day: SourceDay): EnrichmentDay {
  const lookups = OUTCOMES.reduce((sum, outcome) => sum + day[outcome], 0);
  return {
    lookups,
    cache_hits: day.cached,
    cache_hit_rate: lookups === 0 ? null : day.cached / lookups,
    requests: day.requests,
    failures: day.failed,
    over_budget: day.over_budget,
    while_resting: day.resting,
    average_ms: day.calls === 0 ? null : day.milliseconds / day.calls,
  };
}
