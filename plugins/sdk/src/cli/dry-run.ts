import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { exampleEvent } from '../author/example-event.js';
import { isSkip } from '../author/destination.js';
import { loadPlugin } from '../host/load-plugin.js';
import { withSecretPlaceholders } from '../host/stored-settings.js';
import { validateSettings } from '../host/validate-settings.js';
import { UsageError } from './usage-error.js';

/**
 * Prints the request a destination would send for an event, without sending it: the example purchase with the fields of
 * `--event` over it, and the first example's settings with those of `--settings` over them; secrets as their names.
 */
export async function dryRun([folder]: readonly string[], { event, settings }: Readonly<Record<string, string | undefined>>): Promise<boolean> {
  if (folder === undefined) throw new UsageError('Say which folder holds the plugin.');
  const found = await loadPlugin(resolve(folder), { withExamples: false });
  if (found?.status !== 'loaded') throw new UsageError(`${folder} holds no plugin that loads: see “warp-plugin verify ${folder}”.`);
  const { plugin } = found;
  if (plugin.kind !== 'destination') throw new UsageError('Only a destination makes requests.');
  const merged = withSecretPlaceholders(plugin.settings, { ...plugin.examples[0]!.settings, ...(settings === undefined ? {} : readJson(settings)) });
  const checked = validateSettings(plugin.settings, merged);
  const used = checked.ok ? checked.value : merged;
  const mapped = plugin.map(exampleEvent(event === undefined ? {} : readJson(event)), used);
  print(isSkip(mapped) || plugin.delivery.via === 'custom' ? mapped : plugin.delivery.request([mapped], used, 'live'));
  return true;
}

function readJson(file: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(readFileSync(file, 'utf8'));
    if (typeof value === 'object' && value !== null) return value as Record<string, unknown>;
  } catch {
    // Said below, for both.
  }
  throw new UsageError(`${file} is no file with a JSON object.`);
}

/** A JSON body is shown as JSON, not as the text it travels as. */
function print(value: unknown): void {
  const shown = typeof value === 'object' && value !== null && 'body' in value && typeof value.body === 'string' ? { ...value, body: parsed(value.body) } : value;
  process.stdout.write(`${JSON.stringify(shown, null, 2)}\n`);
}

function parsed(body: string): unknown {
  try {
    return JSON.parse(body) as unknown;
  } catch {
    return body;
  }
}
