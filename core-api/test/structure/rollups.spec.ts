import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from '@jest/globals';
import { REPOSITORY_ROOT } from '../../src/config/repository-root.js';

const SOURCE = join(REPOSITORY_ROOT, 'core-api', 'src');

it('only metrics say SQL about the rollups, so that writer and readers share one schema', () => {
  const files = globSync('**/*.ts', { cwd: SOURCE }).filter((file) => !file.endsWith('.spec.ts') && !file.startsWith(join('database', 'migrations')));
  const naming = files.filter((file) => /\b(from|join|into|update)\s+rollups\b/i.test(readFileSync(join(SOURCE, file), 'utf8')));
  expect(naming).not.toEqual([]);
  expect(naming.filter((file) => !file.startsWith('metrics'))).toEqual([]);
});
