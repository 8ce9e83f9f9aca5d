import { type CanActivate, type ExecutionContext, Injectable } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { FastifyRequest } from 'fastify';
import { forbidden, unauthorized } from '../problems/problem.js';
import { Authenticator } from './authenticator.js';
import { NEEDS, type Principal, PUBLIC } from './principal.js';
import { may, type Right } from './rights.js';

/** Every route needs an access token unless it is marked `@Public()`, and the right that `@Needs` names. */
@Injectable()
export class AccessGuard implements CanActivate {
  constructor(
    private readonly reflector: Reflector,
    private readonly authenticator: Authenticator,
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
    const principal = await this.authenticator.verifyAccessToken(bearerToken(request.headers.authorization));
    request.principal = principal;

    const right = this.reflector.getAllAndOverride<Right | undefined>(NEEDS, marks);
    if (right !== undefined && !may(principal.role, right)) throw forbidden();
    return true;
  }
}

function bearerToken(authorization: string | undefined): string {
  const token = /^Bearer ([\w.~+/-]+=*)$/i.exec(authorization ?? '')?.[1];
  if (token === undefined) throw unauthorized('token_required', 'Send the access token as “Authorization: Bearer …”.');
  return token;
}
