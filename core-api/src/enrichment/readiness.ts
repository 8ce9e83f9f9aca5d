import type { EnrichmentPlugin } from '@warp/plugin-sdk';
import { secretFields, validateSettings } from '@warp/plugin-sdk/host';

/** What the operator entered for an enrichment. */
export interface StoredEnrichment {
  /** null: as the plugin starts. */
  readonly enabled: boolean | null;
  /** With the secret ones in the clear; never logged. */
  readonly settings: Readonly<Record<string, unknown>>;
  /** ms since 1970; another time means that it was saved again. */
  readonly savedAt: number;
}

/** The time a source's settings go by; 0: none were saved. */
export const savedAtOf = (stored: StoredEnrichment | undefined): number => stored?.savedAt ?? 0;

/** Whether an enrichment can run for this installation. */
export type Readiness =
  | { readonly is: 'ready'; readonly settings: Readonly<Record<string, unknown>>; readonly secrets: readonly string[] }
  | { readonly is: 'off' }
  | { readonly is: 'not_configured'; readonly message: string };

export function readinessOf(plugin: EnrichmentPlugin, stored: StoredEnrichment | undefined): Readiness {
  if (!isEnabled(plugin, stored)) return { is: 'off' };
  const given = stored === undefined ? {} : (plugin.migrate?.(stored.settings) ?? stored.settings);
  const checked = validateSettings(plugin.settings, given);
  if (!checked.ok) {
    const titles = checked.errors.map(({ field }) => plugin.settings.properties[field]?.title ?? field);
    return { is: 'not_configured', message: `It waits for: ${titles.join(', ')}.` };
  }
  const settings: Readonly<Record<string, unknown>> = checked.value;
  const secrets = secretFields(plugin.settings).flatMap((name) => (typeof settings[name] === 'string' ? [settings[name]] : []));
  return { is: 'ready', settings, secrets };
}

export const isEnabled = (plugin: EnrichmentPlugin, stored: StoredEnrichment | undefined): boolean => stored?.enabled ?? plugin.startsOff === undefined;
