import { randomBytes } from 'node:crypto';
import type { ServicesConfig } from '../config/config.js';
import type { SystemDatabase } from '../database/system-database.js';
import { hashPassword } from './passwords.js';

/** Any constant does, as long as every Warp process uses the same. */
const FIRST_ADMIN_LOCK = 7_230_412;

/** The first super admin, if this call made one. */
export interface FirstAdmin {
  readonly email: string;
  /** Only when it was generated: it is stored nowhere, show it now. */
  readonly generatedPassword?: string;
}

/**
 * Makes the super admin when there is no user yet. Several processes may call it at once.
 * @returns undefined when there are users already
 */
export async function ensureFirstAdmin(
  database: SystemDatabase,
  { adminEmail, adminPassword }: Pick<ServicesConfig, 'adminEmail' | 'adminPassword'>,
): Promise<FirstAdmin | undefined> {
  return database.transaction(async (client) => {
    await client.query('select pg_advisory_xact_lock($1)', [FIRST_ADMIN_LOCK]);
    const users = await client.query('select 1 from users limit 1');
    if (users.rows.length > 0) return undefined;
    const password = adminPassword ?? randomBytes(12).toString('base64url');
    const email = adminEmail.toLowerCase();
    await client.query(
      `insert into users (agency_id, email, name, role, password_hash) values (null, $1, 'Administrator', 'super_admin', $2)`,
      [email, await hashPassword(password)],
    );
    return adminPassword === undefined ? { email, generatedPassword: password } : { email };
  });
}
