import { createParamDecorator, type ExecutionContext, SetMetadata } from '@nestjs/common';
import type { TenantScope } from '../database/tenant-scope.js';
import type { Right, RoleName } from './rights.js';

/** The person a request speaks for. */
export interface Principal {
  readonly userId: string;
  /** Null for super admins only. */
  readonly agencyId: string | null;
  readonly role: RoleName;
}

/** What of the tenants' data a person sees. */
export function scopeOf({ role, userId, agencyId }: Principal): TenantScope {
  if (role === 'super_admin') return { scope: 'all', userId };
  if (agencyId === null) throw new Error('A user other than a super admin has no agency.');
  return { scope: role === 'agency_admin' ? 'agency' : 'sites', agencyId, userId };
}

/** Parameter: the request's principal. */
export const CurrentPrincipal = createParamDecorator(
  (_: unknown, context: ExecutionContext): Principal =>
    context.switchToHttp().getRequest<{ principal: Principal }>().principal,
);

export const PUBLIC = Symbol('warp:public');
/** A route that needs no token. Every other one does. */
export const Public = (): MethodDecorator & ClassDecorator => SetMetadata(PUBLIC, true);

export const NEEDS = Symbol('warp:needs');
/** A route for those with a right. */
export const Needs = (right: Right): MethodDecorator & ClassDecorator => SetMetadata(NEEDS, right);
