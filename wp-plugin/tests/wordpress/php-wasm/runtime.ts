import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { publish } from '../download.js';

const run = promisify(execFile);

/** The oldest PHP that the plugin runs on, and the newest. */
export const PHP_VERSIONS = ['7.4', '8.5'] as const;
export type PhpVersion = (typeof PHP_VERSIONS)[number];

const RELEASE = '3.1.56';
const CACHE = join(tmpdir(), 'warp-wordpress-cache');

/** Builds of PHP that the package would bring along, 60 MB each. */
const OTHER_BUILDS = ['5-2', '8-0', '8-1', '8-2', '8-3', '8-4'];

/**
 * PHP as WebAssembly for both versions, installed once into the cache: 160 MB, so not among the repository's packages.
 * @returns folder with node_modules/@php-wasm/node
 */
export async function phpWasm(): Promise<string> {
  const ready = join(CACHE, `php-wasm-${RELEASE}`);
  if (existsSync(ready)) return ready;
  await mkdir(CACHE, { recursive: true });
  const work = await mkdtemp(join(CACHE, 'installing-php-wasm-'));
  try {
    // A small package that is there anyway, in the place of each.
    const overrides = Object.fromEntries(OTHER_BUILDS.map((build) => [`@php-wasm/node-${build}`, 'npm:wasm-feature-detect@1.8.0']));
    await writeFile(join(work, 'package.json'), JSON.stringify({ private: true, dependencies: { '@php-wasm/node': RELEASE }, overrides }));
    await run('npm', ['install', '--silent', '--ignore-scripts', '--no-audit', '--no-fund'], { cwd: work });
    await publish(work, ready);
  } finally {
    await rm(work, { recursive: true, force: true });
  }
  return ready;
}
