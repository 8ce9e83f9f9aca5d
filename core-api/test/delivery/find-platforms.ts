import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Platform } from '@warp/plugin-sdk/testing';

/** Where a destination's folder describes its platform. */
const DESCRIPTION = join('test', 'platform.ts');

interface Described {
  readonly default: Platform;
  readonly variants?: Readonly<Record<string, Platform>>;
}

/** Plugins in the subfolders of a folder. @returns their paths */
export const pluginFolders = (folder: string): readonly string[] => readdirSync(folder).map((name) => join(folder, name)).filter((path) => existsSync(join(path, 'package.json')));

/** Whether a plugin brings a platform for the fault suite. */
export const describesPlatform = (plugin: string): boolean => existsSync(join(plugin, DESCRIPTION));

/** Platforms that plugins in the given folders bring along, by name. */
export async function findPlatforms(folders: readonly string[]): Promise<Readonly<Record<string, Platform>>> {
  const plugins = folders.flatMap(pluginFolders).filter(describesPlatform);
  const found = await Promise.all(plugins.map((plugin) => import(pathToFileURL(join(plugin, DESCRIPTION)).href) as Promise<Described>));
  return Object.fromEntries(
    found.flatMap(({ default: platform, variants = {} }) => [
      [platform.plugin, platform] as const,
      ...Object.entries(variants).map(([name, variant]) => [`${variant.plugin} ${name}`, variant] as const),
    ]),
  );
}
