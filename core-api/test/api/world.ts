import { hashPassword } from '../../src/identity/passwords.js';
import type { KeyRing } from '../../src/secrets/key-ring.js';
import { SITE_SECRET } from '../../src/site-directory/site-directory.js';
import type { TestDatabase } from '../setup/database.js';

export const PASSWORD = 'correct horse battery';

/** People of the test world: one of each role, the last three in agency A, and the admin of agency B. */
export const PEOPLE = ['super_admin', 'agency_admin', 'agency_manager', 'client_user', 'admin_of_b'] as const;
export type Who = (typeof PEOPLE)[number];

/** Two agencies. Agency A has the sites `assigned` (its manager and client see it) and `other`; agency B has `foreign`. */
export interface World {
  readonly agencies: { readonly a: string; readonly b: string };
  readonly users: Readonly<Record<Who, string>>;
  readonly sites: { readonly assigned: string; readonly other: string; readonly foreign: string };
}

export const emailOf = (who: Who): string => `${who}@example.org`;

export async function createWorld(database: TestDatabase, keyRing: KeyRing): Promise<World> {
  const idOf = async (sql: string, parameters: readonly unknown[]): Promise<string> =>
    (await database.query<{ id: string }>(`${sql} returning id`, parameters))[0]!.id;
  const agency = (name: string) => idOf('insert into agencies (name) values ($1)', [name]);
  const site = (agencyId: string, name: string) =>
    idOf('insert into sites (agency_id, name, domain, script_id, secret) values ($1, $2, $3, $4, $5)', [
      agencyId,
      name,
      `${name}.example`,
      `${name}script`,
      keyRing.seal('signing key', SITE_SECRET),
    ]);
  const passwordHash = await hashPassword(PASSWORD);
  const user = (who: Who, agencyId: string | null) =>
    idOf('insert into users (agency_id, email, name, role, password_hash) values ($1, $2, $3, $4, $5)', [
      agencyId,
      emailOf(who),
      who,
      who === 'admin_of_b' ? 'agency_admin' : who,
      passwordHash,
    ]);

  const agencies = { a: await agency('Agency A'), b: await agency('Agency B') };
  const sites = {
    assigned: await site(agencies.a, 'assigned'),
    other: await site(agencies.a, 'other'),
    foreign: await site(agencies.b, 'foreign'),
  };
  const users = {
    super_admin: await user('super_admin', null),
    agency_admin: await user('agency_admin', agencies.a),
    agency_manager: await user('agency_manager', agencies.a),
    client_user: await user('client_user', agencies.a),
    admin_of_b: await user('admin_of_b', agencies.b),
  };
  for (const userId of [users.agency_manager, users.client_user])
    await database.query('insert into user_sites (user_id, site_id) values ($1, $2)', [userId, sites.assigned]);
  return { agencies, users, sites };
}
