import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, describe } from '@jest/globals';
import { REPOSITORY_ROOT } from '../../src/config/repository-root.js';
import { guideSteps } from '../plugins/guide.js';
import { describeFaults } from './fault-suite.js';
import { findPlatforms } from './find-platforms.js';

/** A folder of plugins outside the repository, in which only the SDK can be found. */
function pluginsFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'warp-plugins-'));
  mkdirSync(join(folder, 'node_modules'));
  symlinkSync(join(REPOSITORY_ROOT, 'node_modules', '@warp'), join(folder, 'node_modules', '@warp'));
  return folder;
}

/** As `npm run new-plugin` leaves it, but for what is left to its author: the first example says what the platform documents. Here it takes names and times as they come. */
function scaffolded(): string {
  const folder = pluginsFolder();
  const plugin = join(folder, 'acme');
  execFileSync(process.execPath, [join(REPOSITORY_ROOT, 'plugins/sdk/dist/cli/index.js'), 'new', 'destination', 'acme', '--docs', 'https://acme.example', '--out', plugin]);
  const index = join(plugin, 'index.ts');
  writeFileSync(index, readFileSync(index, 'utf8').replace("name: 'Order completed', time: 1795435200", "name: 'purchase', time: 1795435200000"));
  return folder;
}

/** The plugin of docs/plugins.md, as far as it is TypeScript. */
function ofTheGuide(): string {
  const folder = scaffolded();
  for (const step of guideSteps()) {
    if (step.do !== 'write' || !step.file.endsWith('.ts')) continue;
    mkdirSync(dirname(join(folder, step.file)), { recursive: true });
    writeFileSync(join(folder, step.file), step.content);
  }
  return folder;
}

const fresh = scaffolded();
const guide = ofTheGuide();
const platforms = { fresh: await findPlatforms([fresh]), guide: await findPlatforms([guide]) };
afterAll(() => [fresh, guide].forEach((folder) => rmSync(folder, { recursive: true })));

describe('a destination fresh from the scaffold', () => describeFaults(platforms.fresh, { WARP_PLUGIN_DIRS: fresh }));
describe('the destination of the guide for authors', () => describeFaults(platforms.guide, { WARP_PLUGIN_DIRS: guide }));
