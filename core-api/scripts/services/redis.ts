import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { userInfo } from 'node:os';
import { join } from 'node:path';
import { isAlive, startServer } from './child.js';
import { freePort } from './ports.js';

export interface RedisOptions {
  readonly dataDir: string;
  /** Left out: any free one. */
  readonly port?: number;
  /** Told when the program has to be installed first. */
  readonly onInstall?: () => void;
}

export interface RedisService {
  /** With the password. */
  readonly url: string;
  readonly port: number;
  readonly pid: number;
  stop(): Promise<void>;
}

/** A local Redis with a password and an append-only file, written out every second. Nobody else on the machine may read its files. */
export async function startRedis({ dataDir, port, onInstall }: RedisOptions): Promise<RedisService> {
  const program = findProgram() ?? install(onInstall);
  const folder = join(dataDir, 'redis');
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  closeToOthers(folder);
  await endOrphan(folder);
  const chosen = port ?? (await freePort());
  const password = passwordIn(folder);
  const settings = {
    requirepass: password,
    bind: '127.0.0.1',
    port: String(chosen),
    dir: folder,
    appendonly: 'yes',
    appendfsync: 'everysec',
    // The append-only file is the storage; snapshots would only cost a fork.
    save: '',
    // The event log must never be evicted to make room.
    'maxmemory-policy': 'noeviction',
    daemonize: 'no',
  };
  const file = join(folder, 'redis.conf');
  // Not as arguments: those everybody on the machine can read.
  writeFileSync(file, Object.entries(settings).map(([name, value]) => `${name} "${value.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"\n`).join(''), { mode: 0o600 });
  const server = await withPrivateFiles(() =>
    startServer(program, [file], { cwd: folder }, (output) => output.includes('Ready to accept connections') || output.includes('ready to accept connections')),
  ).finally(() => rmSync(file, { force: true }));
  writeFileSync(join(folder, 'redis.pid'), String(server.pid), { mode: 0o600 });
  return { url: `redis://:${password}@127.0.0.1:${chosen}`, port: chosen, pid: server.pid, stop: () => server.end('SIGTERM') };
}

/** Also what an earlier version left open. */
function closeToOthers(folder: string): void {
  chmodSync(folder, 0o700);
  for (const name of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
    const path = join(folder, name);
    chmodSync(path, statSync(path).isDirectory() ? 0o700 : 0o600);
  }
}

function passwordIn(folder: string): string {
  const file = join(folder, 'password');
  if (!existsSync(file)) writeFileSync(file, randomBytes(24).toString('hex'), { mode: 0o600 });
  return readFileSync(file, 'utf8').trim();
}

/** What is started meanwhile makes files for its own account only. */
function withPrivateFiles<T>(start: () => T): T {
  const before = process.umask(0o077);
  try {
    return start();
  } finally {
    process.umask(before);
  }
}

const PLACES = ['/usr/bin/redis-server', '/usr/local/bin/redis-server', '/opt/homebrew/bin/redis-server', '/usr/bin/valkey-server'];

const findProgram = (): string | undefined => PLACES.find((path) => existsSync(path));

/** @throws Error with one line that says what to do */
function install(onInstall: (() => void) | undefined): string {
  const isPossible = userInfo().uid === 0 && existsSync('/usr/bin/apt-get');
  if (isPossible) {
    onInstall?.();
    const run = (...args: string[]): void => {
      execFileSync('apt-get', ['-qq', ...args], { stdio: 'ignore', env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } });
    };
    try {
      run('update');
      run('install', '-y', '--no-install-recommends', 'redis-server');
    } catch {
      throw new Error(HINT);
    }
  }
  const program = findProgram();
  if (program === undefined) throw new Error(HINT);
  return program;
}

const HINT = 'Redis is missing: install it (Debian: `apt-get install redis-server`) or set REDIS_URL to a running one.';

/** A server left over from a parent that was killed is asked to end; it saves its file first. */
async function endOrphan(folder: string): Promise<void> {
  const file = join(folder, 'redis.pid');
  if (!existsSync(file)) return;
  const pid = Number(readFileSync(file, 'utf8'));
  if (!Number.isInteger(pid) || pid <= 1 || !isAlive(pid) || !isRedis(pid)) return;
  process.kill(pid, 'SIGTERM');
  for (let waited = 0; waited < 10_000 && isAlive(pid); waited += 50) await new Promise((resolve) => setTimeout(resolve, 50));
}

/** Guards against a process id that was given to somebody else since. */
function isRedis(pid: number): boolean {
  try {
    return /(redis|valkey)-server/.test(readFileSync(`/proc/${pid}/cmdline`, 'utf8'));
  } catch {
    return false;
  }
}
