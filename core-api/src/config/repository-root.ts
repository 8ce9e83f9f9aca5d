import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The folder that holds core-api, admin-ui and plugins, from the source as well as from the built code. */
export const REPOSITORY_ROOT = findRoot(dirname(fileURLToPath(import.meta.url)));

function findRoot(folder: string): string {
  if (existsSync(join(folder, 'plugins')) && existsSync(join(folder, 'core-api'))) return folder;
  if (folder === dirname(folder)) throw new Error('Warp’s folder was not found: core-api must stand beside plugins.');
  return findRoot(dirname(folder));
}
