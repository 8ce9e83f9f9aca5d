import { existsSync, readdirSync, readFileSync, realpathSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { checkManifest, type Plugin } from '@warp/plugin-sdk';

/** A plugin package as it was found: usable, or refused with the reason. */
export type FoundPlugin =
  | { readonly status: 'loaded'; readonly plugin: Plugin; readonly packageName: string; readonly version: string }
  | { readonly status: 'refused'; readonly packageName: string; readonly version: string; readonly error: string };

/** npm packages that say they are plugins. */
const KEYWORD = 'warp-plugin';

interface PackageJson {
  readonly name?: string;
  readonly version?: string;
  readonly main?: string;
  readonly keywords?: readonly string[];
}

/**
 * Finds and loads plugins: the folders of `plugins/destinations` and `plugins/enrichments`, and packages in node_modules
 * with the keyword `warp-plugin`. A bad one is refused alone.
 *
 * @param root folder that holds `plugins` and `node_modules`
 */
export async function discoverPlugins(root: string): Promise<readonly FoundPlugin[]> {
  const folders = new Set([...ownFolders(root), ...packageFolders(join(root, 'node_modules'))].map((folder) => realpathSync(folder)));
  const found = await Promise.all([...folders].sort().map(load));
  return refuseTwins(found.filter((plugin) => plugin !== undefined));
}

function ownFolders(root: string): string[] {
  return ['destinations', 'enrichments'].flatMap((kind) => children(join(root, 'plugins', kind)));
}

function packageFolders(modules: string): string[] {
  return children(modules).flatMap((folder) => (folder.startsWith(join(modules, '@')) ? children(folder) : [folder]));
}

function children(folder: string): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((name) => !name.startsWith('.'))
    .map((name) => join(folder, name))
    .filter((path) => existsSync(path));
}

async function load(folder: string): Promise<FoundPlugin | undefined> {
  const manifest = readPackage(folder);
  if (manifest === undefined || !(manifest.keywords ?? []).includes(KEYWORD)) return undefined;
  const about = { packageName: manifest.name ?? folder, version: manifest.version ?? '0.0.0' };
  try {
    const module = (await import(pathToFileURL(join(folder, manifest.main ?? 'index.js')).href)) as { default?: unknown };
    const faults = checkManifest(module.default);
    if (faults.length > 0) return { status: 'refused', ...about, error: faults.join(' ') };
    return { status: 'loaded', ...about, plugin: module.default as Plugin };
  } catch (error) {
    return { status: 'refused', ...about, error: error instanceof Error ? error.message : 'It threw while loading.' };
  }
}

function readPackage(folder: string): PackageJson | undefined {
  const file = join(folder, 'package.json');
  if (!existsSync(file)) return undefined;
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as PackageJson;
  } catch {
    return undefined;
  }
}

/** Two packages with one plugin id: the second is refused. */
function refuseTwins(found: readonly FoundPlugin[]): readonly FoundPlugin[] {
  const owners = new Map<string, string>();
  return found.map((item) => {
    if (item.status === 'refused') return item;
    const owner = owners.get(item.plugin.id);
    owners.set(item.plugin.id, owner ?? item.packageName);
    const { packageName, version } = item;
    return owner === undefined ? item : { status: 'refused', packageName, version, error: `The plugin id “${item.plugin.id}” belongs to ${owner}.` };
  });
}
