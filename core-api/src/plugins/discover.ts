import { existsSync, readdirSync, realpathSync } from 'node:fs';
import { join } from 'node:path';
import { loadPlugin, type FoundPlugin } from '@warp/plugin-sdk/host';

/**
 * Finds and loads plugins: the folders of `plugins/destinations` and `plugins/enrichments`, packages in node_modules with the
 * keyword `warp-plugin`, and what lies in further folders. A bad one is refused alone.
 *
 * @param root folder that holds `plugins` and `node_modules`
 * @param further folders whose subfolders are plugins, or which hold such packages in their node_modules
 */
export async function discoverPlugins(root: string, further: readonly string[] = []): Promise<readonly FoundPlugin[]> {
  const paths = [
    ...ownFolders(root),
    ...packageFolders(join(root, 'node_modules')),
    ...further.flatMap((folder) => [...children(folder), ...packageFolders(join(folder, 'node_modules'))]),
  ];
  const folders = new Set(paths.map((folder) => realpathSync(folder)));
  const found = await Promise.all([...folders].sort().map((folder) => loadPlugin(folder)));
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
