import { type CanActivate, type ExecutionContext, Injectable } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { FastifyRequest } from 'fastify';
import { forbidden } from '../http/problem.js';
import { ApiKeyAccess } from './api-keys/api-key-access.js';
import { isApiKey } from './api-keys/api-keys.js';
import { Authenticator } from './authenticator.js';
import { bearerToken, SITE_TOKEN_MARK } from './bearer-token.js';
import { hasRight, NEEDS, type Principal, PUBLIC } from './principal.js';
import type { Right } from './rights.js';

/**
 * Every route needs an access token, or an API key whose scope opens it (`api-key-routes.ts`), unless it is marked `@Public()`;
 * and the right that `@Needs` names.
 */
@Injectable()
export class AccessGuard implements CanActivate {
  constructor(
    private readonly reflector: Reflector,
    private readonly authenticator: Authenticator,
    private readonly apiKeys: ApiKeyAccess,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    // A socket is authenticated once, when it connects: the gateway refuses the connection itself.
    if (context.getType() === 'ws') return true;
    const marks: [ReturnType<typeof context.getHandler>, ReturnType<typeof context.getClass>] = [
      context.getHandler(),
      context.getClass(),
    ];
    if (this.reflector.getAllAndOverride<boolean | undefined>(PUBLIC, marks) === true) return true;

    const request = context.switchToHttp().getRequest<FastifyRequest & { principal?: Principal }>();
    const principal = await this.principalOf(request);
    request.principal = principal;

    const right = this.reflector.getAllAndOverride<Right | undefined>(NEEDS, marks);
    if (right !== undefined && !hasRight(principal, right)) throw forbidden(principal.key === undefined ? undefined : 'The API key may not do this.');
    return true;
  }

  private principalOf(request: FastifyRequest): Promise<Principal> {
    const token = bearerToken(request);
    if (token.startsWith(SITE_TOKEN_MARK)) throw forbidden('A site’s token opens the routes of its own site under /api/site, and no others.');
    return isApiKey(token)
      ? this.apiKeys.admit(token, request.method, request.routeOptions.url ?? '')
      : this.authenticator.verifyAccessToken(token);
  }
}
