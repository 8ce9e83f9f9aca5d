import type { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { TenantDatabase } from '../database/tenant-database.js';
import { notFound } from '../http/problem.js';
import { Agency } from '../database/entities/agency.entity.js';
import { AuditLog } from './audit-log/audit-log.js';
import { demand } from './demand.js';
import { type Principal, scopeOf } from './principal.js';

/** The tenants: super admins keep them, agency admins see their own. */
@Injectable()
export class Agencies {
  constructor(
    private readonly database: TenantDatabase,
    private readonly auditLog: AuditLog,
  ) {}

  list(by: Principal): Promise<Agency[]> {
    return this.database.entities(scopeOf(by), (em) => em.find(Agency, {}, { orderBy: { name: 'asc', id: 'asc' } }));
  }

  get(by: Principal, id: string): Promise<Agency> {
    return this.database.entities(scopeOf(by), (em) => findAgency(em, id));
  }

  create(by: Principal, name: string): Promise<Agency> {
    return this.database.entities(scopeOf(by), async (em) => {
      const agency = em.create(Agency, { name });
      await em.flush();
      await this.record(em, by, agency, 'agency.created');
      return agency;
    });
  }

  rename(by: Principal, id: string, name: string): Promise<Agency> {
    return this.database.entities(scopeOf(by), async (em) => {
      const agency = await findAgency(em, id);
      demand(by, 'agencies.write');
      agency.name = name;
      await em.flush();
      await this.record(em, by, agency, 'agency.renamed');
      return agency;
    });
  }

  private record(em: EntityManager, by: Principal, agency: Agency, action: string): Promise<void> {
    return this.auditLog.record(em, by, { agencyId: agency.id, action, targetType: 'agency', targetId: agency.id });
  }
}

/** @throws Problem 404 when there is none in sight. */
export async function findAgency(em: EntityManager, id: string): Promise<Agency> {
  const agency = await em.findOne(Agency, id);
  if (agency === null) throw notFound('agency');
  return agency;
}
