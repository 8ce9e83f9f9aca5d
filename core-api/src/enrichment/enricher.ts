import type { Enriched, EnrichmentInput, EnrichmentPlugin, Found, Lookup } from '@warp/plugin-sdk';
import { LRUCache } from 'lru-cache';
import type { SharedCache } from './shared-cache.js';

/** What an enricher says about its work since the process began. */
export interface EnricherFigures {
  readonly id: string;
  readonly lookups: number;
  readonly cacheHits: number;
  readonly failures: number;
  /** Keys that were not found in time. */
  readonly overBudget: number;
  readonly averageMs: number;
}

const CACHE_ENTRIES = 100_000;
const NONE: Found = { is: 'none' };

/**
 * One enrichment source: keys are looked up once per batch and remembered; a source that fails or takes too long costs
 * its fields, never the event.
 */
export class Enricher {
  private readonly cache = new LRUCache<string, Found>({ max: CACHE_ENTRIES });
  private lookups = 0;
  private cacheHits = 0;
  private failures = 0;
  private overBudget = 0;
  private totalMs = 0;
  private finds = 0;

  constructor(
    readonly plugin: EnrichmentPlugin,
    private readonly lookup: Lookup,
    private readonly shared: SharedCache,
    private readonly onFault: (message: string) => void,
  ) {}

  /**
   * Looks up a batch.
   * @returns per input: the fields, null for nothing to add, 'missing' when the source did not answer
   */
  async find(inputs: readonly EnrichmentInput[]): Promise<readonly (Enriched | null | 'missing')[]> {
    const keys = inputs.map((input) => this.plugin.key(input, {}));
    const unknown = new Set<string>();
    for (const key of keys) if (key !== null && !this.cache.has(key)) unknown.add(key);
    this.lookups += keys.length;
    this.cacheHits += keys.length - unknown.size;
    const fresh = unknown.size === 0 ? new Map<string, Found>() : await this.fetch([...unknown]);
    return keys.map((key) => {
      if (key === null) return null;
      const found = this.cache.get(key) ?? fresh.get(key);
      if (found === undefined) return 'missing';
      return found.is === 'found' ? found.fields : null;
    });
  }

  figures(): EnricherFigures {
    const { lookups, cacheHits, failures, overBudget } = this;
    return { id: this.plugin.id, lookups, cacheHits, failures, overBudget, averageMs: this.finds === 0 ? 0 : this.totalMs / this.finds };
  }

  async close(): Promise<void> {
    await this.lookup.close?.();
  }

  /** From the cache of all processes, where the source has one, and then from the source. */
  private async fetch(keys: readonly string[]): Promise<ReadonlyMap<string, Found>> {
    const { cache, id } = this.plugin;
    if (cache.shared !== true) return this.ask(keys);
    const known = await this.shared.get(id, keys);
    for (const [key, found] of known) this.remember(key, found);
    this.cacheHits += known.size;
    const asked = known.size === keys.length ? new Map<string, Found>() : await this.ask(keys.filter((key) => !known.has(key)));
    this.shared.put(id, asked, (found) => this.lifeOf(found));
    return new Map([...known, ...asked]);
  }

  private lifeOf(found: Found): number {
    const { hitSeconds, missSeconds } = this.plugin.cache;
    return (found.is === 'found' ? hitSeconds : missSeconds) * 1000;
  }

  private remember(key: string, found: Found): void {
    this.cache.set(key, found, { ttl: this.lifeOf(found) });
  }

  private async ask(keys: readonly string[]): Promise<ReadonlyMap<string, Found>> {
    const { batch, budgetMs } = this.plugin;
    const answers = new Map<string, Found>();
    const begun = performance.now();
    try {
      const signal = AbortSignal.timeout(budgetMs);
      for (let at = 0; at < keys.length; at += batch.maxKeys) {
        const part = keys.slice(at, at + batch.maxKeys);
        const asked = this.lookup.find(part, signal);
        const found = asked instanceof Promise ? await inTime(asked, signal) : asked;
        part.forEach((key, index) => answers.set(key, this.withinProvides(found[index] ?? NONE)));
      }
    } catch (error) {
      if (error instanceof OverBudget) this.overBudget += keys.length - answers.size;
      else {
        this.failures += 1;
        this.onFault(error instanceof Error ? error.message : 'It threw.');
      }
    }
    this.finds += 1;
    this.totalMs += performance.now() - begun;
    for (const [key, found] of answers) this.remember(key, found);
    return answers;
  }

  /** Enrichment is a patch of declared fields; anything else is dropped and reported. */
  private withinProvides(found: Found): Found {
    if (found.is === 'none') return found;
    const provides = this.plugin.provides as readonly string[];
    const extra = Object.keys(found.fields).filter((key) => !provides.includes(key));
    if (extra.length === 0) return found;
    this.onFault(`It returned fields it does not provide: ${extra.join(', ')}.`);
    return { ...found, fields: Object.fromEntries(Object.entries(found.fields).filter(([key]) => provides.includes(key))) };
  }
}

class OverBudget extends Error {}

const inTime = <T>(work: Promise<T>, signal: AbortSignal): Promise<T> =>
  new Promise((resolve, reject) => {
    const late = (): void => reject(new OverBudget('Over budget.'));
    if (signal.aborted) late();
    else signal.addEventListener('abort', late, { once: true });
    work.then(resolve, reject);
  });
