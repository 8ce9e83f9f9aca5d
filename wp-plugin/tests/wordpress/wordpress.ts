import { execFile, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { promisify } from 'node:util';
import type { BrowserContext } from 'playwright-core';
import { fetchWordPress, publish, type Suite } from './download.js';

const run = promisify(execFile);

const SITE_FILES = new URL('site/', import.meta.url).pathname;
const CACHE = join(tmpdir(), 'warp-wordpress-cache');

/** Lines that WordPress itself logs: it cannot ask for updates here, and 6.8 declares a network function in an old way. */
const WORDPRESS_OWN = [
  /could not establish a secure connection to WordPress\.org/,
  /Something may be wrong with WordPress\.org/,
  /Optional parameter \$meta declared before required parameter \$signup_id .*wp-includes\/ms-functions\.php/,
];

/** Who may sign in to every test site. */
export const PEOPLE = {
  owner: { login: 'owner', password: 'owner-password' },
  reader: { login: 'reader', password: 'reader-password' },
} as const;

export interface WordPressSite {
  readonly url: string;
  /** Root folder of the tree. */
  readonly dir: string;
  /** From then on the context is signed in. */
  login(context: BrowserContext, who?: keyof typeof PEOPLE): Promise<void>;
  /** Runs PHP inside WordPress with wp-admin's functions loaded, as nobody; gives what it printed. */
  php(code: string): Promise<string>;
  /** PHP that wp-config.php runs at its end from now on, in place of what it ran before. */
  configure(code: string): Promise<void>;
  /** Lines of WordPress's debug log, without those that WordPress itself is known to cause. */
  debugLog(): Promise<string[]>;
  stop(): Promise<void>;
}

/** A site that is being served. */
export interface ServedSite {
  stop(): Promise<void>;
  /** Whose files they are, when not those of who runs the tests. */
  readonly owner?: { readonly uid: number; readonly gid: number };
}

/** Serves a tree at an address until it is stopped. */
export type Serve = (dir: string, port: number, url: string) => Promise<ServedSite>;

/**
 * A freshly installed WordPress of its own, with copies of the given plugin folders in place (not active).
 * @param port where it listens on this machine; without one, on a free port
 * @param plugins folder name in wp-content/plugins -> folder to copy
 * @param more PHP after the opening tag, run at the end of wp-config.php
 * @param serve by what it is served; without one, by PHP's own server
 */
export async function bootWordPress(options: {
  suite: Suite;
  port?: number;
  plugins: Readonly<Record<string, string>>;
  more?: string;
  serve?: Serve;
}): Promise<WordPressSite> {
  const port = options.port ?? (await freePort());
  const url = `http://127.0.0.1:${port}`;
  const dir = await mkdtemp(join(tmpdir(), 'warp-wordpress-'));
  await run('cp', ['-r', '--reflink=auto', `${await installedTemplate(options.suite)}/.`, dir]);
  for (const [name, source] of Object.entries(options.plugins)) {
    await cp(source, join(dir, 'wp-content/plugins', name), { recursive: true });
  }
  const configure = (code: string): Promise<void> => writeFile(join(dir, 'wp-config-more.php'), `<?php\n${code}\n`);
  if (options.more !== undefined) await configure(options.more);
  const served = await (options.serve ?? servedByPhp)(dir, port, url);
  return {
    url,
    dir,
    login: (context, who = 'owner') => login(context, url, PEOPLE[who]),
    php: (code) => runPhp(dir, url, code, served.owner),
    configure,
    debugLog: () => debugLog(dir),
    stop: async () => {
      await served.stop();
      await rm(dir, { recursive: true, force: true });
    },
  };
}

/** The tree as `install.php` leaves it, made once per suite and installer; the first call downloads. */
export async function installedTemplate(suite: Suite): Promise<string> {
  const files = await fetchWordPress(suite, CACHE);
  const { stdout: sum } = await run('sh', ['-c', 'cat "$1"/*.php | sha256sum', 'sh', SITE_FILES]);
  const template = join(CACHE, `installed-${suite}-${sum.slice(0, 12)}`);
  if (existsSync(template)) return template;
  const work = await mkdtemp(join(CACHE, `installing-${suite}-`));
  const driver = join(work, 'wp-content/mu-plugins/sqlite-database-integration');
  await run('cp', ['-r', `${files}/wordpress/.`, work]);
  await cp(`${files}/sqlite-database-integration`, driver, { recursive: true });
  const dropIn = await readFile(join(driver, 'db.copy'), 'utf8');
  await writeFile(
    join(work, 'wp-content/db.php'),
    dropIn
      .replace("'{SQLITE_IMPLEMENTATION_FOLDER_PATH}'", "__DIR__ . '/mu-plugins/sqlite-database-integration'")
      .replaceAll('{SQLITE_PLUGIN}', 'sqlite-database-integration/load.php'),
  );
  await cp(SITE_FILES, work, { recursive: true });
  await run('php', [join(work, 'install.php')], { env: { ...process.env, WARP_TEST_SITE_URL: 'http://127.0.0.1' } });
  await rm(join(work, 'wp-content/debug.log'), { force: true });
  await publish(work, template);
  await rm(work, { recursive: true, force: true });
  return template;
}

/**
 * PHP's own server with a few workers. It forks them and they outlive it, so it leads a process group that is ended as one.
 */
async function servedByPhp(dir: string, port: number, url: string): Promise<ServedSite> {
  // Workers share the port, and would share it with a stranger without a word.
  if ((await answers(url)) !== undefined) throw new Error(`Port ${port} is taken: a test site was to listen there.`);
  const env = { ...process.env, PHP_CLI_SERVER_WORKERS: '3', WARP_TEST_SITE_URL: url };
  // A file that a test has just changed is read anew: the cache of compiled files looks at most every two seconds.
  const server = spawn('php', ['-d', 'opcache.revalidate_freq=0', '-S', `127.0.0.1:${port}`, '-t', dir, join(dir, 'router.php')], {
    env,
    detached: true,
    stdio: 'ignore',
  });
  const ended = new Promise<void>((resolve) => server.once('exit', () => resolve()));
  const stop = async (): Promise<void> => {
    if (server.exitCode === null && server.pid !== undefined) process.kill(-server.pid, 'SIGKILL');
    await ended;
  };
  for (let tries = 0; tries < 100; tries += 1) {
    if (server.exitCode !== null) throw new Error(`php -S could not listen on port ${port}.`);
    if (await answers(url)) return { stop };
    await pause(50);
  }
  await stop();
  throw new Error(`WordPress did not answer at ${url}.`);
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer().once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as AddressInfo;
      probe.close(() => resolve(port));
    });
  });
}

/** Whether a file is served there; undefined: nobody listens. */
const answers = (url: string): Promise<boolean | undefined> =>
  fetch(`${url}/wp-includes/images/blank.gif`).then(
    (answer) => answer.ok,
    () => undefined,
  );

async function login(context: BrowserContext, url: string, person: { login: string; password: string }): Promise<void> {
  const form = { log: person.login, pwd: person.password, testcookie: '1' };
  const headers = { cookie: 'wordpress_test_cookie=WP%20Cookie%20check' };
  const answer = await context.request.post(`${url}/wp-login.php`, { form, headers, maxRedirects: 0 });
  if (answer.status() !== 302) throw new Error(`${person.login} could not log in: HTTP ${answer.status()}.`);
}

async function runPhp(dir: string, url: string, code: string, owner?: ServedSite['owner']): Promise<string> {
  const script = `
    $_SERVER['HTTP_HOST'] = '${new URL(url).host}';
    $_SERVER['REQUEST_URI'] = '/';
    $_SERVER['REMOTE_ADDR'] = '127.0.0.1';
    require '${dir}/wp-load.php';
    require_once ABSPATH . 'wp-admin/includes/admin.php';
    ${code}`;
  const { stdout } = await run('php', ['-r', script], { env: { ...process.env, WARP_TEST_SITE_URL: url }, ...owner });
  return stdout;
}

async function debugLog(dir: string): Promise<string[]> {
  const file = join(dir, 'wp-content/debug.log');
  if (!existsSync(file)) return [];
  const lines = (await readFile(file, 'utf8')).split('\n').filter((line) => line !== '');
  return lines.filter((line) => !WORDPRESS_OWN.some((known) => known.test(line)));
}
