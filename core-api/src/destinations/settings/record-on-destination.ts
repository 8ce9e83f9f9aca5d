import type { EntityManager } from '@mikro-orm/postgresql';
import type { DestinationConfig } from '../../database/entities/destination-config.entity.js';
import type { Site } from '../../database/entities/site.entity.js';
import type { AuditLog } from '../../identity/audit-log/audit-log.js';
import type { Principal } from '../../identity/principal.js';

/** Notes in the audit log what somebody did with a destination, in the transaction that does it. @param details without secrets */
export const recordOnDestination = (
  auditLog: AuditLog,
  em: EntityManager,
  by: Principal,
  { agencyId, id: siteId }: Site,
  { id, plugin }: DestinationConfig,
  action: string,
  details: Readonly<Record<string, unknown>> = {},
): Promise<void> => auditLog.record(em, by, { agencyId, action, targetType: 'destination', targetId: id, details: { ...details, siteId, plugin } });
