import type { EnrichmentPlugin } from '@warp/plugin-sdk';

/**
 * Puts enrichments so that each comes after those that provide what it needs.
 * @returns the order, and those that stand in a circle or need what nobody provides
 */
export function orderEnrichments(plugins: readonly EnrichmentPlugin[]): {
  readonly ordered: readonly EnrichmentPlugin[];
  readonly impossible: readonly EnrichmentPlugin[];
} {
  const ordered: EnrichmentPlugin[] = [];
  const provided = new Set<string>();
  let waiting = [...plugins];
  for (;;) {
    const ready = waiting.filter((plugin) => plugin.needs.every((key) => provided.has(key)));
    if (ready.length === 0) return { ordered, impossible: waiting };
    for (const plugin of ready) plugin.provides.forEach((key) => provided.add(key));
    ordered.push(...ready);
    waiting = waiting.filter((plugin) => !ready.includes(plugin));
  }
}
