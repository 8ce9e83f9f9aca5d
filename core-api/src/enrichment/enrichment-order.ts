import type { EnrichmentPlugin } from '@warp/plugin-sdk';

/**
 * Puts enrichments so that each comes after those that provide what it needs. Where two provide the same, the one that was
 * configured comes after the one that needs no settings: what it finds takes the other's place, and what it does not find stays.
 *
 * @returns the order, and those that stand in a circle or need what nobody provides
 */
export function orderEnrichments(plugins: readonly EnrichmentPlugin[]): {
  readonly ordered: readonly EnrichmentPlugin[];
  readonly impossible: readonly EnrichmentPlugin[];
} {
  const ordered: EnrichmentPlugin[] = [];
  const provided = new Set<string>();
  let waiting = [...plugins].sort((a, b) => Number(needsSettings(a)) - Number(needsSettings(b)) || a.id.localeCompare(b.id));
  for (;;) {
    const ready = waiting.filter((plugin) => plugin.needs.every((key) => provided.has(key)));
    if (ready.length === 0) return { ordered, impossible: waiting };
    for (const plugin of ready) plugin.provides.forEach((key) => provided.add(key));
    ordered.push(...ready);
    waiting = waiting.filter((plugin) => !ready.includes(plugin));
  }
}

/** It cannot do without something the operator enters, such as a key. */
const needsSettings = ({ settings }: EnrichmentPlugin): boolean => (settings.required ?? []).some((name) => settings.properties[name]?.['default'] === undefined);
