import { Injectable } from '@nestjs/common';
import { outcomeOfError, type Checkup, type EnrichmentPlugin, type LookupContext } from '@warp/plugin-sdk';
import { hideSecrets } from '../../plugins/plugin-context.js';
import { inTimeBox } from '../../plugins/time-box.js';
import { LookupContexts } from '../lookup-contexts.js';
import { readinessOf, type StoredEnrichment } from '../readiness.js';
import { SourceLedger } from '../source-ledger.js';

/** What came of trying a source. */
export interface SourceTestResult {
  readonly ok: boolean;
  /** A stable word. */
  readonly code: string;
  /** For a person; never contains a secret. */
  readonly message: string;
  /** The vendor's own count of this month. */
  readonly quota: Checkup['quota'] | null;
}

const refusal = (code: string, message: string): SourceTestResult => ({ ok: false, code, message, quota: null });

/** “Test”: the plugin's own check; else a look-up of its first example. */
@Injectable()
export class SourceTest {
  constructor(
    private readonly contexts: LookupContexts,
    private readonly ledger: SourceLedger,
  ) {}

  /** Also while it is off: the settings are what is tried. */
  async test(plugin: EnrichmentPlugin, stored: StoredEnrichment | undefined): Promise<SourceTestResult> {
    const readiness = readinessOf(plugin, { enabled: true, settings: stored?.settings ?? {}, savedAt: 0 });
    if (readiness.is !== 'ready') return refusal('not_configured', readiness.is === 'off' ? 'It is off.' : readiness.message);
    const { settings, secrets } = readiness;
    const context = this.contexts.for(plugin, secrets);
    try {
      const { message, quota } = await inTimeBox(plugin.check?.(settings, context) ?? lookUpExample(plugin, settings, context), context.signal);
      if (quota !== undefined) await this.ledger.learnUsed(plugin.id, quota.used, Date.now());
      return { ok: true, code: 'answered', message: hideSecrets(message, secrets), quota: quota ?? null };
    } catch (error) {
      const outcome = outcomeOfError(error);
      return outcome !== undefined && 'code' in outcome
        ? refusal(outcome.code, hideSecrets(outcome.message, secrets))
        : refusal('plugin_fault', `The plugin “${plugin.name}” failed.`);
    }
  }
}

async function lookUpExample(plugin: EnrichmentPlugin, settings: Readonly<Record<string, unknown>>, context: LookupContext): Promise<Checkup> {
  const lookup = await plugin.open(settings, context);
  try {
    const [found] = await lookup.find([plugin.examples[0]!.key], context);
    return { message: found?.is === 'found' ? 'It answers.' : 'It answers, and knows nothing of its own example.' };
  } finally {
    await lookup.close?.();
  }
}
