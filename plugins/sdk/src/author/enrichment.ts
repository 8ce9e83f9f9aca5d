import type { Enriched } from '@warp/contracts';
import type { Context, Manifest } from './destination.js';
import type { HttpResponse } from './http.js';
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
  | { readonly is: 'none' }
  /** The source could not say just now: nothing is remembered, the event goes on without it, and that is counted. */
  | { readonly is: 'unanswered' };

/** What the host gives a source for one call; nothing else reaches the outside. */
export interface LookupContext extends Context {
  /**
   * Host names of an address (PTR, RFC 1035, 3.5) that resolve back to it, lower case; any other name proves nothing. None for
   * an address outside the public internet.
   * @throws TransientError when the name server does not answer
   */
  reverse(address: string): Promise<readonly string[]>;
}

/** An opened source. One instance serves the whole process. */
export interface Lookup {
  /**
   * One answer per key, in order. The events wait for `budgetMs`; answers that come later are remembered for the next ones.
   * @throws ThrottledError, ConfigurationError: the source rests, and the events go on without it
   */
  find(keys: readonly string[], context: LookupContext): Promise<readonly Found[]> | readonly Found[];
  close?(): Promise<void> | void;
}

/** How much the vendor sells. The host counts keys for all processes and stops at the limit. */
export interface Quota {
  /** Keys in a calendar month, UTC; null: as many as one likes, counted all the same. */
  readonly perMonth: number | null;
}

/** What trying a source showed. */
export interface Checkup {
  /** A sentence for a person. */
  readonly message: string;
  /** The vendor's own count of this month. */
  readonly quota?: { readonly used: number; readonly limit?: number };
}

export interface EnrichmentExample<Settings> {
  readonly title: string;
  readonly settings?: Partial<Settings>;
  readonly key: string;
  /** What the vendor answers, for sources that ask over HTTP. */
  readonly answer?: HttpResponse;
  /** What `reverse` gives, for sources that go by host names. */
  readonly names?: readonly string[];
  readonly gives: Found;
}

/** A source that adds fields to events. */
export interface Enrichment<S extends TObject = TObject> extends Manifest<S> {
  /** Keys of `Enriched` that must be there before; the order of enrichments is worked out from these. */
  readonly needs: readonly EnrichedKey[];
  /** Keys it may add; anything else it returns is dropped and reported. */
  readonly provides: readonly EnrichedKey[];
  /** Why it runs only once the operator turns it on: a sentence to read before that. Left out: it runs. */
  readonly startsOff?: string;
  /** What to look up; null: nothing. Also the cache's key, so it must not carry more than the look-up needs. */
  key(input: EnrichmentInput, settings: Static<S>): string | null;
  open(settings: Static<S>, context: LookupContext): Promise<Lookup>;
  /**
   * What it found, put together with what sources before it found, as the keys to set. Pure. Left out: a key of its own takes
   * the place of the earlier one.
   */
  combine?(before: Enriched, found: Enriched): Enriched;
  readonly cache: {
    readonly hitSeconds: number;
    readonly missSeconds: number;
    /** Also in Redis, for all processes and across restarts: for sources that are slow or cost money. */
    readonly shared?: boolean;
  };
  readonly batch: { readonly maxKeys: number };
  /** Over budget: the event goes on without it, and that is counted. */
  readonly budgetMs: number;
  /** For sources that sell by the look-up. Pure. */
  quota?(settings: Static<S>): Quota;
  /** “Test”. Left out: the first example is looked up. @throws what `find` may throw */
  check?(settings: Static<S>, context: LookupContext): Promise<Checkup>;
  /** A line the data's licence asks to be shown, as `text|url`. */
  readonly attribution?: string;
  readonly examples: readonly EnrichmentExample<Static<S>>[];
}

export interface EnrichmentPlugin extends Enrichment<TObject> {
  readonly kind: 'enrichment';
}

/** Declares an enrichment plugin; the package's default export. */
export const defineEnrichment = <S extends TObject>(enrichment: Enrichment<S>): EnrichmentPlugin =>
  ({ kind: 'enrichment', ...enrichment }) as unknown as EnrichmentPlugin;
