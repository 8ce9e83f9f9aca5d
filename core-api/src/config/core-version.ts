import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { REPOSITORY_ROOT } from './repository-root.js';

/** The version of this core, as its package says. */
export const CORE_VERSION = (JSON.parse(readFileSync(join(REPOSITORY_ROOT, 'core-api', 'package.json'), 'utf8')) as { readonly version: string }).version;
