// `npm test`: every workspace's tests against services of their own, beside a Warp that may be running.
// The last line is a plain count.
import { spawnSync } from 'node:child_process';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = join(dirname(fileURLToPath(import.meta.url)), '..', '..');

const { status } = spawnSync(
  'node',
  ['--experimental-vm-modules', '--no-warnings', join('node_modules', 'jest', 'bin', 'jest.js'), '-c', join('.config', 'jest.config.js'), ...process.argv.slice(2)],
  { cwd: ROOT, stdio: 'inherit', env: { ...process.env, WARP_TEST_RUN: String(process.pid) } },
);
process.exit(status ?? 1);
