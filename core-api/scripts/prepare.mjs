// Makes a checkout ready: installs what is missing, builds what is stale. Runs on any Node from 20 on, with nothing
// installed, so it uses Node's own modules only; what it starts runs on the Node 24 that the installation brings.
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = join(dirname(fileURLToPath(import.meta.url)), '..', '..');
const MODULES = join(ROOT, 'node_modules');
const INSTALLED = join(MODULES, '.warp-installed');
const HEARTBEAT_MS = 10_000;

const options = new Set(process.argv.slice(2));

try {
  await install();
  if (options.has('--for-tests')) await installPrograms();
  if (!options.has('--install-only')) await build();
} catch (error) {
  console.error(`\n  ${error.message}\n`);
  process.exit(1);
}

/** Installs when node_modules is absent or was made from another lock file. */
async function install() {
  const lock = readFileSync(join(ROOT, 'package-lock.json'));
  const wanted = hash([lock]);
  if (existsSync(INSTALLED) && readFileSync(INSTALLED, 'utf8') === wanted) return;
  const quiet = ['--no-audit', '--no-fund', '--loglevel=error'];
  await step('Installing packages', async () => {
    const strict = await run('npm', ['ci', ...quiet]);
    if (strict.code === 0) return;
    if (!/EUSAGE|lock file/i.test(strict.output)) throw new Error(`npm could not install:\n${strict.output}`);
    console.log('    npm ci refuses the lock file with this registry; npm install is used instead.');
    const loose = await run('npm', ['install', '--no-save', ...quiet]);
    // npm may rewrite the lock file even so; a start must not change the checkout.
    writeFileSync(join(ROOT, 'package-lock.json'), lock);
    if (loose.code !== 0) throw new Error(`npm could not install:\n${loose.output}`);
  });
  writeFileSync(INSTALLED, wanted);
}

/** Programs that tests need and the machine has not, where apt may bring them. Without: those tests are skipped, and the run says so. */
async function installPrograms() {
  const programs = Object.values(JSON.parse(readFileSync(join(ROOT, 'core-api', 'scripts', 'test-programs.json'), 'utf8')));
  const packages = programs.filter(({ paths }) => !paths.some((path) => existsSync(path))).flatMap((program) => program.packages);
  if (packages.length === 0 || process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get')) return;
  await step(`Installing ${packages.join(', ')}`, async () => {
    await runOrFail('apt-get', ['-qq', 'update']);
    await runOrFail('apt-get', ['-qq', 'install', '-y', '--no-install-recommends', ...packages]);
  });
}

/** Builds what does not match its sources. TypeScript finds out by itself, the bundles by a hash of what goes in. */
async function build() {
  checkNode();
  // Not the whole solution: tests are checked by `npm run typecheck`, and must not keep Warp from starting.
  const projects = ['core-api', ...pluginFolders()];
  await step('Building the core and its plugins', () => runOrFail('node', ['node_modules/typescript/bin/tsc', '-b', ...projects]), { quietBelowMs: 4_000 });
  await bundle('Building the tracking script', {
    inputs: ['core-api/tracker/src', 'core-api/tracker/build.mjs', 'plugins/contracts/data'],
    output: 'core-api/tracker/dist',
    command: ['node', ['core-api/tracker/build.mjs']],
  });
  await bundle('Building the dashboard', {
    inputs: ['admin-ui/src', 'admin-ui/public', 'admin-ui/index.html', 'admin-ui/vite.config.ts', 'admin-ui/package.json', 'package-lock.json'],
    output: 'admin-ui/dist',
    command: ['node', ['node_modules/vite/bin/vite.js', 'build', 'admin-ui', '--logLevel', 'warn']],
  });
  // Only the plugin's zip needs them, and the tests that install it.
  if (options.has('--for-tests'))
    await bundle('Building the panels of wp-admin', {
      inputs: ['wp-plugin/src', 'wp-plugin/webpack.config.cjs', 'admin-ui/src', 'package-lock.json'],
      output: 'wp-plugin/build',
      command: ['npm', ['run', '--silent', 'build:panels', '-w', 'wp-plugin']],
    });
}

/** Plugins with sources of their own; a dropped-in package may come built. */
function pluginFolders() {
  return ['plugins/destinations', 'plugins/enrichments'].flatMap((kind) =>
    readdirSync(join(ROOT, kind))
      .map((name) => join(kind, name))
      .filter((folder) => existsSync(join(ROOT, folder, 'tsconfig.json'))),
  );
}

async function bundle(title, { inputs, output, command }) {
  const stamp = join(ROOT, output, '.inputs');
  const wanted = hash(inputs.flatMap((input) => contents(join(ROOT, input))));
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return;
  await step(title, () => runOrFail(...command));
  mkdirSync(dirname(stamp), { recursive: true });
  writeFileSync(stamp, wanted);
}

/** Without the packaged Node, the machine's own must be new enough. */
function checkNode() {
  if (existsSync(join(MODULES, '.bin', 'node'))) return;
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major < 22 || (major === 22 && minor < 17))
    throw new Error(`Warp needs Node 22.17 or newer; this is ${process.versions.node}, and the packaged Node 24 is for Linux on x64 only.`);
}

async function runOrFail(command, args) {
  const { code, output } = await run(command, args);
  if (code !== 0) throw new Error(output.trim());
}

/** Runs with node_modules/.bin first, where the packaged Node lies. */
function run(command, args) {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive', PATH: `${join(MODULES, '.bin')}${delimiter}${process.env.PATH ?? ''}` };
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd: ROOT, env, stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (output += chunk));
    child.once('error', reject);
    child.once('close', (code) => resolve({ code, output }));
  });
}

/** Says what is being done, that it is still being done, and how long it took. */
async function step(title, work, { quietBelowMs = 0 } = {}) {
  const begun = Date.now();
  const seconds = () => `${((Date.now() - begun) / 1000).toFixed(1)} s`;
  if (quietBelowMs === 0) console.log(`  … ${title}`);
  const heartbeat = setInterval(() => console.log(`    ${title}: ${seconds()}`), HEARTBEAT_MS);
  try {
    await work();
  } finally {
    clearInterval(heartbeat);
  }
  if (Date.now() - begun >= quietBelowMs) console.log(`  ✓ ${title} (${seconds()})`);
}

/** Paths and contents below a file or folder. */
function contents(path) {
  if (!existsSync(path)) return [];
  if (statSync(path).isFile()) return [Buffer.from(path.slice(ROOT.length)), readFileSync(path)];
  return readdirSync(path)
    .sort()
    .flatMap((name) => contents(join(path, name)));
}

function hash(parts) {
  const sum = createHash('sha256');
  for (const part of parts) sum.update(part).update('\0');
  return sum.digest('hex');
}
