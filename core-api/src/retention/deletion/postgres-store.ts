import { Inject, Injectable } from '@nestjs/common';
import type pg from 'pg';
import { CONFIG } from '../../config/config.module.js';
import type { ServicesConfig } from '../../config/config.js';
import { asOwner } from '../../database/owner-connection.js';
import { SiteDirectory } from '../../site-directory/site-directory.js';
import { removeCompanies } from './companies-of-site.js';
import { type CoveredTable, coveredTables, readSchema, type Schema } from './covered-tables.js';
import { rowsIn, type Subject } from './deletion.js';
import { type Lease, LeftUnfinished, type TenantStore } from './tenant-store.js';

/** Rows removed in one transaction: short enough that nobody waits for it. */
export const BATCH_ROWS = 5_000;

/** How long a worker that is heard of no more keeps others away. */
export const LEASE_SECONDS = 60;

/**
 * Removes every row, in batches, each with its count in one transaction, so that after a crash the next worker goes on where this one was.
 * Works as the owner: tables and partitions to which the machinery has no right are emptied too.
 */
@Injectable()
export class PostgresStore implements TenantStore {
  constructor(
    @Inject(CONFIG) private readonly config: ServicesConfig,
    private readonly directory: SiteDirectory,
  ) {}

  erase(lease: Lease): Promise<void> {
    return asOwner(this.config.databaseUrl, async (client) => {
      const schema = await readSchema(client);
      const { subject, subject_id } = lease.deletion;
      const sites = subject === 'site' ? [subject_id] : await sitesOf(client, subject_id);
      for (const site of sites) {
        await close(client, site);
        await this.directory.announce(site);
      }
      await this.count(client, lease, schema, sites);
      for (const site of sites) await this.empty(client, lease, schema, 'site', site);
      if (subject === 'agency') await this.empty(client, lease, schema, 'agency', subject_id);
    });
  }

  sweep(lease: Lease): Promise<void> {
    const { subject, subject_id } = lease.deletion;
    return asOwner(this.config.databaseUrl, async (client) => this.empty(client, lease, await readSchema(client), subject, subject_id));
  }

  /** What will be removed, once: so that somebody can see how far it is. */
  private async count(client: pg.Client, { deletion }: Lease, schema: Schema, sites: readonly string[]): Promise<void> {
    if (rowsIn(deletion.total) > 0) return;
    const total: Record<string, number> = {};
    const wanted: readonly (readonly [Subject, string])[] = [
      ...sites.map((site) => ['site', site] as const),
      ...(deletion.subject === 'agency' ? [['agency', deletion.subject_id] as const] : []),
    ];
    for (const [subject, id] of wanted)
      for (const { name, where } of coveredTables(schema, subject)) {
        // The sites of an agency are counted as sites.
        if (subject === 'agency' && name === 'sites') continue;
        const { rows } = await client.query<{ rows: number }>(`select count(*)::int as rows from public."${name}" where ${where}`, [id]);
        if (rows[0]!.rows > 0) total[name] = (total[name] ?? 0) + rows[0]!.rows;
      }
    await client.query('update deletions set total = $2 where id = $1', [deletion.id, JSON.stringify(total)]);
  }

  /** Over and over, until nothing is found: a delivery that ends just now may have left a dead letter behind. The row itself goes last. */
  private async empty(client: pg.Client, lease: Lease, schema: Schema, subject: Subject, id: string): Promise<void> {
    const tables = coveredTables(schema, subject);
    const root = tables.at(-1)!;
    const others = tables.slice(0, -1);
    if (subject === 'site') await this.inBatches(lease, 'company_sites', client, () => removeCompanies(client, id, BATCH_ROWS));
    for (;;) {
      let found = 0;
      for (const table of others) found += await this.emptyTable(client, lease, table, id);
      if (found === 0) break;
    }
    await this.emptyTable(client, lease, root, id);
  }

  private async emptyTable(client: pg.Client, lease: Lease, { name, parts, where }: CoveredTable, id: string): Promise<number> {
    let removed = 0;
    for (const part of parts)
      removed += await this.inBatches(lease, name, client, async () => {
        const { rowCount } = await client.query(`delete from ${part} where ctid = any(array(select ctid from ${part} where ${where} limit ${BATCH_ROWS}))`, [id]);
        return rowCount ?? 0;
      });
    return removed;
  }

  /** @param batch removes at most `BATCH_ROWS` rows in the transaction that is open @returns rows removed */
  private async inBatches({ deletion, worker, signal }: Lease, table: string, client: pg.Client, batch: () => Promise<number>): Promise<number> {
    for (let removed = 0; ; ) {
      if (signal.aborted) throw new LeftUnfinished();
      await client.query('begin');
      try {
        const rows = await batch();
        const { rowCount } = await client.query(
          `update deletions set lease_until = now() + make_interval(secs => $3),
             removed = case when $5 = 0 then removed else jsonb_set(removed, array[$4], to_jsonb(coalesce((removed->>$4)::bigint, 0) + $5)) end
           where id = $1 and worker = $2`,
          [deletion.id, worker, LEASE_SECONDS, table, rows],
        );
        if (rowCount === 0) throw new LeftUnfinished();
        await client.query('commit');
        removed += rows;
        if (rows === 0) return removed;
      } catch (error) {
        await client.query('rollback').catch(() => undefined);
        throw error;
      }
    }
  }
}

const sitesOf = async (client: pg.Client, agencyId: string): Promise<readonly string[]> =>
  (await client.query<{ id: string }>('select id from sites where agency_id = $1 order by id', [agencyId])).rows.map(({ id }) => id);

/**
 * From here on nothing of the site is stored: whoever stores a batch holds the row until it is done, and looks whether the site is being
 * erased. See `holdSites`.
 */
async function close(client: pg.Client, siteId: string): Promise<void> {
  await client.query('begin');
  await client.query('select 1 from sites where id = $1 for update', [siteId]);
  await client.query('update sites set erasing = true where id = $1', [siteId]);
  await client.query('commit');
}
