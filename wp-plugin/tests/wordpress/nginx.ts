import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { chmod, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { promisify } from 'node:util';
import { programFor } from '../../../core-api/test/setup/programs.js';
import type { ServedSite, Serve } from './wordpress.js';

const run = promisify(execFile);

/** Whom Debian's packages of both run as. */
const USER = 'www-data';

/** PHP workers of the pool, as a small hosting plan has them. */
export const PHP_WORKERS = 6;

/**
 * nginx in front of PHP-FPM, as on most hosts: PHP can let a visitor go before it goes on, and files it does not run are shown as
 * they are.
 * @param locations further `location` blocks of nginx, before its own
 */
export const nginx =
  (locations = ''): Serve =>
  async (dir, port, url) => {
    const work = await mkdtemp(join(tmpdir(), 'warp-nginx-'));
    await chmod(work, 0o755);
    await chmod(dir, 0o755);
    await mkdir(join(work, 'temp'));
    const isRoot = process.getuid?.() === 0;
    if (isRoot) await run('chown', ['-R', `${USER}:${USER}`, dir]);
    await writeFile(join(work, 'fpm.conf'), fpmConfig(work, url, isRoot));
    await writeFile(join(work, 'nginx.conf'), nginxConfig(work, dir, port, isRoot, locations));
    const children = [
      start('php-fpm', ['--nodaemonize', '--fpm-config', join(work, 'fpm.conf')]),
      start('nginx', ['-e', join(work, 'nginx-error.log'), '-c', join(work, 'nginx.conf')]),
    ];
    const stop = async (): Promise<void> => {
      await Promise.all(children.map(ended));
      await rm(work, { recursive: true, force: true });
    };
    for (let tries = 0; tries < 100; tries += 1) {
      const answer = await fetch(`${url}/wp-login.php`).catch(() => undefined);
      if (answer?.ok === true) return { stop, ...(isRoot && { owner: await idsOf(USER) }) } satisfies ServedSite;
      await pause(50);
    }
    await stop();
    throw new Error(`nginx and PHP-FPM did not answer at ${url}.`);
  };

function start(name: 'nginx' | 'php-fpm', args: readonly string[]): ChildProcess {
  const program = programFor(name);
  if (program === undefined) throw new Error(`No ${name} on this machine.`);
  return spawn(program, args, { stdio: 'ignore' });
}

function ended(child: ChildProcess): Promise<void> {
  return new Promise((resolve) => {
    if (child.exitCode !== null || child.signalCode !== null) return resolve();
    child.once('exit', () => resolve());
    child.kill('SIGTERM');
  });
}

async function idsOf(user: string): Promise<{ uid: number; gid: number }> {
  const [uid, gid] = await Promise.all(['-u', '-g'].map(async (what) => Number((await run('id', [what, user])).stdout)));
  return { uid: uid!, gid: gid! };
}

const fpmConfig = (work: string, url: string, isRoot: boolean): string => `
[global]
error_log = ${work}/fpm.log
[www]
${isRoot ? `user = ${USER}\ngroup = ${USER}\nlisten.owner = ${USER}` : ''}
listen = ${work}/fpm.sock
pm = static
pm.max_children = ${PHP_WORKERS}
env[WARP_TEST_SITE_URL] = ${url}
php_admin_value[opcache.enable] = 1
`;

const nginxConfig = (work: string, dir: string, port: number, isRoot: boolean, locations: string): string => `
${isRoot ? `user ${USER};` : ''}
daemon off;
pid ${work}/nginx.pid;
worker_processes 1;
events { worker_connections 512; }
http {
  access_log off;
  keepalive_requests 1000000000;
  client_body_temp_path ${work}/temp/body;
  fastcgi_temp_path ${work}/temp/fastcgi;
  proxy_temp_path ${work}/temp/proxy;
  uwsgi_temp_path ${work}/temp/uwsgi;
  scgi_temp_path ${work}/temp/scgi;
  types { text/html html; text/css css; text/javascript js; image/gif gif; image/svg+xml svg; }
  default_type application/octet-stream;
  server {
    listen 127.0.0.1:${port};
    root ${dir};
    index index.php;
    ${locations}
    location / { try_files $uri $uri/ /index.php?$args; }
    location ~ \\.php$ {
      try_files $uri =404;
      include /etc/nginx/fastcgi_params;
      fastcgi_param HTTP_HOST $http_host;
      fastcgi_param SCRIPT_FILENAME $document_root$fastcgi_script_name;
      fastcgi_pass unix:${work}/fpm.sock;
    }
  }
}
`;
