import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from '@jest/globals';
import { REPOSITORY_ROOT } from '../../src/config/repository-root.js';
import { eventually } from '../setup/eventually.js';

const folder = mkdtempSync(join(tmpdir(), 'warp-npm-start-'));
afterAll(() => rmSync(folder, { recursive: true }));

const isAlive = (pid: number): boolean => {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
};

it('npm start passes on the signal that ends it: nothing is left running', async () => {
  const { scripts } = JSON.parse(readFileSync(join(REPOSITORY_ROOT, 'package.json'), 'utf8')) as { scripts: { start: string } };
  // The repository's own command, with a program that only waits in Warp's place.
  const program = join(folder, 'waits.cjs');
  const start = scripts.start.replace(/\S+\/start\.js$/, program);
  expect(start).toContain(program);
  writeFileSync(program, `require('node:fs').writeFileSync(${JSON.stringify(join(folder, 'pid'))}, String(process.pid)); setInterval(() => {}, 1000);`);
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ name: 'waits', version: '1.0.0', scripts: { start } }));
  const npm = spawn('npm', ['start'], { cwd: folder, stdio: 'ignore' });
  const pid = Number(await eventually(async () => (existsSync(join(folder, 'pid')) ? readFileSync(join(folder, 'pid'), 'utf8') : ''), (text) => text !== ''));
  try {
    npm.kill('SIGTERM');
    await eventually(async () => isAlive(pid), (alive) => !alive);
  } finally {
    if (isAlive(pid)) process.kill(pid, 'SIGKILL');
  }
});
