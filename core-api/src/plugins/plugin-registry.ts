import type { DestinationPlugin, EnrichmentPlugin } from '@warp/plugin-sdk';
import type { FoundPlugin } from '@warp/plugin-sdk/host';

type Loaded = Extract<FoundPlugin, { status: 'loaded' }>;
type Refused = Extract<FoundPlugin, { status: 'refused' }>;

/** The plugins of this process. */
export class PluginRegistry {
  readonly loaded: readonly Loaded[];
  readonly refused: readonly Refused[];
  private readonly destinationsById: ReadonlyMap<string, DestinationPlugin>;

  constructor(found: readonly FoundPlugin[]) {
    this.loaded = found.filter((item): item is Loaded => item.status === 'loaded');
    this.refused = found.filter((item): item is Refused => item.status === 'refused');
    this.destinationsById = new Map(
      this.loaded.flatMap(({ plugin }): [string, DestinationPlugin][] => (plugin.kind === 'destination' ? [[plugin.id, plugin]] : [])),
    );
  }

  destination(id: string): DestinationPlugin | undefined {
    return this.destinationsById.get(id);
  }

  enrichments(): readonly EnrichmentPlugin[] {
    return this.loaded.flatMap(({ plugin }) => (plugin.kind === 'enrichment' ? [plugin] : []));
  }
}
