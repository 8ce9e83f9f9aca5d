// Makes warp.zip, which WordPress installs (Plugins -> Add New -> Upload Plugin), in dist/ or in the folder given.
// wp-scripts' plugin-zip packs a folder by the plugin handbook's list and names the zip after its package.json, so the
// shipped files are laid out in such a folder first: neither workspace files nor the developers' README get in.
import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, resolve } from 'node:path';
import { potOf } from './pot.js';

const plugin = join(import.meta.dirname, '..');
const dist = resolve(process.argv[2] ?? join(plugin, 'dist'));
const staged = join(dist, 'warp');
const SHIPPED = ['warp.php', 'uninstall.php', 'readme.txt', 'includes', 'browser', 'build'];
// What the bundles in build/ are made of, for people to read: the plugin directory asks for it.
const SOURCES = ['wp-plugin/src', 'wp-plugin/webpack.config.cjs', 'admin-ui/src'];

rmSync(staged, { recursive: true, force: true });
mkdirSync(staged, { recursive: true });
if (!existsSync(join(plugin, 'build', 'room.js'))) throw new Error('build/ is empty: “npm run build -w wp-plugin” makes it first.');
for (const name of SHIPPED) cpSync(join(plugin, name), join(staged, name), { recursive: true });
for (const name of SOURCES) cpSync(join(plugin, '..', name), join(staged, 'sources', name), { recursive: true, filter: (path) => !path.endsWith('.spec.ts') });
rmSync(join(staged, 'build', '.inputs'), { force: true });
mkdirSync(join(staged, 'languages'));
writeFileSync(join(staged, 'languages', 'warp.pot'), potOf(staged));

const version = /^ \* Version:\s+(\S+)$/m.exec(readFileSync(join(plugin, 'warp.php'), 'utf8'))?.[1];
const stable = /^Stable tag:\s+(\S+)$/m.exec(readFileSync(join(plugin, 'readme.txt'), 'utf8'))?.[1];
if (version === undefined || version !== stable) {
  throw new Error(`warp.php says version ${version}, readme.txt says stable tag ${stable}: they must be the same.`);
}

writeFileSync(join(staged, 'package.json'), JSON.stringify({ name: 'warp', version, files: [...SHIPPED, 'languages', 'sources'] }));
const scripts = createRequire(import.meta.url).resolve('@wordpress/scripts/package.json');
const { status, stdout, stderr } = spawnSync(
  process.execPath,
  [join(dirname(scripts), 'bin/wp-scripts.js'), 'plugin-zip'],
  {
    cwd: staged,
    encoding: 'utf8',
  },
);
if (status !== 0) throw new Error(`wp-scripts plugin-zip failed: ${stderr}${stdout}`);
renameSync(join(staged, 'warp.zip'), join(dist, 'warp.zip'));
rmSync(staged, { recursive: true });
console.log(`${join(dist, 'warp.zip')}: Warp ${version} for WordPress.`);
