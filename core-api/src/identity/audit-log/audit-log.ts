import type { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import type pg from 'pg';
import type { Principal } from '../principal.js';

export interface AuditEntry {
  /** Agency whose admins may read it; null: super admins only. */
  readonly agencyId: string | null;
  /** What was done, as `site.updated`. */
  readonly action: string;
  readonly targetType: string;
  readonly targetId: string;
  /** Never values of personal fields or secrets: names of fields, counts. */
  readonly details?: Readonly<Record<string, unknown>>;
}

/** Who changed what. */
@Injectable()
export class AuditLog {
  /** Writes in the transaction of the change itself: either both are there or neither. */
  async record(em: EntityManager, by: Principal, entry: AuditEntry): Promise<void> {
    await em.execute(
      'insert into audit_log (agency_id, user_id, api_key_id, action, target_type, target_id, details) values (?, ?, ?, ?, ?, ?, ?::jsonb)',
      [entry.agencyId, by.userId, by.key?.id ?? null, entry.action, entry.targetType, entry.targetId, JSON.stringify(entry.details ?? {})],
    );
  }

  /** For what a program does on its own: in the name of the person who allowed it, or, with null, of nobody. */
  async recordFor(client: pg.PoolClient, userId: string | null, entry: AuditEntry): Promise<void> {
    await client.query('insert into audit_log (agency_id, user_id, action, target_type, target_id, details) values ($1, $2, $3, $4, $5, $6)', [
      entry.agencyId,
      userId,
      entry.action,
      entry.targetType,
      entry.targetId,
      JSON.stringify(entry.details ?? {}),
    ]);
  }
}

/** Names of the fields a request brings; a request's class has the others too, undefined. */
export const givenFields = (request: object): string[] =>
  Object.entries(request).flatMap(([field, value]) => (value === undefined ? [] : [field]));
