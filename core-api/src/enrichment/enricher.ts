import type { Enriched, EnrichmentInput, Found } from '@warp/plugin-sdk';
import { LRUCache } from 'lru-cache';
import { inTimeBox } from '../plugins/time-box.js';
import { patchOf } from './patch.js';
import type { SharedCache } from './shared-cache.js';
import type { OpenedSource, Source, Told } from './source.js';
import type { LookupOutcome, SourceFigures } from './source-figures.js';

const CACHE_ENTRIES = 100_000;

/** What an event gains from a source: fields, nothing, or no answer. */
export type Gain = Enriched | null | 'missing';

/**
 * One enrichment source over batches of events: each key is looked up once and remembered. A source that fails or takes too
 * long costs its fields, never the event; what it says later is remembered for the next event.
 */
export class Enricher {
  private readonly cache = new LRUCache<string, Found>({ max: CACHE_ENTRIES });
  /** Keys that are being asked, for batches that would ask them too. */
  private readonly inFlight = new Map<string, Promise<void>>();

  constructor(
    private readonly opened: OpenedSource,
    readonly source: Source,
    private readonly shared: SharedCache,
    private readonly figures: SourceFigures,
    private readonly onFault: (message: string) => void,
  ) {}

  get plugin(): OpenedSource['plugin'] {
    return this.opened.plugin;
  }

  /** One gain per input, in order. Never rejects. */
  async find(inputs: readonly EnrichmentInput[]): Promise<readonly Gain[]> {
    try {
      const keys = inputs.map((input) => this.plugin.key(input, this.opened.settings));
      const batch = new Batch();
      const unknown = [...new Set(keys)].filter((key): key is string => key !== null && !this.recall(key, batch));
      if (unknown.length > 0) await this.lookUp(unknown, batch);
      const gains = keys.map((key, index) => (key === null ? null : this.gainOf(inputs[index]!, batch.told.get(key))));
      for (const [outcome, events] of batch.outcomesOf(keys)) this.figures.counted(this.plugin.id, outcome, events);
      return gains;
    } catch (error) {
      this.onFault(error instanceof Error ? error.message : 'It threw.');
      this.figures.counted(this.plugin.id, 'failed', inputs.length);
      return inputs.map(() => 'missing');
    }
  }

  /** Once what is under way is done. */
  async close(): Promise<void> {
    await Promise.allSettled(this.inFlight.values());
    await this.source.close();
  }

  /** @returns whether it is remembered; the batch has it then */
  private recall(key: string, batch: Batch): boolean {
    const found = this.cache.get(key);
    if (found !== undefined) batch.told.set(key, found);
    return found !== undefined;
  }

  private gainOf(input: EnrichmentInput, told: Told | undefined): Gain {
    if (told === undefined || told === 'failed' || told === 'resting' || told.is === 'unanswered') return 'missing';
    if (told.is === 'none') return null;
    return this.plugin.combine === undefined ? told.fields : this.patch(this.plugin.combine(input, told.fields));
  }

  /** Waits for the source as long as its budget allows. */
  private async lookUp(keys: readonly string[], batch: Batch): Promise<void> {
    const joined = keys.filter((key) => this.inFlight.has(key));
    const begun = this.begin(
      keys.filter((key) => !this.inFlight.has(key)),
      batch,
    );
    const waits = [...joined.map((key) => this.inFlight.get(key)!), ...(begun === undefined ? [] : [begun])];
    if (waits.length === 0) return;
    try {
      await inTimeBox(Promise.all(waits), AbortSignal.timeout(this.plugin.budgetMs));
      for (const key of joined) if (!this.recall(key, batch)) batch.told.set(key, 'failed');
    } catch {
      this.source.missed();
    }
  }

  private begin(keys: readonly string[], batch: Batch): Promise<void> | undefined {
    if (keys.length === 0) return undefined;
    const work = this.plugin.cache.shared === true ? this.askShared(keys, batch) : this.askSource(keys, batch);
    if (work === undefined) return undefined;
    for (const key of keys) this.inFlight.set(key, work);
    return work.finally(() => keys.forEach((key) => this.inFlight.delete(key)));
  }

  /** From the cache of all processes first. */
  private async askShared(keys: readonly string[], batch: Batch): Promise<void> {
    const { id } = this.plugin;
    const known = await this.shared.get(id, keys);
    for (const [key, found] of known) {
      this.remember(key, found);
      batch.told.set(key, found);
    }
    const asked = new Map<string, Found>();
    await this.askSource(
      keys.filter((key) => !known.has(key)),
      batch,
      (key, found) => asked.set(key, found),
    );
    this.shared.put(id, asked, (found) => this.lifeOf(found));
  }

  private askSource(keys: readonly string[], batch: Batch, onFound?: (key: string, found: Found) => void): Promise<void> | undefined {
    if (keys.length === 0) return undefined;
    return this.source.ask(keys, (key, told) => {
      if (typeof told === 'string') return void batch.told.set(key, told);
      const found = told.is === 'found' ? this.patched(told) : told;
      this.remember(key, found);
      onFound?.(key, found);
      batch.told.set(key, found);
      batch.fresh.add(key);
    });
  }

  private remember(key: string, found: Found): void {
    this.cache.set(key, found, { ttl: this.lifeOf(found) });
  }

  private lifeOf(found: Found): number {
    const { hitSeconds, missSeconds } = this.plugin.cache;
    return (found.is === 'found' ? hitSeconds : missSeconds) * 1000;
  }

  /** The same object where nothing is to be changed. */
  private patched(found: Found & { readonly is: 'found' }): Found {
    const fields = this.patch(found.fields);
    return fields === found.fields ? found : { ...found, fields };
  }

  private patch(fields: Enriched): Enriched {
    return patchOf(fields, this.plugin.provides, (extra) => this.onFault(`It returned fields it does not provide: ${extra.join(', ')}.`));
  }
}

/** What is known of a batch's keys, and which of it the source said just now. */
class Batch {
  readonly told = new Map<string, Told>();
  readonly fresh = new Set<string>();

  /** How many events came to what. A key's first event is the one the source was asked for. */
  outcomesOf(keys: readonly (string | null)[]): ReadonlyMap<LookupOutcome, number> {
    const counts = new Map<LookupOutcome, number>();
    const asked = new Set(this.fresh);
    for (const key of keys) {
      if (key === null) continue;
      const outcome = this.outcomeOf(key, asked.delete(key));
      counts.set(outcome, (counts.get(outcome) ?? 0) + 1);
    }
    return counts;
  }

  private outcomeOf(key: string, wasAsked: boolean): LookupOutcome {
    const told = this.told.get(key);
    if (told === undefined) return 'over_budget';
    if (typeof told === 'string') return told;
    if (told.is === 'unanswered') return 'failed';
    return wasAsked ? told.is : 'cached';
  }
}
