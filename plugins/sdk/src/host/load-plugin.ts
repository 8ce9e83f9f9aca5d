import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { checkManifest, type Plugin } from './check-manifest.js';
import { checkPackage, PLUGIN_KEYWORD, type PluginPackage } from './check-package.js';
import { checkExamples } from './run-example.js';

/** A plugin package as it was found: usable, or refused with the reason. */
export type FoundPlugin =
  | { readonly status: 'loaded'; readonly plugin: Plugin; readonly packageName: string; readonly version: string }
  | { readonly status: 'refused'; readonly packageName: string; readonly version: string; readonly error: string };

/**
 * Loads the package in a folder and checks what it declares. Never throws: what is wrong is the error of a refused plugin.
 * @param withExamples whether a destination whose examples are not true is refused
 * @returns undefined when the folder holds no package with the keyword `warp-plugin`
 */
export async function loadPlugin(folder: string, { withExamples = true } = {}): Promise<FoundPlugin | undefined> {
  const manifest = readPackage(folder);
  if (manifest === undefined || !(manifest.keywords ?? []).includes(PLUGIN_KEYWORD)) return undefined;
  const about = { packageName: manifest.name ?? folder, version: manifest.version ?? '0.0.0' };
  const refused = (faults: readonly string[]): FoundPlugin => ({ status: 'refused', ...about, error: faults.join(' ') });
  const faults = checkPackage(manifest);
  if (faults.length > 0) return refused(faults);
  try {
    const module = (await import(pathToFileURL(join(folder, manifest.main ?? 'index.js')).href)) as { default?: unknown };
    const untrue = faultsOf(module.default, withExamples);
    return untrue.length > 0 ? refused(untrue) : { status: 'loaded', ...about, plugin: module.default as Plugin };
  } catch (error) {
    return refused([error instanceof Error ? error.message : 'It threw while loading.']);
  }
}

/** An enrichment's examples need its data opened, which takes too long for a start; `warp-plugin verify` tries them. */
function faultsOf(exported: unknown, withExamples: boolean): readonly string[] {
  const faults = checkManifest(exported);
  const plugin = exported as Plugin;
  return withExamples && faults.length === 0 && plugin.kind === 'destination' ? checkExamples(plugin) : faults;
}

function readPackage(folder: string): PluginPackage | undefined {
  const file = join(folder, 'package.json');
  if (!existsSync(file)) return undefined;
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as PluginPackage;
  } catch {
    return undefined;
  }
}
