import { setTimeout as sleep } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import type pg from 'pg';
import { SystemDatabase } from '../../database/system-database.js';
import { AuditLog } from '../../identity/audit-log.js';
import { Problem } from '../../problems/problem.js';
import { eraseFailedEvents } from '../../retention/erase-failed-events.js';
import { type Erasure, erasePerson } from '../../retention/erase-person.js';
import { exportPerson, type PersonExport } from '../../retention/export-person.js';
import { findPerson, keysOf, type Person } from '../../retention/person.js';
import { KeyRing } from '../../secrets/key-ring.js';
import { SiteHashes } from '../../secrets/site-hashes.js';
import type { SiteTokenHolder } from '../tokens/site-tokens.js';

/**
 * Shorter than PostgreSQL waits before it looks for a deadlock (1 s): of the two, the erasure gives way and tries again, and not a delivery
 * that would then be sent twice.
 */
const PATIENCE = "set local lock_timeout = '500ms'";
const TRIES = 10;
const PAUSE_MS = 200;

/** PostgreSQL's `lock_not_available`. */
const LOCK_NOT_AVAILABLE = '55P03';

/** Answers what a WordPress asks for a person: what is stored of them, and that it be erased. */
@Injectable()
export class People {
  constructor(
    private readonly database: SystemDatabase,
    private readonly auditLog: AuditLog,
    private readonly hashes: SiteHashes,
    private readonly keyRing: KeyRing,
  ) {}

  export(holder: SiteTokenHolder, person: Person, cursor: string | undefined): Promise<PersonExport> {
    return this.database.transaction(async (client) => {
      const page = await exportPerson(client, holder.siteId, keysOf(person, this.hashes.of(holder.siteId)), cursor);
      if (cursor === undefined) await this.record(client, holder, 'site.person_exported', { by: waysOf(person) });
      return page;
    });
  }

  /** @throws Problem 503 when others are at work on the same rows for seconds */
  async erase(holder: SiteTokenHolder, person: Person): Promise<Erasure> {
    for (let attempt = 1; ; attempt++) {
      try {
        return await this.database.transaction((client) => this.eraseIn(client, holder, person));
      } catch (error) {
        if ((error as { code?: unknown }).code !== LOCK_NOT_AVAILABLE) throw error;
        if (attempt === TRIES) throw new Problem(503, 'busy', 'What is stored of this person is being used: ask again.', undefined, { 'retry-after': '10' });
        await sleep(PAUSE_MS);
      }
    }
  }

  private async eraseIn(client: pg.PoolClient, holder: SiteTokenHolder, person: Person): Promise<Erasure> {
    await client.query(PATIENCE);
    const keys = keysOf(person, this.hashes.of(holder.siteId));
    // First: what was stored of the person tells by which ids they are known.
    const { userIds, sessionIds } = await findPerson(client, holder.siteId, keys);
    const failed = await eraseFailedEvents(client, this.keyRing, holder.siteId, { userIds, sessionIds, visitorIds: keys.visitorIds, emailHashes: keys.emailHashes });
    const erasure = await erasePerson(client, holder.siteId, keys);
    await this.record(client, holder, 'site.person_erased', { by: waysOf(person), ...erasure, failed });
    return erasure;
  }

  private record(client: pg.PoolClient, { siteId, agencyId, tokenId }: SiteTokenHolder, action: string, details: object): Promise<void> {
    return this.auditLog.recordFor(client, null, { agencyId, action, targetType: 'site', targetId: siteId, details: { ...details, tokenId } });
  }
}

/** Names of what the person was known by, never the values. */
const waysOf = (person: Person): string[] => Object.entries(person).flatMap(([way, value]) => (value === undefined ? [] : [way]));
