import { createHash, createHmac, hkdfSync, pbkdf2Sync, randomBytes } from 'node:crypto';
import pg from 'pg';

/** The roles that hold the rights on the tables; nobody logs in as them. */
export const WORK_ROLES = ['warp_app', 'warp_system'] as const;
export type WorkRole = (typeof WORK_ROLES)[number];

/** Ways to one database. */
export interface DatabaseAddresses {
  /** As the owner: for migrations and partitions only. */
  readonly databaseUrl: string;
  /** As log-ins that were made by hand, where the owner may not create roles. */
  readonly databaseAppUrl?: string;
  readonly databaseSystemUrl?: string;
  /** Stands in for the owner's password where the address has none. */
  readonly encryptionKeys?: string;
}

/** Says what an operator has to do; never repeats an address. */
export class DatabaseAccessError extends Error {}

const GIVEN = { warp_app: 'databaseAppUrl', warp_system: 'databaseSystemUrl' } as const satisfies Record<WorkRole, keyof DatabaseAddresses>;
const VARIABLE = { warp_app: 'DATABASE_APP_URL', warp_system: 'DATABASE_SYSTEM_URL' } as const satisfies Record<WorkRole, string>;

/**
 * The address a pool logs in with: the one that was given, or that of a role of our own whose password follows from the owner's, so that
 * every process of an installation knows it and nobody keeps it.
 */
export function loginUrl(addresses: DatabaseAddresses, role: WorkRole): string {
  const given = addresses[GIVEN[role]];
  if (given !== undefined) return given;
  const url = new URL(addresses.databaseUrl);
  const { name, password } = loginOf(addresses, role);
  url.username = name;
  url.password = password;
  return url.href;
}

/**
 * Makes sure that both log-ins work and can do nothing beyond their role. Processes may call it at once.
 * @throws DatabaseAccessError with what is missing
 */
export async function ensureLoginRoles(addresses: DatabaseAddresses): Promise<void> {
  for (const role of WORK_ROLES) {
    if ((await faultOf(addresses, role)) === undefined) continue;
    if (addresses[GIVEN[role]] === undefined) await makeLogin(addresses, role);
    const fault = await faultOf(addresses, role);
    if (fault !== undefined) throw new DatabaseAccessError(`${addresses[GIVEN[role]] === undefined ? 'DATABASE_URL' : VARIABLE[role]}: ${fault}`);
  }
}

/** Named after the owner: two installations in one cluster have different ones unless they are the same user's. */
function loginOf({ databaseUrl, encryptionKeys = '' }: DatabaseAddresses, role: WorkRole): { readonly name: string; readonly password: string } {
  const { username, password, searchParams } = new URL(databaseUrl);
  const owner = decodeURIComponent(username) || searchParams.get('user') || '';
  const secret = decodeURIComponent(password) || searchParams.get('password') || encryptionKeys;
  const mark = createHash('sha256').update(owner).digest('hex').slice(0, 8);
  return { name: `${role}_login_${mark}`, password: Buffer.from(hkdfSync('sha256', secret, '', `warp database log-in ${role}`, 32)).toString('base64url') };
}

/** What is wrong with a log-in, as a sentence; undefined: nothing. */
async function faultOf(addresses: DatabaseAddresses, role: WorkRole): Promise<string | undefined> {
  const client = new pg.Client({ connectionString: loginUrl(addresses, role), options: `-c role=${role}`, connectionTimeoutMillis: 15_000 });
  client.on('error', () => undefined);
  try {
    await client.connect();
    const { rows } = await client.query<{ superuser: boolean; reaches: string[] }>(REACH, [role]);
    const { superuser, reaches } = rows[0]!;
    if (superuser) return `the log-in for ${role} is a superuser; name one that is only a member of ${role}.`;
    if (reaches.length > 0) return `the log-in for ${role} may also become ${reaches.join(', ')}; name one that is only a member of ${role}.`;
    return undefined;
  } catch (error) {
    return `the log-in for ${role} does not work (${reasonOf(error)}).`;
  } finally {
    await client.end().catch(() => undefined);
  }
}

/** Beyond itself and its role a log-in must not reach whoever owns tables here, nor the other role. */
const REACH = `
  select r.rolsuper as superuser,
         array(select distinct other.rolname::text from pg_roles other
               where other.rolname <> all (array[$1, session_user]::name[]) and pg_has_role(session_user, other.oid, 'MEMBER')
                 and (other.rolname in ('warp_app', 'warp_system') or other.rolsuper or other.rolcreaterole
                      or other.oid in (select relowner from pg_class where relnamespace = 'public'::regnamespace))) as reaches
  from pg_roles r where r.rolname = session_user`;

/** @throws DatabaseAccessError when the owner may not create roles */
async function makeLogin(addresses: DatabaseAddresses, role: WorkRole): Promise<void> {
  const { name, password } = loginOf(addresses, role);
  const owner = new pg.Client({ connectionString: addresses.databaseUrl, connectionTimeoutMillis: 15_000 });
  owner.on('error', () => undefined);
  await owner.connect();
  try {
    // Roles belong to the cluster, and processes on other databases of it may make the same one.
    await owner.query('select pg_advisory_lock($1)', [LOGIN_LOCK]);
    const [login, verifier, database] = [pg.escapeIdentifier(name), pg.escapeLiteral(scramVerifier(password)), pg.escapeIdentifier(owner.database!)];
    await anyway(owner, `create role ${login} login noinherit`, DUPLICATE_OBJECT);
    await whileOthersDo(owner, `alter role ${login} login noinherit password ${verifier}`);
    await whileOthersDo(owner, `grant ${role} to ${login}`);
    await whileOthersDo(owner, `grant connect on database ${database} to ${login}`);
  } catch (error) {
    throw new DatabaseAccessError(
      `DATABASE_URL: its user could not make the log-in ${name} (${reasonOf(error)}). Let it create roles (alter role … createrole), or make two log-ins yourself ` +
        `and name them in DATABASE_APP_URL and DATABASE_SYSTEM_URL: docs/database.md says how.`,
      { cause: error },
    );
  } finally {
    await owner.end().catch(() => undefined);
  }
}

/** What PostgreSQL stores of a password (RFC 5802, RFC 7677), made here so that the password itself stands in no server log. */
function scramVerifier(password: string): string {
  const salt = randomBytes(16);
  const salted = pbkdf2Sync(password, salt, SCRAM_ITERATIONS, 32, 'sha256');
  const keyFor = (word: string): Buffer => createHmac('sha256', salted).update(word).digest();
  const stored = createHash('sha256').update(keyFor('Client Key')).digest();
  return `SCRAM-SHA-256$${SCRAM_ITERATIONS}:${salt.toString('base64')}$${stored.toString('base64')}:${keyFor('Server Key').toString('base64')}`;
}

/** PostgreSQL's default. */
const SCRAM_ITERATIONS = 4096;

/** Any constant does, as long as every Warp process uses the same. */
const LOGIN_LOCK = 7_230_413;
const DUPLICATE_OBJECT = '42710';
/** "tuple concurrently updated": advisory locks are a database's, roles the cluster's. */
const CONCURRENT_UPDATE = 'XX000';
const TRIES = 20;
const PAUSE_MS = 50;

async function anyway(client: pg.Client, sql: string, ...accepted: readonly string[]): Promise<void> {
  await client.query(sql).catch((error: { code?: string }) => {
    // Two that create the same role at once collide in its index.
    if (![...accepted, '23505'].includes(error.code ?? '')) throw error;
  });
}

async function whileOthersDo(client: pg.Client, sql: string): Promise<void> {
  for (let left = TRIES; ; left--)
    try {
      await client.query(sql);
      return;
    } catch (error) {
      if (left === 0 || (error as { code?: string }).code !== CONCURRENT_UPDATE) throw error;
      await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
    }
}

/** PostgreSQL's words name roles and databases, never passwords. */
const reasonOf = (error: unknown): string => (error instanceof Error ? error.message || error.name : 'unknown');
