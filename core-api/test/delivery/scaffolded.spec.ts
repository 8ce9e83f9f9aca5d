import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, symlinkSync, mkdirSync, writeFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from '@jest/globals';
import { REPOSITORY_ROOT } from '../../src/config/repository-root.js';
import { describeFaults } from './fault-suite.js';
import { findPlatforms } from './find-platforms.js';

/** A folder of plugins outside the repository, in which only the SDK can be found. */
const plugins = mkdtempSync(join(tmpdir(), 'warp-scaffolded-'));
afterAll(() => rm(plugins, { recursive: true }));
mkdirSync(join(plugins, 'node_modules'));
symlinkSync(join(REPOSITORY_ROOT, 'node_modules', '@warp'), join(plugins, 'node_modules', '@warp'));

const index = join(plugins, 'acme', 'index.ts');
execFileSync(process.execPath, [join(REPOSITORY_ROOT, 'plugins/sdk/dist/cli/index.js'), 'new', 'destination', 'acme', '--docs', 'https://acme.example', '--out', join(plugins, 'acme')]);
// All that is left to its author to be loaded: the first example says what the platform documents. This one takes names and times as they come.
writeFileSync(index, readFileSync(index, 'utf8').replace("name: 'Order completed', time: 1795435200", "name: 'purchase', time: 1795435200000"));

describeFaults(await findPlatforms([plugins]), { WARP_PLUGIN_DIRS: plugins });
