import { UniqueConstraintViolationException } from '@mikro-orm/core';
import type { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { TenantDatabase } from '../database/tenant-database.js';
import { type PageQuery, rowsOf } from '../http/page.dto.js';
import { conflict, forbidden, invalid, notFound, type Problem } from '../http/problem.js';
import { Revocations } from '../revocations/revocations.js';
import { Agency } from '../database/entities/agency.entity.js';
import { AuditLog, givenFields } from './audit-log/audit-log.js';
import { hashPassword } from './passwords.js';
import { keptRoles, type Principal, scopeOf } from './principal.js';
import type { RoleName } from '../database/entities/user.entity.js';
import { assignedSites, assignSites } from './site-assignment.js';
import { User } from '../database/entities/user.entity.js';
import type { CreateUserRequest, UpdateUserRequest } from './users.dto.js';

/** A person and the ids of the sites they are assigned to. */
export interface UserWithSites {
  readonly user: User;
  readonly siteIds: readonly string[];
}

/** The people of the agencies. Whoever keeps them gives no role above their own. */
@Injectable()
export class Users {
  constructor(
    private readonly database: TenantDatabase,
    private readonly revocations: Revocations,
    private readonly auditLog: AuditLog,
  ) {}

  list(by: Principal, page: PageQuery): Promise<{ items: UserWithSites[]; total: number }> {
    return this.database.entities(scopeOf(by), async (em) => {
      const [users, total] = await em.findAndCount(User, {}, { orderBy: { name: 'asc', id: 'asc' }, ...rowsOf(page) });
      return { items: await withSites(em, users), total };
    });
  }

  get(by: Principal, id: string): Promise<UserWithSites> {
    return this.database.entities(scopeOf(by), async (em) => withSite(em, await findUser(em, id)));
  }

  async create(by: Principal, request: CreateUserRequest): Promise<UserWithSites> {
    demandGrantable(by, request.role);
    const passwordHash = await hashPassword(request.password);
    return this.change(by, async (em) => {
      const agencyId = await agencyFor(em, by, request);
      const { name, role } = request;
      const user = em.create(User, { agencyId, email: request.email.toLowerCase(), name, role, passwordHash });
      await em.flush();
      if (request.site_ids !== undefined) await assignSites(em, user, request.site_ids);
      await this.record(em, by, user, 'user.created', { role });
      return withSite(em, user);
    });
  }

  /** What is sent is changed. A new password, role or `disabled` ends the person's sessions, a site less their access tokens: triggers see to it. */
  async update(by: Principal, id: string, request: UpdateUserRequest): Promise<UserWithSites> {
    if (id === by.userId && request.password !== undefined)
      throw conflict('own_account', 'Change your own password with the current one: PUT /api/auth/password.');
    const passwordHash = request.password === undefined ? undefined : await hashPassword(request.password);
    const updated = await this.change(by, async (em) => {
      const user = await findUser(em, id);
      demandGrantable(by, user.role);
      if (id === by.userId && (request.disabled === true || (request.role ?? user.role) !== user.role))
        throw ownAccount();
      if (request.role !== undefined) {
        demandGrantable(by, request.role);
        demandSameTenancy(user.role, request.role);
        user.role = request.role;
      }
      if (request.email !== undefined) user.email = request.email.toLowerCase();
      if (request.name !== undefined) user.name = request.name;
      if (passwordHash !== undefined) user.passwordHash = passwordHash;
      if (request.disabled !== undefined) user.disabledAt = request.disabled ? (user.disabledAt ?? new Date()) : null;
      await em.flush();
      if (request.site_ids !== undefined) await assignSites(em, user, request.site_ids);
      await this.record(em, by, user, 'user.updated', { fields: givenFields(request) });
      return withSite(em, user);
    });
    await this.revocations.announce();
    return updated;
  }

  async remove(by: Principal, id: string): Promise<void> {
    await this.change(by, async (em) => {
      const user = await findUser(em, id);
      demandGrantable(by, user.role);
      if (id === by.userId) throw ownAccount();
      await this.record(em, by, user, 'user.deleted');
      await em.remove(user).flush();
    });
    await this.revocations.announce();
  }

  private async change<T>(by: Principal, work: (em: EntityManager) => Promise<T>): Promise<T> {
    try {
      return await this.database.entities(scopeOf(by), work);
    } catch (error) {
      if (error instanceof UniqueConstraintViolationException)
        throw conflict('email_taken', 'Somebody has this e-mail address already.');
      throw error;
    }
  }

  private record(
    em: EntityManager,
    by: Principal,
    user: User,
    action: string,
    details: Record<string, unknown> = {},
  ): Promise<void> {
    return this.auditLog.record(em, by, {
      agencyId: user.agencyId,
      action,
      targetType: 'user',
      targetId: user.id,
      details,
    });
  }
}

async function findUser(em: EntityManager, id: string): Promise<User> {
  const user = await em.findOne(User, id);
  if (user === null) throw notFound('user');
  return user;
}

async function withSites(em: EntityManager, users: readonly User[]): Promise<UserWithSites[]> {
  const assigned = await assignedSites(em, users);
  return users.map((user) => ({ user, siteIds: assigned.get(user.id) ?? [] }));
}

const withSite = async (em: EntityManager, user: User): Promise<UserWithSites> => (await withSites(em, [user]))[0]!;

/** Null exactly for a super admin. */
async function agencyFor(
  em: EntityManager,
  by: Principal,
  { role, agency_id }: CreateUserRequest,
): Promise<string | null> {
  if (role === 'super_admin') {
    if (agency_id !== undefined)
      throw invalidAgency('absent', 'agency_id must be left out: a super admin belongs to no agency.');
    return null;
  }
  const agencyId = agency_id ?? by.agencyId;
  if (agencyId === null) throw invalidAgency('required', 'agency_id must name the agency the user belongs to.');
  if ((await em.count(Agency, { id: agencyId })) === 0) throw invalidAgency('exists', 'agency_id must name an agency.');
  return agencyId;
}

const invalidAgency = (rule: string, message: string): Problem => invalid([{ field: 'agency_id', rule, message }]);

function demandGrantable(by: Principal, role: RoleName): void {
  if (!keptRoles(by).includes(role)) throw forbidden(`${by.key === undefined ? 'Your role' : 'The API key'} may not keep a ${role}.`);
}

function demandSameTenancy(from: RoleName, to: RoleName): void {
  if ((from === 'super_admin') !== (to === 'super_admin'))
    throw invalid([
      {
        field: 'role',
        rule: 'tenancy',
        message: 'role cannot change between super_admin and a role within an agency.',
      },
    ]);
}

const ownAccount = (): Problem => conflict('own_account', 'Another admin must do this to your own account.');
