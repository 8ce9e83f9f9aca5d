import { Gauge, register } from 'prom-client';
import type { Source } from './source.js';

type Report = (plugin: string, value: number | null | undefined) => void;

/** Sources and their quotas for Prometheus, read when it asks; a second Warp in the same process takes them over. */
export function reportSources(sources: () => readonly { readonly plugin: { readonly id: string }; readonly source: Source }[]): void {
  gauge('warp_enrichment_resting', 'Whether a source is left alone at the moment.', (report) => {
    for (const { plugin, source } of sources()) report(plugin.id, source.resting() === undefined ? 0 : 1);
  });
  gauge('warp_enrichment_settings_saved_seconds', 'When the settings in force in this process were saved, Unix time; 0: never.', (report) => {
    for (const { plugin, source } of sources()) report(plugin.id, source.savedAt / 1000);
  });
  gauge('warp_enrichment_requests_this_month', 'Keys asked this month by all processes, as this one last heard.', (report) => {
    for (const { plugin, source } of sources()) report(plugin.id, source.quota()?.used);
  });
  gauge('warp_enrichment_requests_per_month', 'Most keys that may be asked in a month.', (report) => {
    for (const { plugin, source } of sources()) report(plugin.id, source.quota()?.perMonth);
  });
}

function gauge(name: string, help: string, read: (report: Report) => void): void {
  register.removeSingleMetric(name);
  new Gauge({
    name,
    help,
    labelNames: ['enrichment'],
    collect() {
      this.reset();
      read((enrichment, value) => {
        if (value !== null && value !== undefined) this.set({ enrichment }, value);
      });
    },
  });
}
