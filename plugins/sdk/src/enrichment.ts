import type { Enriched } from '@warp/contracts';
import type { Context, Manifest } from './destination.js';
import type { Static, TObject } from './settings.js';

/** What of an event an enrichment may look at. */
export interface EnrichmentInput extends Enriched {
  /** In the clear; it is cut short before storage. */
  readonly ipAddress?: string;
  readonly userAgent?: string;
  /** Client-hint and fetch-metadata headers of the request, lower-case names. */
  readonly hints?: Readonly<Record<string, string>>;
}

export type EnrichedKey = keyof Enriched;

export type Found =
  | { readonly is: 'found'; readonly fields: Enriched; readonly confidence?: number; readonly evidence?: string }
  | { readonly is: 'none' };

/** An opened source. One instance serves the whole process. */
export interface Lookup {
  /** One answer per key, in order. */
  find(keys: readonly string[], signal: AbortSignal): Promise<readonly Found[]> | readonly Found[];
  close?(): Promise<void> | void;
}

/** A source that adds fields to events. */
export interface Enrichment<S extends TObject = TObject> extends Manifest<S> {
  /** Keys of `Enriched` that must be there before; the order of enrichments is worked out from these. */
  readonly needs: readonly EnrichedKey[];
  /** Keys it may add; anything else it returns is dropped and reported. */
  readonly provides: readonly EnrichedKey[];
  /** What to look up; null: nothing. Also the cache's key, so it must not carry more than the look-up needs. */
  key(input: EnrichmentInput, settings: Static<S>): string | null;
  open(settings: Static<S>, context: Context): Promise<Lookup>;
  readonly cache: {
    readonly hitSeconds: number;
    readonly missSeconds: number;
    /** Also in Redis, for all processes and across restarts: for sources that are slow or cost money. */
    readonly shared?: boolean;
  };
  readonly batch: { readonly maxKeys: number };
  /** Over budget: the event goes on without it, and that is counted. */
  readonly budgetMs: number;
  /** A line the data's licence asks to be shown, as `text|url`. */
  readonly attribution?: string;
  readonly examples: readonly { readonly title: string; readonly key: string; readonly gives: Found }[];
}

export interface EnrichmentPlugin extends Enrichment<TObject> {
  readonly kind: 'enrichment';
}

/** Declares an enrichment plugin; the package's default export. */
export const defineEnrichment = <S extends TObject>(enrichment: Enrichment<S>): EnrichmentPlugin =>
  ({ kind: 'enrichment', ...enrichment }) as unknown as EnrichmentPlugin;
