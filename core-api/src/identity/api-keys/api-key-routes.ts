import type { ApiKeyScope } from '../../database/entities/api-key.entity.js';

interface KeyRoutes {
  /** Any of them opens the routes. */
  readonly scopes: readonly ApiKeyScope[];
  readonly methods: readonly string[];
  /** The path itself and what lies below it. */
  readonly under: string;
}

const READING = ['GET'];
const WRITING = ['POST', 'PUT', 'PATCH', 'DELETE'];

/** Which routes API keys open, and with which scope. What is not here is closed to them. (`track` opens POST /api/track, which stands before.) */
const KEY_ROUTES: readonly KeyRoutes[] = [
  { scopes: ['read'], methods: READING, under: '/api/analytics' },
  { scopes: ['read'], methods: READING, under: '/api/monitoring' },
  { scopes: ['read'], methods: READING, under: '/api/companies' },
  { scopes: ['read', 'manage'], methods: READING, under: '/api/sites' },
  { scopes: ['manage'], methods: READING, under: '/api/plugins' },
  { scopes: ['manage'], methods: WRITING, under: '/api/sites' },
  { scopes: ['manage'], methods: [...READING, ...WRITING], under: '/api/users' },
];

/** Below these, and still closed. A path's parameters are `:`. */
const CLOSED: readonly { readonly under: string; readonly because: string }[] = [
  { under: '/api/sites/:/connection-code', because: 'it holds the site’s signing secret' },
  { under: '/api/sites/:/secret', because: 'it gives the site’s signing secret' },
  { under: '/api/sites/:/connections', because: 'a person allows a WordPress and ends it' },
  { under: '/api/sites/:/destinations/:/oauth', because: 'a person agrees in a browser' },
  { under: '/api/monitoring/system', because: 'it is about the whole installation' },
];

/**
 * Scopes that open a route to API keys; none: it is closed to them.
 * @param path the route's pattern, `/api/sites/:id` or `/api/sites/{id}`
 */
export function scopesOpening(method: string, path: string): readonly ApiKeyScope[] {
  const plain = path.replace(/:\w+|\{\w+\}/g, ':');
  if (CLOSED.some(({ under }) => isUnder(plain, under))) return [];
  const asked = method === 'HEAD' ? 'GET' : method;
  return KEY_ROUTES.find(({ methods, under }) => methods.includes(asked) && isUnder(plain, under))?.scopes ?? [];
}

const isUnder = (path: string, folder: string): boolean => path === folder || path.startsWith(`${folder}/`);
