import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, statSync } from 'node:fs';
import { userInfo } from 'node:os';
import { dirname, join } from 'node:path';

/** Who PostgreSQL runs as: it refuses to run as root. */
export interface Account {
  readonly uid?: number;
  readonly gid?: number;
}

/** Our own account; as root, the account `postgres`, which is made when the machine has none. */
export function postgresAccount(): Account {
  if (userInfo().uid !== 0) return {};
  if (idOf('postgres', '-u') === undefined) {
    execFileSync('groupadd', ['--force', '--system', 'postgres']);
    execFileSync('useradd', ['--system', '--gid', 'postgres', '--no-create-home', 'postgres']);
  }
  return { uid: idOf('postgres', '-u')!, gid: idOf('postgres', '-g')! };
}

function idOf(user: string, flag: '-u' | '-g'): number | undefined {
  try {
    return Number(execFileSync('id', [flag, user], { stdio: ['ignore', 'pipe', 'ignore'] }));
  } catch {
    return undefined;
  }
}

const PUBLIC_FOLDER = '/var/tmp';

/**
 * A folder that the account can reach. Folders below a private one (a clone in /root) stay closed to `postgres`; then a
 * place under /var/tmp stands in for it, the same one each time.
 */
export function reachable(folder: string, account: Account): string {
  if (account.uid === undefined || isOpenToAll(folder)) return folder;
  return join(PUBLIC_FOLDER, `warp${folder.replaceAll('/', '-')}`);
}

/** PostgreSQL's programs where the account can run them: copied once when node_modules lies in a private folder. */
export function reachablePrograms(native: string, version: string, account: Account): string {
  if (account.uid === undefined || isOpenToAll(native)) return native;
  const copy = join(PUBLIC_FOLDER, `warp-postgresql-${version}`);
  if (!existsSync(join(copy, 'bin', 'postgres'))) cpSync(native, copy, { recursive: true, verbatimSymlinks: true });
  return copy;
}

function isOpenToAll(folder: string): boolean {
  for (let at = folder; ; at = dirname(at)) {
    if (existsSync(at) && (statSync(at).mode & 0o001) === 0) return false;
    if (at === dirname(at)) return true;
  }
}
