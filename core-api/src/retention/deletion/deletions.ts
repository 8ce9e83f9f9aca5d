import { Inject, Injectable } from '@nestjs/common';
import type pg from 'pg';
import { CONFIG } from '../../config/config.module.js';
import type { ServicesConfig } from '../../config/config.js';
import { SystemDatabase } from '../../database/system-database.js';
import { TenantDatabase } from '../../database/tenant-database.js';
import { AuditLog } from '../../identity/audit-log/audit-log.js';
import { demand } from '../../identity/demand.js';
import { type Principal, scopeOf } from '../../identity/principal.js';
import type { Right } from '../../identity/rights.js';
import { conflict, invalid, notFound } from '../../http/problem.js';
import { Revocations } from '../../revocations/revocations.js';
import { SiteDirectory } from '../../site-directory/site-directory.js';
import { type Deletion, DELETION_COLUMNS, type Subject } from './deletion.js';

/** What a deletion of each kind takes. */
const KINDS = {
  site: { right: 'sites.delete', find: 'select name, agency_id from sites where id = $1' },
  agency: { right: 'agencies.write', find: 'select name, null::uuid as agency_id from agencies where id = $1' },
} as const satisfies Record<Subject, { readonly right: Right; readonly find: string }>;

interface Named {
  readonly name: string;
  /** null: super admins alone see the deletion. */
  readonly agency_id: string | null;
}

export interface DeletionsWanted {
  readonly subject?: Subject | undefined;
  /** Only those that can still be restored. */
  readonly restorable?: boolean;
  readonly limit: number;
  readonly offset: number;
}

/**
 * Deletes and restores sites and agencies. Deleted is hidden at once, in every process: nothing is taken in, sent or shown any more; what is
 * stored stays until its time to be restored is over, and then `DeletionWorker` removes it.
 */
@Injectable()
export class Deletions {
  constructor(
    @Inject(CONFIG) private readonly config: ServicesConfig,
    private readonly tenants: TenantDatabase,
    private readonly system: SystemDatabase,
    private readonly auditLog: AuditLog,
    private readonly directory: SiteDirectory,
    private readonly revocations: Revocations,
  ) {}

  list(by: Principal, { subject, restorable = false, limit, offset }: DeletionsWanted): Promise<{ items: Deletion[]; total: number }> {
    return this.tenants.sql(scopeOf(by), async (client) => {
      const where = `($1::text is null or subject = $1) and (not $2 or (state = 'waiting' and erase_at > now()))`;
      const items = await client.query<Deletion>(`select ${DELETION_COLUMNS} from deletions where ${where} order by requested_at desc, id desc limit $3 offset $4`, [
        subject ?? null,
        restorable,
        limit,
        offset,
      ]);
      const total = await client.query<{ total: number }>(`select count(*)::int as total from deletions where ${where}`, [subject ?? null, restorable]);
      return { items: items.rows, total: total.rows[0]!.total };
    });
  }

  /** @throws Problem 404 */
  get(by: Principal, id: string): Promise<Deletion> {
    return this.tenants.sql(scopeOf(by), async (client) => {
      const { rows } = await client.query<Deletion>(`select ${DELETION_COLUMNS} from deletions where id = $1`, [id]);
      if (rows[0] === undefined) throw notFound('deletion');
      return rows[0];
    });
  }

  /**
   * Deletes. What is deleted already gives the same answer.
   * @param confirm its name, as a person has typed it
   * @throws Problem 404 out of sight, 403 without the right, 400 when the name is another one
   */
  async request(by: Principal, subject: Subject, id: string, confirm: unknown): Promise<Deletion> {
    const { right, find } = KINDS[subject];
    const found = await this.tenants.sql(scopeOf(by), async (client) => {
      const { rows } = await client.query<Named>(find, [id]);
      return rows[0] === undefined ? { open: await openDeletion(client, subject, id) } : { named: rows[0] };
    });
    const name = found.named?.name ?? found.open?.name;
    if (name === undefined) throw notFound(subject);
    demand(by, right);
    demandName(name, confirm);
    if (found.named === undefined) return found.open!;
    const deletion = await this.system.transaction((client) => this.hide(client, by, subject, id, found.named));
    await this.announce(subject, id);
    return deletion;
  }

  /** @throws Problem 404 when nothing in sight is deleted, 403 without the right, 409 when it is too late or its agency is deleted too */
  async restore(by: Principal, subject: Subject, id: string): Promise<Deletion> {
    const open = await this.tenants.sql(scopeOf(by), (client) => openDeletion(client, subject, id));
    if (open === undefined) throw notFound(`deleted ${subject}`);
    demand(by, KINDS[subject].right);
    if (open.agency_id !== null && this.directory.isAgencyHidden(open.agency_id)) throw conflict('agency_deleted', 'The site’s agency is deleted too: restore the agency first.');
    const restored = await this.system.transaction((client) => this.show(client, by, open));
    if (restored === undefined) throw conflict('erasing', 'Its time is over: its data is being removed.');
    await this.announce(subject, id);
    return restored;
  }

  private async hide(client: pg.PoolClient, by: Principal, subject: Subject, id: string, { name, agency_id }: Named): Promise<Deletion> {
    // Whoever deletes it at the same time waits here, and finds it deleted.
    await client.query(`select 1 from ${subject === 'site' ? 'sites' : 'agencies'} where id = $1 for no key update`, [id]);
    const open = await openDeletion(client, subject, id);
    if (open !== undefined) return open;
    const { rows } = await client.query<Deletion>(
      `insert into deletions (subject, subject_id, agency_id, name, requested_by, erase_at) values ($1, $2, $3, $4, $5, now() + make_interval(secs => $6))
       returning ${DELETION_COLUMNS}`,
      [subject, id, agency_id, name, by.userId, this.config.deletionGraceSeconds],
    );
    const deletion = rows[0]!;
    if (subject === 'agency') {
      await client.query('update agencies set deletion_id = $2 where id = $1', [id, deletion.id]);
      // Ends its people's tokens and sockets wherever they are.
      await client.query('update users set token_version = token_version + 1 where agency_id = $1', [id]);
    }
    // A site that was deleted before its agency keeps its own time.
    await client.query(`update sites set deletion_id = $2 where ${subject === 'site' ? 'id' : 'agency_id'} = $1 and deletion_id is null`, [id, deletion.id]);
    await this.record(client, by, deletion, 'deleted', { eraseAt: deletion.erase_at.toISOString() });
    return deletion;
  }

  /** @returns undefined when its removal has begun */
  private async show(client: pg.PoolClient, by: Principal, { id }: Deletion): Promise<Deletion | undefined> {
    const { rows } = await client.query<Deletion>(
      `update deletions set state = 'restored', finished_at = now() where id = $1 and state = 'waiting' and erase_at > now() returning ${DELETION_COLUMNS}`,
      [id],
    );
    const [restored] = rows;
    if (restored === undefined) return undefined;
    await client.query('update agencies set deletion_id = null where deletion_id = $1', [id]);
    await client.query('update sites set deletion_id = null where deletion_id = $1', [id]);
    await this.record(client, by, restored, 'restored');
    return restored;
  }

  private async announce(subject: Subject, id: string): Promise<void> {
    await (subject === 'site' ? this.directory.announce(id) : this.directory.announceAll());
    await this.revocations.announce();
  }

  private record(client: pg.PoolClient, by: Principal, deletion: Deletion, done: 'deleted' | 'restored', details: object = {}): Promise<void> {
    const { subject, subject_id, agency_id } = deletion;
    return this.auditLog.recordFor(client, by.userId, {
      agencyId: agency_id,
      action: `${subject}.${done}`,
      targetType: subject,
      targetId: subject_id,
      details: { ...details, deletionId: deletion.id },
    });
  }
}

async function openDeletion(client: pg.ClientBase, subject: Subject, id: string): Promise<Deletion | undefined> {
  const { rows } = await client.query<Deletion>(
    `select ${DELETION_COLUMNS} from deletions where subject = $1 and subject_id = $2 and state in ('waiting', 'erasing')`,
    [subject, id],
  );
  return rows[0];
}

/** @throws Problem 400 naming the field `confirm` */
function demandName(name: string, confirm: unknown): void {
  if (confirm === undefined || confirm === null)
    throw invalid([{ field: 'confirm', rule: 'required', message: 'confirm must be given: the name of what is to be deleted.' }]);
  const isSame = typeof confirm === 'string' && confirm.trim().normalize() === name.trim().normalize();
  if (!isSame) throw invalid([{ field: 'confirm', rule: 'matches_name', message: 'confirm must be the name of what is to be deleted, letter by letter.' }]);
}
