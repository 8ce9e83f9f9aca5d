import type { ApiKeyScope } from '../../database/entities/api-key.entity.js';
import type { Right } from '../rights.js';

/** What an API key may be for, in words for whoever makes one. */
export const API_KEY_SCOPES = {
  track: 'send events from a server',
  read: 'read analytics, monitoring, companies and sites',
  manage: 'manage sites, destinations, and the users below whoever made the key',
} as const satisfies Record<ApiKeyScope, string>;

/** Rights a scope brings; a route's scope lets a key in, these decide what it may do there. */
export const SCOPE_RIGHTS: Readonly<Record<ApiKeyScope, readonly Right[]>> = {
  track: [],
  read: ['sites.read'],
  manage: ['sites.read', 'sites.write', 'sites.create', 'sites.delete', 'destinations.write', 'users.write'],
};

/** Of these, what a key that is limited to one site has not. */
export const BEYOND_ONE_SITE: readonly Right[] = ['sites.create', 'sites.delete', 'users.write'];
