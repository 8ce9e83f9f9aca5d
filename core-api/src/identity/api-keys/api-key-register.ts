import type { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { TenantDatabase } from '../../database/tenant-database.js';
import { invalid, notFound } from '../../http/problem.js';
import { Revocations } from '../../revocations/revocations.js';
import { Site } from '../../database/entities/site.entity.js';
import { Agency } from '../../database/entities/agency.entity.js';
import { ApiKey } from '../../database/entities/api-key.entity.js';
import type { CreateApiKeyRequest } from './api-keys.dto.js';
import { hashOfKey, KEY_PREFIX_LENGTH, newKey } from './api-keys.js';
import { AuditLog } from '../audit-log/audit-log.js';
import { type Principal, scopeOf } from '../principal.js';

/** Days of usage that are shown, today included. */
export const USAGE_DAYS = 30;

/** A key and its requests of the last days. */
export interface UsedApiKey {
  readonly apiKey: ApiKey;
  readonly usage: readonly { readonly day: string; readonly requests: number }[];
}

/** Makes, lists and revokes API keys. */
@Injectable()
export class ApiKeyRegister {
  constructor(
    private readonly database: TenantDatabase,
    private readonly revocations: Revocations,
    private readonly auditLog: AuditLog,
  ) {}

  list(by: Principal): Promise<UsedApiKey[]> {
    return this.database.entities(scopeOf(by), async (em) => {
      const keys = await em.find(ApiKey, {}, { orderBy: { createdAt: 'desc', id: 'desc' } });
      const usage = await em.execute<{ key_id: string; day: string; requests: string }[]>(
        `select key_id, day::text as day, requests from api_key_usage where day > (now() at time zone 'UTC')::date - ?::int order by day`,
        [USAGE_DAYS],
      );
      const byKey = Map.groupBy(usage, ({ key_id }) => key_id);
      return keys.map((apiKey) => ({ apiKey, usage: (byKey.get(apiKey.id) ?? []).map(({ day, requests }) => ({ day, requests: Number(requests) })) }));
    });
  }

  /** @returns the stored key and its text, which is nowhere kept. */
  async create(by: Principal, request: CreateApiKeyRequest): Promise<{ apiKey: ApiKey; key: string }> {
    const key = newKey();
    const apiKey = await this.database.entities(scopeOf(by), async (em) => {
      const made = em.create(ApiKey, {
        agencyId: await agencyFor(em, by, request),
        siteId: request.site_id ?? null,
        name: request.name,
        prefix: key.slice(0, KEY_PREFIX_LENGTH),
        keyHash: hashOfKey(key),
        scopes: request.scopes,
        createdBy: by.userId,
      });
      await em.flush();
      await this.record(em, by, made, 'api_key.created');
      return made;
    });
    return { apiKey, key };
  }

  async revoke(by: Principal, id: string): Promise<void> {
    await this.database.entities(scopeOf(by), async (em) => {
      const apiKey = await em.findOne(ApiKey, id);
      if (apiKey === null) throw notFound('API key');
      if (apiKey.revokedAt !== null) return;
      apiKey.revokedAt = new Date();
      await this.record(em, by, apiKey, 'api_key.revoked');
    });
    await this.revocations.announce();
  }

  private record(em: EntityManager, by: Principal, { id, agencyId, scopes }: ApiKey, action: string): Promise<void> {
    return this.auditLog.record(em, by, { agencyId, action, targetType: 'api_key', targetId: id, details: { scopes } });
  }
}

/** The agency of the site, the one that is named, or one's own. */
async function agencyFor(
  em: EntityManager,
  by: Principal,
  { site_id, agency_id }: CreateApiKeyRequest,
): Promise<string> {
  if (site_id !== undefined) {
    const site = await em.findOne(Site, { id: site_id, ...(agency_id === undefined ? {} : { agencyId: agency_id }) });
    if (site === null)
      throw invalid([{ field: 'site_id', rule: 'exists', message: 'site_id must name a site of the agency.' }]);
    return site.agencyId;
  }
  const agencyId = agency_id ?? by.agencyId;
  if (agencyId === null)
    throw invalid([{ field: 'agency_id', rule: 'required', message: 'agency_id or site_id must be given.' }]);
  if ((await em.count(Agency, { id: agencyId })) === 0)
    throw invalid([{ field: 'agency_id', rule: 'exists', message: 'agency_id must name an agency.' }]);
  return agencyId;
}
