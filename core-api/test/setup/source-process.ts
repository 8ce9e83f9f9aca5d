import { defineEnrichment, Type, type Enrichment, type EnrichmentPlugin, type Found, type Lookup } from '@warp/plugin-sdk';
import { lookupContext } from '@warp/plugin-sdk/testing';
import type { ServicesConfig } from '../../src/config/config.js';
import { Enricher } from '../../src/enrichment/enricher.js';
import { SharedCache } from '../../src/enrichment/shared-cache.js';
import { Source } from '../../src/enrichment/source.js';
import { type SourceDay, sourceDay, SourceFigures } from '../../src/enrichment/source-figures.js';
import { SourceLedger } from '../../src/enrichment/source-ledger.js';
import { RedisConnections } from '../../src/redis/redis.module.js';
import { KeyRing } from '../../src/secrets/key-ring.js';

/** A process as far as its sources are concerned, on a Redis it shares with others. */
export interface SourceProcess {
  readonly redis: RedisConnections;
  readonly ledger: SourceLedger;
  /** What was reported of the sources. */
  readonly faults: readonly string[];
  open(plugin: EnrichmentPlugin, find: Lookup['find'], savedAt?: number): Enricher;
  /** The day's figures of all processes, with this one's newest. */
  today(): Promise<SourceDay>;
  stop(): void;
}

/** Of a call to a source. */
const TIME_BOX_MS = 2_000;

export async function startSourceProcess(redisUrl: string): Promise<SourceProcess> {
  // Processes of one installation share it.
  const keyRing = new KeyRing(`k1:${Buffer.alloc(32, 1).toString('base64')}`);
  const redis = new RedisConnections({ redisUrl } as ServicesConfig);
  const [ledger, shared, figures] = [new SourceLedger(redis), new SharedCache(redis, keyRing), new SourceFigures(redis)];
  const faults: string[] = [];
  const onFault = (message: string): void => void faults.push(message);
  // Connections that do not queue must be there before the first look-up.
  while ((await ledger.take({ plugin: 'warm-up', savedAt: 0 }, 0, null, 0).catch(() => undefined)) === undefined) await pause(5);
  while ((await shared.get('warm-up', ['key'])).size === 0) {
    shared.put('warm-up', new Map([['key', { is: 'none' }]]), () => 1_000);
    await pause(5);
  }
  return {
    redis,
    ledger,
    faults,
    open: (plugin, find, savedAt = 0) => {
      const opened = { plugin, settings: {}, savedAt, lookup: { find }, context: () => lookupContext({ signal: AbortSignal.timeout(TIME_BOX_MS) }) };
      return new Enricher(opened, new Source(opened, ledger, figures, onFault), shared, figures, onFault);
    },
    today: async () => {
      await figures.flush();
      return sourceDay(redis.shared, 'source', Date.now());
    },
    stop: () => {
      if (redis.shared.status !== 'end') redis.onApplicationShutdown();
    },
  };
}

export const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** A source of organisations by address. */
export const testSource = (own: Partial<Enrichment> = {}): EnrichmentPlugin =>
  defineEnrichment({
    contract: 1,
    id: 'source',
    name: 'Source',
    vendorDocs: 'https://vendor.example',
    settings: Type.Object({}),
    needs: [],
    provides: ['organisation'],
    key: ({ ipAddress }) => ipAddress ?? null,
    open: () => Promise.reject(new Error('It is opened by hand.')),
    cache: { hitSeconds: 60, missSeconds: 60 },
    batch: { maxKeys: 100 },
    budgetMs: 60,
    examples: [],
    ...own,
  });

export const inputs = (...addresses: string[]) => addresses.map((ipAddress) => ({ ipAddress }));

/** Every address is somebody's of that name, but for `nobody`. */
export const named = (key: string): Found => (key === 'nobody' ? { is: 'none' } : { is: 'found', fields: { organisation: { name: key } } });

/** Answers, and remembers what it was asked. @param delayMs left out: at once */
export function answering(answer: (key: string) => Found = named, delayMs?: number) {
  const asked: string[][] = [];
  const find = (keys: readonly string[]): Promise<readonly Found[]> | readonly Found[] => {
    asked.push([...keys]);
    const found = keys.map(answer);
    return delayMs === undefined ? found : pause(delayMs).then(() => found);
  };
  return { asked, find };
}

/** Refuses, until it is told to answer. */
export function refusing(error: Error) {
  let calls = 0;
  let refuses = true;
  const find = (keys: readonly string[]): Promise<readonly Found[]> => {
    calls += 1;
    return refuses ? Promise.reject(error) : Promise.resolve(keys.map(named));
  };
  return { find, calls: () => calls, recover: () => (refuses = false) };
}
