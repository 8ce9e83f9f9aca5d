import { resolve } from 'node:path';
import { checkSettingsChange } from '../host/check-settings-change.js';
import { loadPlugin } from '../host/load-plugin.js';
import { checksOf } from '../testing/plugin-checks.js';
import { UsageError } from './usage-error.js';

/** Tries everything the host expects of a plugin, and prints each with its result. @returns whether all hold */
export async function verify([folder]: readonly string[], { previous }: Readonly<Record<string, string | undefined>>): Promise<boolean> {
  if (folder === undefined) throw new UsageError('Say which folder holds the plugin.');
  const found = await loadPlugin(resolve(folder), { withExamples: false });
  if (found === undefined) throw new UsageError(`${folder} holds no package with the keyword warp-plugin.`);
  if (found.status === 'refused') return report('is loaded by the host', found.error);
  const results = [report(`is loaded by the host as ${found.plugin.kind} ${found.plugin.id}`)];
  for (const { title, run } of checksOf(found.plugin)) results.push(report(title, await faultOf(run)));
  if (previous !== undefined && found.plugin.migrate === undefined) results.push(await reportSettingsChange(previous, found.plugin.settings));
  return results.every(Boolean);
}

async function reportSettingsChange(previous: string, settings: Parameters<typeof checkSettingsChange>[0]): Promise<boolean> {
  const before = await loadPlugin(resolve(previous));
  if (before?.status !== 'loaded') throw new UsageError(`${previous} holds no plugin that loads.`);
  const faults = checkSettingsChange(before.plugin.settings, settings);
  return report('takes the settings saved with the last version', faults.length === 0 ? undefined : faults.join(' '));
}

async function faultOf(run: () => void | Promise<void>): Promise<string | undefined> {
  try {
    await run();
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message : 'It threw.';
  }
}

function report(title: string, fault?: string): boolean {
  process.stdout.write(fault === undefined ? `✓ ${title}\n` : `✗ ${title}\n${fault.replace(/^/gm, '    ')}\n`);
  return fault === undefined;
}
