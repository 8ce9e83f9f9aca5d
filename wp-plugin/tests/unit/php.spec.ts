import { spawnSync } from 'node:child_process';
import { readFileSync, readdirSync } from 'node:fs';
import { join, relative } from 'node:path';
import { expect, it } from '@jest/globals';
import { describeWith } from '../../../core-api/test/setup/capabilities.js';

const PLUGIN = new URL('../../', import.meta.url).pathname;
const GUARD = /^defined\( '(ABSPATH|WP_UNINSTALL_PLUGIN)' \) \|\| exit;$/m;
/** Written by tools; in `build` lie files that return a list and do nothing else. */
const NOT_OURS = new Set(['node_modules', 'dist', 'build']);

const run = (program: string, args: readonly string[]): { status: number | null; output: string } => {
  const { status, stdout, stderr, error } = spawnSync(program, args, { cwd: PLUGIN, encoding: 'utf8' });
  return { status, output: error === undefined ? `${stdout}${stderr}` : `${program}: ${error.message}` };
};

const phpFiles = (folder: string): string[] =>
  readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return NOT_OURS.has(entry.name) ? [] : phpFiles(path);
    return entry.name.endsWith('.php') ? [path] : [];
  });

const shipped = phpFiles(PLUGIN).filter((file) => !relative(PLUGIN, file).startsWith('tests'));

describeWith(['php'], "The plugin's PHP", () => {
  it('passes its PHPUnit tests', () => {
    const { status, output } = run('phpunit', ['--colors=never']);
    expect({ status, output }).toEqual({ status: 0, output: expect.stringContaining('OK (') });
    expect(Number(/OK \((\d+) tests/.exec(output)?.[1])).toBeGreaterThanOrEqual(50);
    expect(readdirSync(PLUGIN)).not.toContain('.phpunit.result.cache');
  });

  it('has no file with a syntax error', () => {
    const faults = phpFiles(PLUGIN)
      .map((file) => run('php', ['-l', file]))
      .filter(({ status }) => status !== 0);
    expect(faults).toEqual([]);
  });

  it('does nothing when a file of it is asked for without WordPress', () => {
    const unguarded = shipped.filter(
      (file) => !GUARD.test(readFileSync(file, 'utf8')) || run('php', [file]).output !== '',
    );
    expect(shipped.length).toBeGreaterThan(20);
    expect(unguarded).toEqual([]);
  });
});
