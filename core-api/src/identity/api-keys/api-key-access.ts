import { Injectable } from '@nestjs/common';
import type { RateLimiterRedis } from 'rate-limiter-flexible';
import { Problem, forbidden } from '../../http/problem.js';
import { type Limit, limiterFor, secondsToWait } from '../../redis/limiter.js';
import { RedisConnections } from '../../redis/redis.module.js';
import { Revocations } from '../../revocations/revocations.js';
import { scopesOpening } from './api-key-routes.js';
import type { ApiKeyScope } from '../../database/entities/api-key.entity.js';
import { BEYOND_ONE_SITE, SCOPE_RIGHTS } from './api-key-scopes.js';
import { ApiKeyUsage } from './api-key-usage.js';
import { ApiKeys, type KnownKey } from './api-keys.js';
import type { Principal } from '../principal.js';
import type { RoleName } from '../../database/entities/user.entity.js';
import { GRANTABLE, type Right, ROLE_RIGHTS } from '../rights.js';

/** Requests of one key to the API, in all processes; events that are sent with it have limits of their own. */
export const KEY_LIMIT: Limit = { name: 'api-key', points: 600, duration: 60 };

/** Lets API keys in, where their scopes open the route. */
@Injectable()
export class ApiKeyAccess {
  private readonly limiter: RateLimiterRedis;

  constructor(
    private readonly keys: ApiKeys,
    private readonly usage: ApiKeyUsage,
    private readonly revocations: Revocations,
    { shared }: RedisConnections,
  ) {
    this.limiter = limiterFor(shared, KEY_LIMIT);
  }

  /**
   * @param path the route's pattern
   * @throws Problem 401 `invalid_api_key`, 403 when it does not open the route, 429 with Retry-After, 503 when PostgreSQL does not answer
   */
  async admit(token: string, method: string, path: string): Promise<Principal> {
    await this.revocations.ensureCurrent();
    const key = await this.keys.find(token);
    if (key === undefined)
      throw new Problem(401, 'invalid_api_key', 'There is no such API key, or it was revoked.', undefined, { 'www-authenticate': 'Bearer error="invalid_token"' });
    const seconds = await secondsToWait(this.limiter, key.id);
    if (seconds !== undefined)
      throw new Problem(429, 'rate_limited', `Too many requests with this API key: wait ${seconds} seconds.`, undefined, { 'retry-after': String(seconds) });
    this.usage.count(key.id);
    demandScope(key, scopesOpening(method, path));
    return principalOfKey(key);
  }
}

function demandScope({ scopes }: KnownKey, opening: readonly ApiKeyScope[]): void {
  if (opening.length === 0) throw forbidden('API keys do not open this route: log in.');
  if (opening.some((scope) => scopes.includes(scope))) return;
  throw new Problem(403, 'insufficient_scope', `The API key needs the scope ${opening.map((scope) => `“${scope}”`).join(' or ')}.`, undefined, {
    'www-authenticate': `Bearer error="insufficient_scope", scope="${opening.join(' ')}"`,
  });
}

/** What a key may do: its scopes' rights, and for `manage` only as long as its maker may make keys. */
export function principalOfKey({ id, agencyId, siteId, scopes, maker }: KnownKey): Principal {
  const makerRights: readonly Right[] = maker === null ? [] : ROLE_RIGHTS[maker.role];
  const manages = scopes.includes('manage') && makerRights.includes('keys.write');
  const rights = scopes
    .filter((scope) => scope !== 'manage' || manages)
    .flatMap((scope) => SCOPE_RIGHTS[scope])
    .filter((right) => siteId === null || !BEYOND_ONE_SITE.includes(right));
  const roles = manages && siteId === null && maker !== null ? rolesBelow(maker.role) : [];
  return { userId: maker?.id ?? id, agencyId, role: manages ? 'agency_admin' : 'client_user', key: { id, siteId, rights: [...new Set(rights)], roles } };
}

const rolesBelow = (role: RoleName): readonly RoleName[] => GRANTABLE[role].filter((granted) => granted !== role);
