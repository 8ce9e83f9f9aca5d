import { applyDecorators, type CanActivate, createParamDecorator, type ExecutionContext, Injectable, SetMetadata, UseGuards } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { ApiBearerAuth } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { bearerToken } from '../../identity/bearer-token.js';
import { Public } from '../../identity/principal.js';
import { Problem } from '../../http/problem.js';
import { SiteAccessLimits } from './site-access-limits.js';
import type { SiteScope } from './site-scopes.js';
import { type SiteTokenHolder, SiteTokens } from './site-tokens.js';

type SiteRequest = FastifyRequest & { siteToken?: SiteTokenHolder };

const SCOPE = Symbol('warp:site-scope');

/** Lets in who holds a token of a site; what it opens is that site alone (RFC 6750). */
@Injectable()
export class SiteTokenGuard implements CanActivate {
  constructor(
    private readonly reflector: Reflector,
    private readonly tokens: SiteTokens,
    private readonly limits: SiteAccessLimits,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const request = context.switchToHttp().getRequest<SiteRequest>();
    const holder = await this.tokens.verify(bearerToken(request));
    if (holder === undefined)
      throw new Problem(401, 'invalid_site_token', 'This is no token of a site, or it was revoked: connect WordPress again.', undefined, {
        'www-authenticate': 'Bearer error="invalid_token"',
      });
    await this.limits.countRequest(holder.tokenId);
    const scope = this.reflector.getAllAndOverride<SiteScope | undefined>(SCOPE, [context.getHandler(), context.getClass()]);
    if (scope !== undefined && !holder.scopes.includes(scope))
      throw new Problem(403, 'insufficient_scope', `The token has not the scope “${scope}”: connect WordPress again.`, undefined, {
        'www-authenticate': `Bearer error="insufficient_scope", scope="${scope}"`,
      });
    request.siteToken = holder;
    return true;
  }
}

/** A route for tokens of sites instead of people; with a scope, for those that have it. */
export const ForSiteToken = (scope?: SiteScope): MethodDecorator & ClassDecorator =>
  applyDecorators(Public(), SetMetadata(SCOPE, scope), UseGuards(SiteTokenGuard), ApiBearerAuth());

/** Parameter: whose token it is. */
export const CurrentSite = createParamDecorator(
  (_: unknown, context: ExecutionContext): SiteTokenHolder => context.switchToHttp().getRequest<{ siteToken: SiteTokenHolder }>().siteToken,
);
