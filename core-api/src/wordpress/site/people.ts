import { Injectable } from '@nestjs/common';
import type pg from 'pg';
import { SystemDatabase } from '../../database/system-database.js';
import { AuditLog } from '../../identity/audit-log/audit-log.js';
import { notFound } from '../../http/problem.js';
import type { PersonErasure } from '../../privacy/person-erasure.js';
import { PersonErasures } from '../../privacy/person-erasures.js';
import { exportPerson } from '../../privacy/export-person.js';
import type { PersonExportResponse } from '../../privacy/person-export.dto.js';
import { keysOf, type Person } from '../../privacy/person.js';
import { SiteHashes } from '../../secrets/site-hashes.js';
import type { SiteTokenHolder } from '../tokens/site-tokens.js';

/** Answers what a WordPress asks for a person: what is stored of them, and that it be erased. */
@Injectable()
export class People {
  constructor(
    private readonly database: SystemDatabase,
    private readonly erasures: PersonErasures,
    private readonly auditLog: AuditLog,
    private readonly hashes: SiteHashes,
  ) {}

  export(holder: SiteTokenHolder, person: Person, cursor: string | undefined): Promise<PersonExportResponse> {
    return this.database.transaction(async (client) => {
      const page = await exportPerson(client, holder.siteId, keysOf(person, this.hashes.of(holder.siteId)), cursor);
      if (cursor === undefined) await this.record(client, holder, 'site.person_exported', { by: waysOf(person) });
      return page;
    });
  }

  /** Erases what is stored at once; the destinations follow. @throws Problem 503 when others are at work on the same rows for seconds */
  erase(holder: SiteTokenHolder, person: Person): Promise<PersonErasure> {
    return this.erasures.begin(holder.siteId, person, (client, erasure) => this.record(client, holder, 'site.person_erased', { by: waysOf(person), ...erasure }));
  }

  /** @throws Problem 404 */
  async erasure(holder: SiteTokenHolder, id: string): Promise<PersonErasure> {
    const erasure = await this.erasures.find(holder.siteId, id);
    if (erasure === undefined) throw notFound('erasure');
    return erasure;
  }

  private record(client: pg.PoolClient, { siteId, agencyId, tokenId }: SiteTokenHolder, action: string, details: object): Promise<void> {
    return this.auditLog.recordFor(client, null, { agencyId, action, targetType: 'site', targetId: siteId, details: { ...details, tokenId } });
  }
}

/** Names of what the person was known by, never the values. */
const waysOf = (person: Person): string[] => Object.entries(person).flatMap(([way, value]) => (value === undefined ? [] : [way]));
