import type { EnrichmentPlugin, Found, Lookup, LookupContext } from '@warp/plugin-sdk';
import { inTimeBox } from '../plugins/time-box.js';
import { type Rest, restAfter, restFromSilence, restUntilNextMonth } from './rest.js';
import type { SourceFigures } from './source-figures.js';
import type { Grant, SourceLedger, SourceRef } from './source-ledger.js';

/** What became of a key that was to be asked. */
export type Told = Found | 'failed' | 'resting';

/** A source as it was opened with its settings. */
export interface OpenedSource {
  readonly plugin: EnrichmentPlugin;
  readonly settings: Readonly<Record<string, unknown>>;
  /** When they were saved, ms since 1970; 0: never. */
  readonly savedAt: number;
  readonly lookup: Lookup;
  /** For one call. */
  readonly context: () => LookupContext;
}

/** As many look-ups in a row without an answer, and the source is left alone for a while. */
const PATIENCE = 3;

/**
 * Asks a source: in parts of its size, within its quota, and not while it rests. A source that is ill, refuses its
 * credentials or asks to wait is left alone; the others of the installation learn it from the ledger.
 */
export class Source {
  private rest: Rest | undefined;
  private unanswered = 0;
  private usedThisMonth: number | undefined;
  private readonly ref: SourceRef;

  constructor(
    private readonly opened: OpenedSource,
    private readonly ledger: SourceLedger,
    private readonly figures: SourceFigures,
    private readonly onFault: (message: string) => void,
  ) {
    this.ref = { plugin: opened.plugin.id, savedAt: opened.savedAt };
  }

  /** When the settings in force were saved, ms since 1970. */
  get savedAt(): number {
    return this.ref.savedAt;
  }

  /**
   * @param tell is told what became of each key, also after nobody waits any more
   * @returns undefined when all was told at once; never rejects
   */
  ask(keys: readonly string[], tell: (key: string, told: Told) => void): Promise<void> | undefined {
    if (this.resting() !== undefined) {
      for (const key of keys) tell(key, 'resting');
      return undefined;
    }
    const { plugin, settings } = this.opened;
    const quota = plugin.quota?.(settings);
    return quota === undefined ? this.askParts(keys, tell) : this.askWithin(quota.perMonth, keys, tell);
  }

  /** The rest that is in force. */
  resting(): Rest | undefined {
    if (this.rest !== undefined && this.rest.until <= Date.now()) this.rest = undefined;
    return this.rest;
  }

  wake(): void {
    this.rest = undefined;
    this.unanswered = 0;
  }

  /** Keys asked this month as this process last heard, and how many may be; undefined where nothing is counted. */
  quota(): { readonly used: number | undefined; readonly perMonth: number | null } | undefined {
    const quota = this.opened.plugin.quota?.(this.opened.settings);
    return quota && { used: this.usedThisMonth, perMonth: quota.perMonth };
  }

  /** Somebody waited in vain. What it rests for already may last longer than this is worth. */
  missed(): void {
    if (this.resting() !== undefined) return;
    this.unanswered += 1;
    if (this.unanswered >= PATIENCE) this.restFor(restFromSilence(Date.now()));
  }

  async close(): Promise<void> {
    await this.opened.lookup.close?.();
  }

  private async askWithin(perMonth: number | null, keys: readonly string[], tell: (key: string, told: Told) => void): Promise<void> {
    const { plugin } = this.opened;
    let grant: Grant;
    try {
      grant = await this.ledger.take(this.ref, keys.length, perMonth, Date.now());
    } catch {
      // Nobody knows what is left: a source that costs money is not asked.
      for (const key of keys) tell(key, 'failed');
      return;
    }
    this.usedThisMonth = grant.used;
    if (grant.rest !== undefined) this.rest = grant.rest;
    for (const key of keys.slice(grant.keys)) tell(key, 'resting');
    let unasked = 0;
    await this.askParts(keys.slice(0, grant.keys), (key, told) => {
      if (typeof told === 'string') unasked += 1;
      tell(key, told);
    });
    if (unasked > 0) await this.ledger.giveBack(plugin.id, unasked, grant).catch(() => undefined);
    else if (grant.rest === undefined && grant.keys < keys.length && perMonth !== null) this.restFor(restUntilNextMonth(perMonth, Date.now()));
  }

  /** At once for sources that answer at once. */
  private askParts(keys: readonly string[], tell: (key: string, told: Told) => void): Promise<void> | undefined {
    const { maxKeys } = this.opened.plugin.batch;
    const parts = Array.from({ length: Math.ceil(keys.length / maxKeys) }, (_, index) => keys.slice(index * maxKeys, (index + 1) * maxKeys));
    const context = this.opened.context();
    let pending: Promise<void> | undefined;
    for (const part of parts) pending = pending === undefined ? this.askPart(part, context, tell) : pending.then(() => this.askPart(part, context, tell));
    return pending;
  }

  private askPart(keys: readonly string[], context: LookupContext, tell: (key: string, told: Told) => void): Promise<void> | undefined {
    if (this.resting() !== undefined) {
      for (const key of keys) tell(key, 'resting');
      return undefined;
    }
    const begun = performance.now();
    const measure = (): void => this.figures.called(this.opened.plugin.id, keys.length, performance.now() - begun);
    const fail = (error: unknown): void => {
      for (const key of keys) tell(key, 'failed');
      this.failed(error, keys);
    };
    try {
      const asked = this.opened.lookup.find(keys, context);
      if (asked instanceof Promise)
        return inTimeBox(asked, context.signal)
          .finally(measure)
          .then((found) => this.take(keys, found, tell))
          .catch(fail);
      measure();
      this.take(keys, asked, tell);
    } catch (error) {
      fail(error);
    }
    return undefined;
  }

  private take(keys: readonly string[], found: readonly Found[], tell: (key: string, told: Told) => void): void {
    keys.forEach((key, index) => {
      const one = found[index];
      tell(key, one === undefined || one.is === 'unanswered' ? 'failed' : one);
    });
    if (found.some(({ is }) => is !== 'unanswered')) this.unanswered = 0;
  }

  private failed(error: unknown, keys: readonly string[]): void {
    const rest = restAfter(error, Date.now());
    if (rest !== undefined) this.restFor({ ...rest, message: withoutKeys(rest.message, keys) });
    else {
      this.onFault(error instanceof Error ? withoutKeys(error.message, keys) : 'It threw.');
      this.missed();
    }
  }

  private restFor(rest: Rest): void {
    this.rest = rest;
    this.unanswered = 0;
    this.onFault(`It rests until ${new Date(rest.until).toISOString()}: ${rest.message}`);
    void this.ledger.rest(this.ref, rest).catch(() => undefined);
  }
}

/** Keys are visitors' addresses as a rule; a vendor's error may repeat the one that was asked for, and errors are logged and kept. */
const withoutKeys = (message: string, keys: readonly string[]): string => keys.reduce((text, key) => (/[.:]/.test(key) ? text.replaceAll(key, '…') : text), message);
