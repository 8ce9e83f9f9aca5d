import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { REPOSITORY_ROOT } from '../src/config/repository-root.js';

/** Node takes the types out of the tests' own TypeScript, which the plugin's benchmark is built on. */
const TYPESCRIPT = ['--no-warnings', '--experimental-transform-types', '--import', './wp-plugin/bench/typescript.mjs'];

/** The WordPress plugin's endpoint; what is measured stands in wp-plugin/bench/proxy.ts. Needs nginx, PHP-FPM and Chromium. */
export async function benchProxy(): Promise<void> {
  const { status } = spawnSync(process.execPath, [...TYPESCRIPT, join('wp-plugin', 'bench', 'proxy.ts')], { cwd: REPOSITORY_ROOT, stdio: 'inherit' });
  if (status !== 0) throw new Error('The benchmark of the proxy ended early.');
}
