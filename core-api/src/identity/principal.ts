import { createParamDecorator, type ExecutionContext, SetMetadata } from '@nestjs/common';
import type { TenantScope, Writes } from '../database/tenant-scope.js';
import type { RoleName } from '../database/entities/user.entity.js';
import { GRANTABLE, type Right, ROLE_RIGHTS } from './rights.js';

/** The log-in a request belongs to. */
export interface PrincipalSession {
  readonly id: string;
  /** Of the person's tokens; every change that ends them raises it. */
  readonly version: number;
}

/** An API key that asks in its maker's name, within what it is for. */
export interface PrincipalKey {
  readonly id: string;
  /** Null: every site of the agency. */
  readonly siteId: string | null;
  readonly rights: readonly Right[];
  /** Roles it may give, and whose people it may change: those below its maker's. */
  readonly roles: readonly RoleName[];
}

/** Who a request speaks for: a person, or an API key. */
export interface Principal {
  /** Of a key: its maker's, or, when that one is gone, its own. */
  readonly userId: string;
  /** Null for super admins only. */
  readonly agencyId: string | null;
  /** Of a key: never above an agency admin's. */
  readonly role: RoleName;
  /** Absent for keys, and for work in a person's name after they went. */
  readonly session?: PrincipalSession;
  readonly key?: PrincipalKey;
}

const rightsOf = ({ role, key }: Principal): readonly Right[] => key?.rights ?? ROLE_RIGHTS[role];

/** Roles one may give, and whose people one may change. */
export const keptRoles = ({ role, key }: Principal): readonly RoleName[] => key?.roles ?? GRANTABLE[role];

export const hasRight = (principal: Principal, right: Right): boolean => rightsOf(principal).includes(right);

/** What of the tenants' data somebody sees and may write. */
export function scopeOf(principal: Principal): TenantScope {
  const { role, userId, agencyId, key } = principal;
  const writes: Writes = { rights: rightsOf(principal), roles: keptRoles(principal), ...(key === undefined ? {} : { keyId: key.id }) };
  if (key !== undefined && key.siteId !== null) return { scope: 'site', siteId: key.siteId, userId, writes };
  if (role === 'super_admin') return { scope: 'all', userId, writes };
  if (agencyId === null) throw new Error('A user other than a super admin has no agency.');
  return { scope: key !== undefined || role === 'agency_admin' ? 'agency' : 'sites', agencyId, userId, writes };
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
