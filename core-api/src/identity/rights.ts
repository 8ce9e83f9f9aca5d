import type { RoleName } from '../database/entities/user.entity.js';

/**
 * What a role may do, as a table. `destinations.write` is to set destinations up at their vendors;
 * `destinations.readdress` to send a site's events and secrets to an address that is not the vendor's.
 */
export const ROLE_RIGHTS = {
  super_admin: [
    'sites.read',
    'sites.write',
    'sites.create',
    'sites.delete',
    'destinations.write',
    'destinations.readdress',
    'users.write',
    'agencies.read',
    'agencies.write',
    'keys.write',
    'system.read',
    'system.write',
  ],
  agency_admin: [
    'sites.read',
    'sites.write',
    'sites.create',
    'sites.delete',
    'destinations.write',
    'destinations.readdress',
    'users.write',
    'agencies.read',
    'keys.write',
  ],
  agency_manager: ['sites.read', 'sites.write', 'destinations.write'],
  client_user: ['sites.read'],
} as const satisfies Record<RoleName, readonly string[]>;

export type Right = (typeof ROLE_RIGHTS)[RoleName][number];

/** Roles a user with this role may give to others. */
export const GRANTABLE: Readonly<Record<RoleName, readonly RoleName[]>> = {
  super_admin: ['super_admin', 'agency_admin', 'agency_manager', 'client_user'],
  agency_admin: ['agency_admin', 'agency_manager', 'client_user'],
  agency_manager: [],
  client_user: [],
};
