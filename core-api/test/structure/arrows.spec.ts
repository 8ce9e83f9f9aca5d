import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, describe, expect, it } from '@jest/globals';
import { REPOSITORY_ROOT } from '../../src/config/repository-root.js';

const folders: string[] = [];
afterAll(() => folders.forEach((folder) => rmSync(folder, { recursive: true })));

/** What the check of arrows says of a tree of files, by their paths. */
function checked(files: Readonly<Record<string, string>>): { readonly passes: boolean; readonly output: string } {
  const folder = mkdtempSync(join(tmpdir(), 'warp-arrows-'));
  folders.push(folder);
  for (const [path, text] of Object.entries({ 'tsconfig.json': '{}', ...files })) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  const rules = join(REPOSITORY_ROOT, '.config', 'dependency-cruiser.cjs');
  const command = join(REPOSITORY_ROOT, 'node_modules', 'dependency-cruiser', 'bin', 'dependency-cruiser.mjs');
  const { status, stdout, stderr } = spawnSync(process.execPath, [command, '--config', rules, 'core-api/src'], { cwd: folder, encoding: 'utf8' });
  return { passes: status === 0, output: stdout + stderr };
}

describe('the check of arrows', () => {
  it('passes a tree whose arrows run one way', () => {
    expect(
      checked({
        'core-api/src/sites/sites.ts': "export { pool } from '../database/pool.js';",
        'core-api/src/database/pool.ts': 'export const pool = 1;',
      }),
    ).toMatchObject({ passes: true });
  });

  it('refuses a ring of folders that is none of files', () => {
    const { passes, output } = checked({
      'core-api/src/sites/sites.ts': "export { pool } from '../database/pool.js';",
      'core-api/src/database/pool.ts': 'export const pool = 1;',
      'core-api/src/database/site.entity.ts': "export type { SiteName } from '../sites/site-name.js';",
      'core-api/src/sites/site-name.ts': 'export type SiteName = string;',
    });
    expect(passes).toBe(false);
    expect(output).toContain('no-folder-rings');
  });

  it('refuses collecting that knows a dashboard', () => {
    const { passes, output } = checked({
      'core-api/src/collect/collector.ts': "export { rows } from '../analytics/rows.js';",
      'core-api/src/analytics/rows.ts': 'export const rows = 1;',
    });
    expect(passes).toBe(false);
    expect(output).toContain('intake-knows-no-dashboards');
  });

  it.each(['pipeline', 'analytics', 'live'])('refuses metrics that know %s', (folder) => {
    const { passes, output } = checked({
      'core-api/src/metrics/schema.ts': `export { rows } from '../${folder}/rows.js';`,
      [`core-api/src/${folder}/rows.ts`]: 'export const rows = 1;',
    });
    expect(passes).toBe(false);
    expect(output).toContain('metrics-know-neither-intake-nor-screens');
  });
});
